"""The vision: Jonas's words, which Mara may write down."""

from handrail.ledger.entry import Entry
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from tests.cast import begin, verbs
from tests.clock import Clock
from tests.web.coach.paths import ODD, TOO_LONG, Phone, at, on_behalf_of, words


def test_what_mara_writes_down_is_kept_as_what_jonas_said(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    page = words(phone(mara).post(at("vision", walk), {"text": f"Home for dinner {ODD}"}, follow=True))
    vision = Vision.objects.get()
    assert vision.coachee == jonas
    assert on_behalf_of("vision.written") == jonas.pk
    assert Entry.objects.get(verb="vision.written").by_id == mara.pk
    assert "Home for dinner" in page


def test_nobody_writes_over_words_they_have_not_seen(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    vision = Vision.write(walk, by=jonas, at=clock.now, coachee=jonas, text="A team that runs by itself")
    answer = phone(mara).post(at("vision", walk), {"text": "Home for dinner", "base": fingerprint("Evenings at home")})
    page = words(answer)
    assert answer.status_code == 409
    assert "A team that runs by itself" in page
    assert "Home for dinner" in page
    vision.refresh_from_db()
    assert vision.text == "A team that runs by itself"


def test_read_again_it_stays_as_it_is(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    vision = Vision.write(walk, by=jonas, at=clock.now, coachee=jonas, text="Mornings that are mine")
    clock.go(days=100)
    assert "time to read it again together" in words(phone(mara).get(at("vision", walk)))
    phone(mara).post(at("vision-reading", vision))
    assert verbs(walk, seen_by=mara)[-1] == "vision.revisited"
    assert "time to read it again together" not in words(phone(mara).get(at("vision", walk)))


def test_too_many_words_come_back_whole(phone: Phone, mara: Person, walk: Trajectory) -> None:
    answer = phone(mara).post(at("vision", walk), {"text": TOO_LONG})
    assert answer.status_code == 422
    assert TOO_LONG.strip() in words(answer)


def test_in_a_group_each_has_a_vision(phone: Phone, mara: Person, jonas: Person, amina: Person, clock: Clock) -> None:
    together = begin(mara, jonas, amina)
    phone(mara).post(f"{at('vision', together)}?of={amina.pk}", {"text": "To speak first"})
    assert Vision.objects.get().coachee == amina
    assert "To speak first" in words(phone(mara).get(f"{at('vision', together)}?of={amina.pk}"))
    assert "Not written yet" in words(phone(mara).get(f"{at('vision', together)}?of={jonas.pk}"))
    assert phone(mara).get(f"{at('vision', together)}?of={mara.pk}").status_code == 404
