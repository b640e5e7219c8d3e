"""One trajectory on one page: everything is there, in plain words, and every way it can go on or end."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import State, Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.win import Win

Phone = Callable[[Person], Client]


def page(walk: Trajectory) -> str:
    return reverse("coach:trajectory", args=[walk.pk])


def test_everything_of_a_trajectory_is_on_its_page(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, sleep: Goal, call_ann: Action
) -> None:
    Vision.write(walk, by=jonas, at=now(), coachee=jonas, text="Mornings are mine")
    Milestone.add(sleep, by=jonas, at=now(), text="Phone out of the bedroom")
    Goal.propose(walk, by=mara, at=now(), coachee=jonas, text="Walk at noon")
    Action.propose(walk, by=mara, at=now(), owner=mara, text="Send the article", due_on=date(2026, 3, 4))
    Win.add(walk, by=jonas, at=now(), coachee=jonas, text="Slept till seven")
    shown = phone(mara).get(page(walk)).content.decode()
    for words in (
        "Mornings are mine", "Sleep through the night", "3 of 10", "Phone out of the bedroom", "Call Ann",
        "What you promised", "Send the article", "Waiting for Jonas", "Walk at noon", "Slept till seven",
        "You are here", "Session 1",
    ):  # fmt: skip
        assert words in shown


def test_of_a_private_reflection_only_that_it_was_written_is_shown(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    for text, visibility in (("Loud words", "shared"), ("Silent words", "private")):
        asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="How?", session=first_session)
        asked.submit(by=jonas, at=now(), text=text, visibility=visibility)
    shown = phone(mara).get(page(walk)).content.decode()
    assert "Loud words" in shown
    assert "Silent words" not in shown
    assert "kept private" in shown


def test_a_long_history_costs_no_more_statements_than_a_short_one(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, call_ann: Action
) -> None:
    def cost() -> int:
        device = phone(mara)
        device.get(page(walk))
        with CaptureQueriesContext(connection) as asked:
            device.get(page(walk))
        return len(asked)

    Action.propose(walk, by=mara, at=now(), owner=mara, text="Promise", due_on=date(2026, 3, 4))
    short = cost()
    for number in range(10):
        session = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(days=number))
        action = Action.propose(
            walk, by=jonas, at=now(), owner=jonas, text=f"Thing {number}", due_on=date(2026, 3, 9), session=session
        )
        action.postpone(by=jonas, at=now(), due_on=date(2026, 3, 12), reason="Rain")
        Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="How?", session=session)
    assert cost() == short


def test_another_rhythm(phone: Phone, mara: Person, walk: Trajectory) -> None:
    given = {"length_months": "6", "cadence_days": "7", "key": "one"}
    phone(mara).post(reverse("coach:rhythm", args=[walk.pk]), given)
    walk.refresh_from_db()
    assert (walk.length_months, walk.cadence_days) == (6, 7)


@pytest.mark.parametrize(("months", "days"), [("0", "14"), ("3", "900"), ("three", "14"), ("", "")])
def test_a_rhythm_that_makes_no_sense_is_said(
    phone: Phone, mara: Person, walk: Trajectory, months: str, days: str
) -> None:
    given = {"length_months": months, "cadence_days": days, "key": "one"}
    answer = phone(mara).post(reverse("coach:rhythm", args=[walk.pk]), given)
    assert answer.status_code == 422
    assert f'value="{months}"' in answer.content.decode() or not months
    walk.refresh_from_db()
    assert (walk.length_months, walk.cadence_days) == (3, 14)


def wanted(device: Client, walk: Trajectory, state: str, **more: str) -> int:
    given = {"state": state, "key": f"to {state} {len(more)}", **more}
    status = device.post(reverse("coach:state", args=[walk.pk]), given).status_code
    walk.refresh_from_db()
    return status


def test_a_pause_and_going_on(phone: Phone, mara: Person, walk: Trajectory) -> None:
    wanted(phone(mara), walk, "paused", reason="client", resumes_on="2026-04-01")
    assert (walk.state, walk.resumes_on) == (State.PAUSED, date(2026, 4, 1))
    wanted(phone(mara), walk, "active")
    assert walk.state == State.ACTIVE


def test_a_close_in_two_steps(phone: Phone, mara: Person, walk: Trajectory) -> None:
    wanted(phone(mara), walk, "closing")
    wanted(phone(mara), walk, "completed")
    assert walk.state == State.COMPLETED
    assert "Go on together" in phone(mara).get(page(walk)).content.decode()


def test_an_early_end_with_its_reason(phone: Phone, mara: Person, walk: Trajectory) -> None:
    wanted(phone(mara), walk, "ended_early", reason="Moved abroad")
    assert (walk.state, walk.end_reason) == (State.ENDED_EARLY, "Moved abroad")


def test_a_step_there_is_none_for_is_said(phone: Phone, mara: Person, walk: Trajectory) -> None:
    assert wanted(phone(mara), walk, "completed") == 422
    assert wanted(phone(mara), walk, "erased") == 404
    assert walk.state == State.ACTIVE


def test_erasing_asks_on_a_page_of_its_own_and_leaves_no_word(
    phone: Phone, mara: Person, walk: Trajectory, call_ann: Action
) -> None:
    address = reverse("coach:erasure", args=[walk.pk])
    assert "Gone for good" in phone(mara).get(address).content.decode()
    for _tap in range(2):
        assert phone(mara).post(address, {"key": "one"}).headers["Location"] == reverse("coach:clients")
    call_ann.refresh_from_db()
    assert call_ann.text == ""
    assert phone(mara).get(page(walk)).status_code == 404
    assert list(verify_all()) == []
