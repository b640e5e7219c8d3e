"""A member of a group alone with the coach: what is said in that hour is for the two of them [12]."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.lib.refusal import NotUnderstood
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.answering import submit
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.cast import begin
from tests.web.history.conftest import consents

SCALE = """handrail_method = 1
title = "S"
instructions = "Choose."
question = "And?"
[[fields]]
kind = "scale"
label = "How sure?"
"""
Phone = Callable[[Person], Client]


@pytest.fixture
def group(mara: Person, jonas: Person, amina: Person) -> Trajectory:
    one = begin(mara, jonas, amina)
    for person in (jonas, amina):
        consents(person)
    return one


@pytest.fixture
def aminas(group: Trajectory, mara: Person, amina: Person) -> Session:
    """She is alone with the coach, and it has begun."""
    session = Session.book(group, by=mara, at=now(), starts_at=now(), coachee=amina)
    return session.start(by=mara, at=now())


def in_session(session: Session, name: str, *more: object) -> str:
    return reverse(f"coach:{name}", args=[session.pk, *more])


def test_a_line_of_her_note_becomes_hers(phone: Phone, mara: Person, aminas: Session, jonas: Person) -> None:
    note = {"text": "- call the doctor by Friday\n! sleep through"}
    page = phone(mara).post(in_session(aminas, "note-lines", "shared"), note).content.decode()
    assert jonas.given_name not in page


def test_nobody_else_of_the_group_is_written_about_there(
    phone: Phone, mara: Person, aminas: Session, jonas: Person, amina: Person, group: Trajectory
) -> None:
    goal = Goal.propose(group, by=jonas, at=now(), coachee=jonas, text="Sail")
    week = WeeklyGoal.propose(goal, by=jonas, at=now(), text="Knots")
    device = phone(mara)
    assert device.post(in_session(aminas, "card", jonas.pk, "topic"), {"text": "Hm"}).status_code == 404
    assert device.post(in_session(aminas, "session-weeks", goal.pk), {"text": "Hm"}).status_code == 404
    assert device.post(in_session(aminas, "week-again", week.pk), {"text": "Hm"}).status_code == 404
    given = {"text": "Walk", "due_on": "2026-03-05", "owner": str(jonas.pk)}
    device.post(in_session(aminas, "session-actions"), given)
    device.post(in_session(aminas, "session-goals"), {"text": "Rest", "coachee": str(jonas.pk)})
    assert not Exploration.objects.exists()
    assert not Action.objects.filter(coachee=jonas).exists()
    assert Goal.objects.filter(coachee=jonas).count() == 1


def test_what_the_coach_promises_her_the_others_do_not_read(
    phone: Phone, mara: Person, aminas: Session, jonas: Person, amina: Person, group: Trajectory
) -> None:
    given = {"text": "Send the letter to her doctor", "due_on": "2026-03-05", "owner": str(mara.pk), "agreed": "on"}
    given["session"] = str(aminas.pk)
    phone(mara).post(in_session(aminas, "session-actions"), given)
    promise = Action.objects.get()
    assert promise.is_promise
    assert promise in Action.objects.visible_to(amina)
    assert promise not in Action.objects.visible_to(jonas)


def test_the_next_one_is_booked_with_her_alone(
    phone: Phone, mara: Person, aminas: Session, amina: Person, group: Trajectory
) -> None:
    more = {"next_step": "booked", "day": "2026-03-16", "time": "11:00", "minutes": "45"}
    phone(mara).post(in_session(aminas, "session-closing"), more)
    assert Session.objects.latest("starts_at").coachee == amina


def test_her_summary_says_when_she_is_met_again_and_not_when_another_is(
    phone: Phone, mara: Person, aminas: Session, amina: Person, jonas: Person, group: Trajectory
) -> None:
    Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=3), coachee=jonas)
    Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=5), coachee=amina)
    summary = {f"summary-{amina.pk}": "It was good.", "send": "on"}
    answer = phone(mara).post(in_session(aminas, "session-closing"), summary)
    assert answer.status_code == 302
    words = Message.objects.get(to=amina.email, paper__gt="").text
    assert "7 March 2026" in words
    assert "5 March 2026" not in words


def test_what_is_given_to_one_hangs_on_nothing_of_anothers(
    phone: Phone, mara: Person, jonas: Person, amina: Person, group: Trajectory, aminas: Session
) -> None:
    hers = Goal.propose(group, by=amina, at=now(), coachee=amina, text="Sail")
    on_hers: dict[str, Any] = {"by": mara, "at": now(), "coachee": jonas}
    words: dict[str, Any] = {"title": "A walk", "instructions": "Walk.", "question": "How was it?"}
    for about in ({"goal": hers}, {"session": aminas}):
        with pytest.raises(NotUnderstood):
            Brainstorm.begin(group, topic="Ideas", **about, **on_hers)
        with pytest.raises(NotUnderstood):
            Exercise.give(group, **words, **about, **on_hers)
        with pytest.raises(NotUnderstood):
            Reflection.ask(group, question="Why?", **about, **on_hers)
        with pytest.raises(NotUnderstood):
            Action.propose(group, by=mara, at=now(), owner=jonas, text="Walk", due_on=date(2026, 3, 5), **about)
        promise = Action.propose(group, by=mara, at=now(), owner=mara, text="Ask", due_on=date(2026, 3, 5), **about)
        assert promise.coachee_id == amina.pk


def test_a_number_that_the_client_wrote_is_not_the_coachs_to_explain(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    asked = Exercise.give(
        first_session.trajectory, by=mara, at=now(), coachee=jonas, title="Scaling", instructions="Choose.",
        question="And?", form=SCALE,
    ).prompts.get().reflections.get()  # fmt: skip
    submit(asked, by=jonas, at=now(), text="▸ How sure?\n6 / 10", visibility="shared")
    number = ScaleAnswer.objects.get()
    said = {"why_not_lower": "Because the coach says so", "one_up": "More"}
    assert phone(mara).post(in_session(first_session, "session-reasons", number.pk), said).status_code == 404


def test_a_client_finds_summary_brainstorm_and_their_own_word_with_the_session(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    consents(jonas)
    first_session.hold(by=mara, at=now())
    Summary.send(first_session, by=mara, at=now(), coachee=jonas, text="It was good.")
    Feedback.give(first_session, by=jonas, at=now(), useful=4, wish="More walking")
    Brainstorm.begin(
        first_session.trajectory, by=jonas, at=now(), coachee=jonas, topic="Evenings", session=first_session
    )
    page = phone(jonas).get(reverse("coachee:session", args=[first_session.pk])).content.decode()
    assert "More walking" in page
    assert "Evenings" in page
    assert reverse("coachee:summary", args=[first_session.pk]) in page


def test_her_hour_takes_nothing_in_of_another(mara: Person, jonas: Person, aminas: Session) -> None:
    mine: dict[str, Any] = {"by": jonas, "at": now()}
    of_him: dict[str, Any] = {"by": mara, "at": now(), "coachee": jonas}
    with pytest.raises(NotUnderstood):
        Preparation.say(aminas, topic="Mine", **mine)
    with pytest.raises(NotUnderstood):
        Attendance.note(aminas, state="late", **of_him)
    with pytest.raises(NotUnderstood):
        Exploration.write(aminas, card="topic", text="His", **of_him)
    aminas.hold(by=mara, at=now())
    with pytest.raises(NotUnderstood):
        Feedback.give(aminas, useful=4, **mine)
    with pytest.raises(NotUnderstood):
        Summary.send(aminas, text="His", **of_him)
