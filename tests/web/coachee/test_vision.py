"""Jonas writes down what he wants."""

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from tests.cast import verbs
from tests.clock import Clock
from tests.web.coachee.paths import ODD, Phone, at, words


def test_it_is_written_and_rewritten(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    browser = phone(jonas)
    assert "What do you want?" in words(browser.get(at("vision", walk)))
    browser.post(at("vision", walk), {"text": "Mornings are mine", "base": fingerprint("")})
    browser.post(at("vision", walk), {"text": ODD, "base": fingerprint("Mornings are mine")})
    vision = Vision.objects.get()
    assert (vision.text, vision.coachee) == (ODD, jonas)
    assert verbs(walk, seen_by=jonas).count("vision.written") == 2


def test_read_again_and_still_right(phone: Phone, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    Vision.write(walk, by=jonas, at=now(), coachee=jonas, text="Mornings are mine")
    today = jonas.today(clock.go(days=100))
    phone(jonas).post(at("revisit", walk))
    assert Vision.objects.get().revisited_on == today


def test_two_who_write_at_once_see_both_texts(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    Vision.write(walk, by=jonas, at=now(), coachee=jonas, text="Mornings are mine")
    Vision.write(walk, by=mara, at=now(), coachee=jonas, text="Mornings and evenings are mine")
    answer = phone(jonas).post(
        at("vision", walk), {"text": "Mornings belong to me", "base": fingerprint("Mornings are mine")}
    )
    assert answer.status_code == 422
    assert "Mornings and evenings are mine" in words(answer)
    assert "Mornings belong to me" in words(answer)


def test_an_empty_or_broken_one_is_refused(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    for text in ("", "  ", "N\0UL", "so " * 9_000):
        answer = phone(jonas).post(at("vision", walk), {"text": text, "base": ""})
        assert answer.status_code == 422
        assert text.strip() in words(answer)
    assert not Vision.objects.exists()
