"""Exercises: given in Handrail's words or in Mara's own, each with its question; and set aside."""

from typing import Any

from django.utils.html import escape

from handrail.practice.person import Person
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.methods.shipped import METHODS, method
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.web.coach.paths import TOO_LONG, Phone, at, words


def own(**more: Any) -> dict[str, Any]:
    return {"title": "Two doors", "instructions": "Walk through each", "question": "Which was lighter?", **more}


def test_the_ten_that_come_with_handrail_are_offered_and_one_is_opened_with_its_words(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session
) -> None:
    page = words(phone(mara).get(at("exercises", walk), {"session": str(first_session.pk)}))
    assert len(METHODS) == 10
    for each in METHODS:
        assert escape(each.title) in page
        assert f"?session={first_session.pk}&amp;method={each.key}#new" in page
    opened = words(phone(mara).get(at("exercises", walk), {"session": str(first_session.pk), "method": "scaling"}))
    assert 'value="From nought to ten"' in opened
    assert f'<option value="{first_session.pk}" selected>' in opened


def test_one_is_given_with_its_question_and_a_place_to_answer(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, sleep: Goal
) -> None:
    form = own(method="strengths", session=first_session.pk, goal=sleep.pk)
    page = words(phone(mara).post(at("exercises", walk), form, follow=True))
    exercise, prompt = Exercise.objects.get(), Prompt.objects.get()
    assert (exercise.method, exercise.session, exercise.goal) == ("strengths", first_session, sleep)
    assert Reflection.objects.get().coachee == jonas
    assert "Which was lighter?" in page
    assert at("reflection", Reflection.objects.get()) in page
    assert prompt.exercise == exercise
    assert exercise.sheet == method("strengths")


def test_a_method_that_is_not_known_is_mara_own(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(at("exercises", walk), own(method="wheel_of_life"))
    exercise = Exercise.objects.get()
    assert (exercise.method, exercise.form, exercise.sheet) == ("", "", None)


def test_what_cannot_be_given_comes_back_open_and_whole(phone: Phone, mara: Person, walk: Trajectory) -> None:
    for field in ("title", "instructions", "question"):
        answer = phone(mara).post(at("exercises", walk), own(**{field: TOO_LONG * 3, "method": "strengths"}))
        page = words(answer)
        assert answer.status_code == 422
        assert TOO_LONG.strip() in page
        assert f'id="give-{field}_error"' in page
    assert not Exercise.objects.exists()


def test_set_aside_it_stays_readable(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(at("exercises", walk), own())
    exercise = Exercise.objects.get()
    page = words(phone(mara).post(at("exercise-standing", exercise), {"state": "set_aside"}, follow=True))
    exercise.refresh_from_db()
    assert exercise.state == "set_aside"
    assert "Walk through each" in page
    assert "Two doors" in words(phone(mara).get(at("exercises", walk)))
