"""Exercises: given in Handrail's words or in Mara's own, each with its question; and set aside."""

from typing import Any

from handrail.practice.person import Person
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.methods import METHODS
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.web.coach.paths import TOO_LONG, Phone, at, words


def own(**more: Any) -> dict[str, Any]:
    return {"title": "Two doors", "instructions": "Walk through each", "question": "Which was lighter?", **more}


def test_the_three_that_come_with_handrail_are_offered_with_their_words(
    phone: Phone, mara: Person, walk: Trajectory
) -> None:
    page = words(phone(mara).get(at("exercises", walk)))
    for method in METHODS:
        assert str(method.title) in page
        assert f'id="{method.key}-question"' in page


def test_one_is_given_with_its_question_and_a_place_to_answer(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, sleep: Goal
) -> None:
    form = own(method="best_hour", session=first_session.pk, goal=sleep.pk)
    page = words(phone(mara).post(at("exercises", walk), form, follow=True))
    exercise, prompt = Exercise.objects.get(), Prompt.objects.get()
    assert (exercise.method, exercise.session, exercise.goal) == ("best_hour", first_session, sleep)
    assert Reflection.objects.get().coachee == jonas
    assert "Which was lighter?" in page
    assert at("reflection", Reflection.objects.get()) in page
    assert prompt.exercise == exercise


def test_a_method_that_is_not_known_is_mara_own(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(at("exercises", walk), own(method="wheel_of_life"))
    assert Exercise.objects.get().method == ""


def test_what_cannot_be_given_comes_back_open_and_whole(phone: Phone, mara: Person, walk: Trajectory) -> None:
    for field in ("title", "instructions", "question"):
        answer = phone(mara).post(at("exercises", walk), own(**{field: TOO_LONG * 3, "method": "best_hour"}))
        page = words(answer)
        assert answer.status_code == 422
        assert TOO_LONG.strip() in page
        assert f'id="best_hour-{field}_error"' in page
        assert '<details class="more" open>' in page
    assert not Exercise.objects.exists()


def test_set_aside_it_stays_readable(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(at("exercises", walk), own())
    exercise = Exercise.objects.get()
    page = words(phone(mara).post(at("exercise-standing", exercise), {"state": "set_aside"}, follow=True))
    exercise.refresh_from_db()
    assert exercise.state == "set_aside"
    assert "Walk through each" in page
    assert "Two doors" in words(phone(mara).get(at("exercises", walk)))
