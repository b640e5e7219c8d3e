"""Jonas opens his phone: what it is for, what he agreed, one question."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.cast import begin
from tests.clock import Clock
from tests.web.coachee.paths import TODAY, Phone, at, words


def agree(trajectory: Trajectory, owner: Person, count: int) -> None:
    for number in range(count):
        Action.propose(
            trajectory, by=owner, at=now(), owner=owner, text=f"Thing {number}",
            due_on=date(2026, 3, 3) + timedelta(days=number),
        )  # fmt: skip


def test_priorities_come_before_what_was_agreed_and_the_question_after_it(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action, first_session: Session
) -> None:
    Vision.write(walk, by=jonas, at=now(), coachee=jonas, text="Mornings are mine")
    for step in ("No telephone upstairs", "A week before eleven"):
        Milestone.add(sleep, by=jonas, at=now(), text=step)
    WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Lights out at half past ten")
    Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps you sleep?", session=first_session)
    page = words(phone(jonas).get(TODAY))
    order = [
        "Mornings are mine", "Sleep through the night", "Next: No telephone upstairs", "Lights out at half past ten",
        "Call Ann about the evening shift", "by Thursday", "What helps you sleep?", "<textarea",
        "Session 1 is on Monday 2 March at 11:00", "What went well",
    ]  # fmt: skip
    assert sorted(order, key=page.index) == order
    assert "A week before eleven" not in page, "only the next milestone"


def test_a_session_of_today_or_tomorrow_is_said_before_all_else(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    session = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=2, hours=1))
    device, days = phone(jonas), ("is today", "is tomorrow")
    assert not [day for day in days if f"Session 1 {day} at" in words(device.get(TODAY))]
    for day in reversed(days):
        clock.go(days=1)
        page = words(device.get(TODAY))
        assert page.index(f"Session 1 {day} at 11:00") < page.index("What I agreed")
        assert at("session", session) in page


def test_only_the_newest_question_is_asked(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    for question in ("The older one?", "The newer one?"):
        Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question=question, session=first_session)
    page = words(phone(jonas).get(TODAY))
    assert "The newer one?" in page
    assert "The older one?" not in page


def test_how_the_session_was_is_asked_for_a_week_and_until_it_is_said(
    phone: Phone, clock: Clock, mara: Person, jonas: Person, first_session: Session
) -> None:
    device, asked = phone(jonas), "How was it for me, on Monday?"
    assert asked not in words(device.get(TODAY))
    first_session.hold(by=mara, at=now())
    page = words(device.get(TODAY))
    first, then = page[page.index(asked) :].split('<div class="then">')
    assert first.count("<legend>") == 1, "one question; the others come with its answer"
    assert then.count("<legend>") == 2
    clock.go(days=8)
    assert asked not in words(device.get(TODAY))
    clock.go(days=-8)
    answer = device.post(at("feedback", first_session), {"useful": "5", "back": TODAY})
    assert answer["Location"] == TODAY
    assert Feedback.objects.get().useful == 5
    assert asked not in words(device.get(TODAY))


def test_a_day_that_has_been_is_not_held_up_to_anybody(
    phone: Phone, jonas: Person, call_ann: Action, clock: Clock
) -> None:
    clock.go(days=20)
    page = words(phone(jonas).get(TODAY))
    assert "still open" in page
    assert "5 March" not in page
    assert "overdue" not in page.lower()


def test_twelve_open_things_show_five_and_no_number(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    agree(walk, jonas, 12)
    page = words(phone(jonas).get(TODAY))
    shown, folded = page.split("The rest, for later")
    assert [f"Thing {n}</a>" in shown for n in range(12)] == [True] * 5 + [False] * 7
    assert all(f"Thing {n}</a>" in folded for n in range(5, 12))
    assert "This is a lot at once" in shown
    assert "12" not in strip_tags(shown.split("What I agreed")[1]), "nothing is counted"


@pytest.mark.parametrize("count", [3, 30])
def test_today_costs_at_most_twelve_statements_however_much_there_is(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, first_session: Session, count: int
) -> None:
    agree(walk, jonas, count)
    Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", session=first_session)
    browser = phone(jonas)
    browser.get(TODAY)
    agree(walk, jonas, 1)
    with CaptureQueriesContext(connection) as first_look:
        browser.get(TODAY)
    with CaptureQueriesContext(connection) as next_look:
        browser.get(TODAY)
    assert (len(first_look), len(next_look)) == (12, 4), "what did not change is not read again"


def test_two_trajectories_are_told_apart_and_cost_the_same(
    phone: Phone, jonas: Person, walk: Trajectory, tomas: Person, call_ann: Action
) -> None:
    other = begin(tomas, jonas)
    Action.propose(other, by=jonas, at=now(), owner=jonas, text="Ask what others charge", due_on=date(2026, 3, 4))
    browser = phone(jonas)
    page = words(browser.get(TODAY))
    order = ["With Mara Vos", "Call Ann", "With Tomás Rey", "Ask what others charge"]
    assert sorted(order, key=page.index) == order
    with CaptureQueriesContext(connection) as statements:
        browser.get(TODAY)
    assert len(statements) <= 12


def test_before_anything_is_agreed_today_says_what_will_stand_there(
    phone: Phone, jonas: Person, walk: Trajectory
) -> None:
    page = words(phone(jonas).get(TODAY))
    assert "Nothing is open" in page
    assert "Write down what you want" in page


def test_paused_nothing_is_asked(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", session=first_session)
    walk.pause(by=mara, at=now(), reason="client")
    page = words(phone(jonas).get(TODAY))
    assert "Paused. Nothing is asked of you" in page
    assert "What helps?" not in page


def test_what_mara_promised_stands_there_and_cannot_be_ticked_by_jonas(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    promise = Action.propose(walk, by=mara, at=now(), owner=mara, text="Send the article", due_on=date(2026, 3, 4))
    browser = phone(jonas)
    page = words(browser.get(TODAY))
    assert "What Mara will do" in page
    assert at("completion", promise) not in page
    assert browser.post(at("completion", promise), {"done": "on"}).status_code == 404
