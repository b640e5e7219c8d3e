"""Writing back goes on: to the answer of an answer, to a message of several things, and a number is put right."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import Settings

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.refusal import TooLong
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.reminders.kept_line import keep_line
from handrail.reminders.replies import ANSWERS, understand
from handrail.reminders.sweep import sweep
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.goal import Goal
from handrail.trajectory.measure import Cadence, Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.reminders.conftest import WEDNESDAY
from tests.reminders.test_answers import SUNDAY, Reply, claim_for

THURSDAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def _replies(settings: Settings) -> None:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"


def reply_to(claim: Claim, words: str, number: int = 1) -> Message | None:
    return understand(Reply(claim.token, words, f"<{number}@post.example>"), now())


def asks_daily(jonas: Person) -> None:
    Choice.choose(
        jonas, by=jonas, at=now(), channel="email", hour=1080, days="1234567", quiet_from=1260, quiet_until=480,
        a_week=3, report_day=7, daily_at=600,
    )  # fmt: skip


@pytest.fixture
def two_things(walk: Trajectory, jonas: Person, call_ann: Action, clock: Clock) -> tuple[Claim, Action, Action]:
    garage = Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Ring the garage", due_on=THURSDAY)
    clock.to(WEDNESDAY)
    sweep(at=WEDNESDAY)
    message = Message.objects.get()
    assert message.text.index("1. ") < message.text.index("2. ")
    first, second = (call_ann, garage) if message.text.index("Call Ann") < message.text.index("garage") else (
        garage, call_ann
    )  # fmt: skip
    claim = Claim.objects.get(object_id=first.pk)
    assert message.reply_to == f"reply+{claim.token}@handrail.example"
    return claim, first, second


def test_two_things_of_one_message_are_answered_in_one_line(two_things: tuple[Claim, Action, Action]) -> None:
    claim, first, second = two_things
    answer = reply_to(claim, "1 done 2 later")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.due_on) == ("done", "agreed", THURSDAY)
    assert answer is not None
    assert "1. Done" in answer.text
    assert "2. It is meant for Thursday" in answer.text
    assert list(verify_all()) == []


def test_the_second_alone_is_named_or_numbered(two_things: tuple[Claim, Action, Action]) -> None:
    claim, first, second = two_things
    name = second.text.split()[-1] if "garage" in second.text else "Ann"
    reply_to(claim, f"{name} done")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("agreed", "done")


def test_a_line_without_a_number_is_about_the_first(two_things: tuple[Claim, Action, Action]) -> None:
    claim, first, second = two_things
    reply_to(claim, "done")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("done", "agreed")


def test_stop_said_of_one_stops_those_like_it_alone(two_things: tuple[Claim, Action, Action], jonas: Person) -> None:
    claim, first, _ = two_things
    reply_to(claim, "1 done 2 stop")
    first.refresh_from_db()
    choice = Choice.of(jonas)
    assert (first.state, choice.stopped, choice.without) == ("done", False, "action")


def test_our_own_answer_is_answered_too(two_things: tuple[Claim, Action, Action]) -> None:
    claim, _, second = two_things
    answer = reply_to(claim, "1 done")
    assert answer is not None
    assert answer.reply_to == f"reply+{claim.token}@handrail.example"
    again = reply_to(claim, "2 done, at last", 2)
    second.refresh_from_db()
    assert (second.state, second.remark) == ("done", "at last")
    assert again is not None


def test_a_program_that_answers_our_answers_hears_no_more_after_a_while(
    walk: Trajectory, two_things: tuple[Claim, Action, Action], clock: Clock
) -> None:
    claim = two_things[0]
    answers = [reply_to(claim, "Thank you for your message", number) for number in range(ANSWERS + 3)]
    assert [answer is not None for answer in answers] == [True] * ANSWERS + [False] * 3
    assert CheckIn.objects.get(trajectory=walk).line.startswith("Thank you")
    clock.go(hours=2)
    assert reply_to(claim, "It is me", 99) is not None


def test_seven_after_five_puts_the_number_of_the_week_right(
    walk: Trajectory, jonas: Person, sleep: Goal, clock: Clock
) -> None:
    measure = Measure.add(
        walk, by=jonas, at=now(), coachee=jonas, name="Hours slept", unit="h", goal=sleep, target=Decimal(7)
    )
    claim = claim_for("measure", clock, SUNDAY)
    reply_to(claim, "5 a bad night")
    clock.go(hours=20)
    answer = reply_to(claim, "7", 2)
    entry = MeasureEntry.objects.get(measure=measure)
    assert (entry.value, entry.remark, entry.measured_on) == (Decimal(7), "a bad night", SUNDAY.date())
    assert not CheckIn.objects.exists()
    assert answer is not None
    assert "Written down: 7 h" in answer.text
    # The week after has a number of its own.
    later = claim_for("measure", clock, SUNDAY + timedelta(days=7))
    reply_to(later, "6")
    assert [entry.value for entry in MeasureEntry.objects.order_by("measured_on")] == [Decimal(7), Decimal(6)]
    assert list(verify_all()) == []


def test_a_number_of_the_day_said_next_morning_is_of_the_day_that_was_asked(
    walk: Trajectory, jonas: Person, clock: Clock
) -> None:
    asks_daily(jonas)
    measure = Measure.add(
        walk, by=jonas, at=now(), coachee=jonas, name="Pages", cadence=Cadence.DAILY, target=Decimal(3)
    )
    claim = claim_for("daily_measure", clock, datetime(2026, 3, 2, 10, tzinfo=UTC))
    clock.go(hours=22)
    reply_to(claim, "4")
    reply_to(claim, "5", 2)
    entry = MeasureEntry.objects.get(measure=measure)
    assert (entry.value, entry.measured_on) == (Decimal(5), date(2026, 3, 2))


def test_seven_after_five_puts_the_energy_of_the_day_right_and_takes_no_line_away(
    walk: Trajectory, jonas: Person, clock: Clock
) -> None:
    asks_daily(jonas)
    claim = claim_for("check_in", clock, datetime(2026, 3, 2, 10, tzinfo=UTC))
    reply_to(claim, "5 slept badly")
    reply_to(claim, "7", 2)
    said = CheckIn.objects.get()
    assert (said.energy, said.line) == (7, "slept badly")
    reply_to(claim, "The walk helped.", 3)
    said.refresh_from_db()
    assert (said.energy, said.line) == (7, "slept badly\nThe walk helped.")
    clock.go(days=1)
    reply_to(claim, "3", 4)
    assert CheckIn.objects.get(period_on=date(2026, 3, 2)).energy == 7


def test_what_does_not_fit_on_a_day_is_refused_and_not_cut(walk: Trajectory, jonas: Person) -> None:
    for number in range(3):
        keep_line(walk, by=jonas, at=now(), text=f"{number} " + "so it went " * 330)
    before = CheckIn.objects.values("moved", "stuck", "next_step").get()
    assert " ".join(map(str, before.values())).count("so it went") == 3 * 330
    with pytest.raises(TooLong):
        keep_line(walk, by=jonas, at=now(), text="so it went " * 330)
    assert CheckIn.objects.values("moved", "stuck", "next_step").get() == before
