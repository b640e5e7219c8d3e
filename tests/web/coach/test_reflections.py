"""Questions and their answers: what Jonas shares Mara reads, what he keeps she knows only to be written."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from handrail.practice.person import Person
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.web.coach.paths import ODD, TOO_LONG, Phone, at, words

SECRET = "I counted the ceiling boards"


@pytest.fixture
def question(phone: Phone, mara: Person, walk: Trajectory, sleep: Goal) -> Reflection:
    """What Mara asked about Jonas's sleep."""
    phone(mara).post(at("prompts", walk), {"question": "What helped on Monday?", "about": sleep.pk})
    return Reflection.objects.get()


def test_a_question_is_about_a_session_a_goal_or_an_exercise(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, first_session: Session, clock: Clock
) -> None:
    exercise = Exercise.give(
        walk, by=mara, at=clock.now, coachee=jonas, title="Two doors", instructions="Walk", question="And?"
    )
    for about in (sleep, first_session, exercise):
        phone(mara).post(at("prompts", walk), {"question": f"How? {ODD}", "about": about.pk})
    asked = [reflection.prompt for reflection in Reflection.objects.order_by("pk")][1:]
    assert [(p.goal, p.session, p.exercise) for p in asked] == [
        (sleep, None, None), (None, first_session, None), (None, None, exercise)
    ]  # fmt: skip


def test_a_question_about_nothing_or_of_too_many_words_comes_back(
    phone: Phone, mara: Person, walk: Trajectory, sleep: Goal
) -> None:
    about_nothing = phone(mara).post(at("prompts", walk), {"question": "How are you?", "about": ""})
    too_long = phone(mara).post(at("prompts", walk), {"question": TOO_LONG, "about": sleep.pk})
    assert (about_nothing.status_code, too_long.status_code) == (422, 422)
    assert "How are you?" in words(about_nothing)
    assert TOO_LONG.strip() in words(too_long)


def test_a_shared_answer_is_read(phone: Phone, mara: Person, jonas: Person, question: Reflection, clock: Clock) -> None:
    question.submit(by=jonas, at=clock.now, text="Breathing out first", visibility="shared")
    for page in (at("reflection", question), at("prompts", question.trajectory)):
        assert "Breathing out first" in words(phone(mara).get(page))


@pytest.mark.parametrize("wrote", ["private", "draft", "withdrawn"])
def test_no_address_and_no_parameter_reaches_words_that_are_private(
    phone: Phone, mara: Person, jonas: Person, question: Reflection, clock: Clock, wrote: str
) -> None:
    if wrote == "draft":
        question.save_words(by=jonas, at=clock.now, text=SECRET)
    else:
        first = "shared" if wrote == "withdrawn" else "private"
        question.submit(by=jonas, at=clock.now, text=SECRET, visibility=first)
    if wrote == "withdrawn":
        question.withdraw(by=jonas, at=clock.now)
    tricks = ["", "visibility=shared", "state=submitted", f"id={question.pk}", "show=all", "text=1", "as=jonas"]
    places = [at("reflection", question), *(at(name, question.trajectory) for name in ("prompts", "exercises", "wins"))]
    for place in places:
        for trick in tricks:
            assert SECRET not in words(phone(mara).get(f"{place}?{trick}"))
    posted = phone(mara).post(at("reflection", question), {"visibility": "shared", "text": "x"})
    assert posted.status_code == 405
    quoted = urlencode({"on": "2026-03-02"})
    assert SECRET not in words(phone(mara).get(f"{at('reflection', question)}?{quoted}"))


def test_of_a_private_answer_mara_knows_that_and_when(
    phone: Phone, mara: Person, jonas: Person, question: Reflection, clock: Clock
) -> None:
    assert "It waits for Jonas" in words(phone(mara).get(at("reflection", question)))
    question.save_words(by=jonas, at=clock.now, text=SECRET)
    assert "It waits for Jonas" in words(phone(mara).get(at("reflection", question)))
    question.submit(by=jonas, at=clock.now, text=SECRET, visibility="private")
    assert "Jonas wrote on this today and keeps it private." in words(phone(mara).get(at("reflection", question)))
    assert "written and kept private" in words(phone(mara).get(at("prompts", question.trajectory)))


def test_a_skipped_question_is_a_fine_end(
    phone: Phone, mara: Person, jonas: Person, question: Reflection, clock: Clock
) -> None:
    question.skip(by=jonas, at=clock.now)
    assert "Jonas skipped it, which is fine" in words(phone(mara).get(at("reflection", question)))


def test_asked_again_the_earlier_answer_stands_beside_it(
    phone: Phone, mara: Person, jonas: Person, question: Reflection, clock: Clock
) -> None:
    question.submit(by=jonas, at=clock.now, text="Breathing out first", visibility="shared")
    clock.go(days=30)
    phone(mara).post(reverse("coach:prompt-reflections", args=[question.prompt_id]))
    later = Reflection.objects.exclude(pk=question.pk).get()
    later.submit(by=jonas, at=clock.now, text="Nothing, I just slept", visibility="shared")
    page = words(phone(mara).get(at("reflection", later)))
    assert "Nothing, I just slept" in page
    assert "Breathing out first" in page
