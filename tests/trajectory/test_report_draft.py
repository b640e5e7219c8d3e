"""The report that writes itself, and the answer that is proposed: in whose voice, and what never gets in."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from handrail.trajectory.report_answer import Said, concrete, proposed_answer
from handrail.trajectory.report_draft import Done, Number, Slip, Stuck, Tried, Week, draft

NOBODY = UUID(int=0)
WEDNESDAY = date(2026, 3, 4)


def tried(text: str, days: int, of: int, *, said: bool = True, told: int | None = None) -> Tried:
    return Tried(NOBODY, text, days, of, said=said, told=told)


def test_it_tells_what_was_done_ticked_measured_and_said() -> None:
    week = Week(
        done=(Done("Call Ann", "She laughed."),), goals=(tried("Phone in the kitchen", 4, 7),),
        numbers=(Number("Sleep", "h", Decimal("7.5000"), Decimal(6)), Number("Walked", "km", Decimal(12), None, True)),
        lines=((WEDNESDAY, "Slept like a stone"),), shared=("What went better?",), won=("A whole book",),
    )  # fmt: skip
    assert draft(week).moved.splitlines() == [
        "I did what I had agreed: “Call Ann”. She laughed.", "What went well: A whole book",
        "“Phone in the kitchen” on 4 of 7 days.", "Sleep: 7.5 h, 6 h before.", "Walked: 12 km this week.",
        "I answered “What went better?”.", "Wednesday: Slept like a stone",
    ]  # fmt: skip


def test_what_got_stuck_stands_with_its_reason_and_what_is_next_with_its_day() -> None:
    week = Week(
        stuck=(Stuck("Call Ann", "she does not pick up"), Stuck("Tidy the shed")), habits=(tried("Walk", 1, 5),),
        slips=(Slip("Two late nights", "I know why"),), ahead=(("Write Ann", WEDNESDAY),), session_on=WEDNESDAY,
    )  # fmt: skip
    drafted = draft(week)
    assert drafted.stuck.splitlines() == [
        "“Call Ann”: in the way is she does not pick up", "“Tidy the shed” is still open.", "“Walk” on 1 of 5 days.",
        "I slipped: Two late nights I know why",
    ]  # fmt: skip
    assert drafted.next_step.splitlines() == ["“Write Ann”, by Wednesday.", "We meet on Wednesday 4 March."]


def test_of_what_nothing_was_said_nothing_is_claimed() -> None:
    empty = draft(Week(goals=(tried("Walk", 0, 7, said=False),)))
    assert (empty.moved, empty.stuck, empty.next_step) == ("", "", "I go on with “Walk”.")
    assert tried("Walk", 0, 7, said=False).percent is None


@pytest.mark.parametrize(("days", "of", "percent"), [(0, 7, 0), (4, 7, 55), (5, 7, 70), (7, 7, 100), (1, 3, 35)])
def test_the_percentage_comes_from_the_ticks_to_the_nearest_five(days: int, of: int, percent: int) -> None:
    assert tried("Walk", days, of).percent == percent
    assert tried("Walk", days, of, told=12).percent == 12, "what was said already stays said"


def test_a_full_week_still_fits() -> None:
    week = Week(done=tuple(Done("x" * 500, "y" * 2_000) for _ in range(50)))
    assert len(draft(week).moved) < 4_000
    assert len(draft(week).moved.splitlines()) == 8


def test_the_answer_names_one_thing_and_praises_no_number() -> None:
    said = Said(
        "Jonas", moved="Sleep: 7.5 h, 6 h before.\nI said no to Ann. It was hard.", stuck="Sunday evening",
        next_step="“Write Ann”, by Wednesday.", session_on=WEDNESDAY,
    )  # fmt: skip
    answer = proposed_answer(said)
    assert answer == (
        "Thank you for writing, Jonas. “I said no to Ann”: I read that with pleasure.\n\n"
        "What you write about “Sunday evening” is worth a look together when we meet on Wednesday 4 March.\n\n"
        "And “Write Ann”: I am curious to hear how it goes."
    )
    assert not any(digit in answer.replace("4 March", "") for digit in "0123456789")


def test_nothing_concrete_still_gets_a_warm_word() -> None:
    assert proposed_answer(Said("Jonas", moved="70 %")) == (
        "Thank you for writing, Jonas. It helps me to know how the week was."
    )
    assert concrete("a" * 300 + " b").endswith("…")
    assert concrete("٧ days\n\n  \n½ of it") == ""
