"""Jonas writes in answer to a question, and says who reads it."""

import pytest

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import verbs
from tests.web.coachee.paths import ODD, TODAY, Phone, at, words


@pytest.fixture
def asked(walk: Trajectory, mara: Person, jonas: Person, first_session: Session) -> Reflection:
    return Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helped?", session=first_session)


def test_the_field_is_there_with_the_question_and_its_exercise(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    Exercise.give(
        walk, by=mara, at=now(), coachee=jonas, title="The best hour", instructions="Go back two weeks.",
        question="What made it possible?", session=first_session,
    )  # fmt: skip
    page = words(phone(jonas).get(at("reflection", Reflection.objects.get())))
    order = ["The best hour", "Go back two weeks.", "After session 1", "What made it possible?", "autofocus"]
    assert sorted(order, key=page.index) == order


def test_what_is_typed_is_kept_for_jonas_alone(
    phone: Phone, jonas: Person, walk: Trajectory, asked: Reflection
) -> None:
    browser = phone(jonas)
    page = words(browser.get(at("reflection", asked)))
    address = page.split('data-draft-url="')[1].split('"')[0].replace("&amp;", "&")
    assert browser.post(address, {"text": "I sat on", "base": fingerprint("")}).status_code == 204
    page = words(browser.get(at("reflection", asked)))
    assert "I sat on" in page
    assert "Kept from before. Only you see it." in page
    assert "I sat on" in words(browser.get(TODAY))
    assert Reflection.objects.get().text == ""


def test_saved_it_stays_unfinished_and_private(
    phone: Phone, jonas: Person, walk: Trajectory, asked: Reflection
) -> None:
    Draft.keep(jonas, trajectory=walk, place=f"reflection:{asked.pk}", text="I sat", base="", at=now())
    phone(jonas).post(at("reflection", asked), {"text": ODD, "base": fingerprint("")})
    written = Reflection.objects.get()
    assert (written.text, written.state) == (ODD, "draft")
    assert not Draft.objects.exists()


def test_a_quiet_save_answers_with_what_the_next_is_compared_with(
    phone: Phone, jonas: Person, asked: Reflection
) -> None:
    given = {"text": "I sat on my hands", "base": fingerprint("")}
    answer = phone(jonas).post(at("reflection", asked), given, headers={"X-Quiet": "1"})
    assert (answer.status_code, answer["X-Base"]) == (204, fingerprint("I sat on my hands"))


@pytest.mark.parametrize(("visibility", "says"), [("private", "only me"), ("shared", "Mara and me")])
def test_finished_for_oneself_or_for_both(
    phone: Phone, mara: Person, jonas: Person, asked: Reflection, visibility: str, says: str
) -> None:
    phone(jonas).post(at("submission", asked), {"text": "I sat on my hands", "visibility": visibility, "base": ""})
    assert says in words(phone(jonas).get(at("reflection", asked)))
    assert Reflection.objects.visible_to(mara).exists() == (visibility == "shared")


def test_sharing_can_be_taken_back(phone: Phone, mara: Person, jonas: Person, asked: Reflection) -> None:
    asked.submit(by=jonas, at=now(), text="I sat on my hands", visibility="private")
    browser = phone(jonas)
    browser.post(at("visibility", asked), {"visibility": "shared"})
    assert Reflection.objects.visible_to(mara).exists()
    browser.post(at("visibility", asked), {"visibility": "private"})
    assert not Reflection.objects.visible_to(mara).exists()


def test_skipping_needs_no_reason_and_is_not_final(phone: Phone, jonas: Person, asked: Reflection) -> None:
    browser = phone(jonas)
    assert browser.post(at("omission", asked))["Location"] == TODAY
    assert Reflection.objects.get().state == "skipped"
    assert "You can still answer it" in words(browser.get(at("reflection", asked)))
    browser.post(at("submission", asked), {"text": "Well, this", "visibility": "private", "base": ""})
    assert Reflection.objects.get().state == "submitted"


def test_earlier_answers_to_the_same_question_stand_below(
    phone: Phone, mara: Person, jonas: Person, asked: Reflection
) -> None:
    asked.submit(by=jonas, at=now(), text="I wrote it on my hand", visibility="private")
    again = Reflection.ask_again(asked.prompt, by=mara, at=now())
    assert "I wrote it on my hand" in words(phone(jonas).get(at("reflection", again)))


@pytest.mark.parametrize("text", ["", " \n ", "N\0UL", "so " * 9_000])
def test_what_cannot_be_kept_comes_back_whole(phone: Phone, jonas: Person, asked: Reflection, text: str) -> None:
    answer = phone(jonas).post(at("submission", asked), {"text": text, "visibility": "private", "base": ""})
    assert answer.status_code == 422
    assert text.strip() in words(answer)
    assert Reflection.objects.get().state == "prompted"


def test_a_visibility_nobody_knows_is_refused(phone: Phone, jonas: Person, asked: Reflection) -> None:
    answer = phone(jonas).post(at("submission", asked), {"text": "I sat", "visibility": "everyone", "base": ""})
    assert answer.status_code == 422
    assert "I sat" in words(answer)


def test_two_phones_of_jonas_lose_nothing(phone: Phone, jonas: Person, asked: Reflection) -> None:
    asked.save_words(by=jonas, at=now(), text="From the train")
    given = {"text": "From the kitchen", "visibility": "private", "base": fingerprint("")}
    answer = phone(jonas).post(at("submission", asked), given)
    assert answer.status_code == 409
    assert "From the train" in words(answer)
    assert "From the kitchen" in words(answer)


def test_a_double_submit_is_one(phone: Phone, jonas: Person, walk: Trajectory, asked: Reflection) -> None:
    for _ in range(2):
        phone(jonas).post(
            at("submission", asked), {"text": "I sat", "visibility": "private", "base": "", "key": "the-same"}
        )
    assert verbs(walk, seen_by=jonas).count("reflection.submitted") == 1


def test_all_of_them_on_one_page(phone: Phone, jonas: Person, walk: Trajectory, asked: Reflection) -> None:
    assert "What helped?" in words(phone(jonas).get(at("reflections", walk)))
