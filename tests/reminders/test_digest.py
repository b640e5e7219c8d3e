"""Who needs their coach comes to the coach once a day, at their hour, and only when there is something new [114]."""

from datetime import UTC, datetime, timedelta

import pytest

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.signals.judged import judged
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.post import Post
from tests.reminders.conftest import outcomes, round_at

# Two weeks and more without a word; six in the evening in Amsterdam.
TUESDAY = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


def letters(post: Post, mara: Person) -> list[str]:
    return [letter.text for letter in post.letters if letter.to == mara.email]


def day_by_day(clock: Clock, start: datetime, days: int) -> None:
    for day in range(days):
        round_at(clock.to(start + timedelta(days=day)))


def test_at_their_hour_with_the_evidence_and_where_to_go_on(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    clock.to(TUESDAY - timedelta(minutes=1))
    assert [raised.kind for raised in judged(mara, at=now())[0].signals] == ["silent_start"]
    round_at(now())
    assert letters(post, mara) == []
    round_at(clock.to(TUESDAY))
    round_at(clock.go(minutes=1))
    (told,) = letters(post, mara)
    assert "One of your clients may want a word from you:" in told
    assert "Jonas Lind: Joined 8 days ago, and nothing since." in told
    assert "/coach/" in told


def test_the_same_is_not_said_every_day_and_on_a_monday_what_still_stands(
    post: Post, walk: Trajectory, mara: Person, clock: Clock
) -> None:
    day_by_day(clock, TUESDAY, 6)
    assert len(letters(post, mara)) == 1
    assert outcomes(kind="digest")[-1] == ("digest", "withheld", "nothing")
    day_by_day(clock, TUESDAY + timedelta(days=6), 1)
    assert len(letters(post, mara)) == 2


@pytest.mark.parametrize("how", ["see", "dismiss", "reach_out", "pause"])
def test_what_was_looked_at_or_rests_is_not_told(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock, how: str
) -> None:
    clock.to(TUESDAY - timedelta(hours=1))
    (raised,) = judged(mara, at=now())[0].signals
    handling = Handling.of(walk, kind=raised.kind, evidence=raised.evidence, coachee=jonas)
    if how == "pause":
        walk.pause(by=mara, at=now(), reason="client")
    elif how == "reach_out":
        handling.reach_out(by=mara, at=now(), text="How are you?")
    elif how == "dismiss":
        handling.dismiss(by=mara, at=now(), reason="We spoke")
    else:
        handling.see(by=mara, at=now())
    round_at(clock.to(TUESDAY))
    assert letters(post, mara) == []


def test_where_nothing_is_amiss_there_is_no_letter(post: Post, walk: Trajectory, mara: Person, clock: Clock) -> None:
    day_by_day(clock, TUESDAY - timedelta(days=7), 3)
    assert letters(post, mara) == []
    assert {outcome for _kind, outcome, _reason in outcomes(kind="digest")} == {"withheld"}


def test_a_coach_leaves_it_out_and_takes_it_up_again(post: Post, walk: Trajectory, mara: Person, clock: Clock) -> None:
    Choice.stop(mara, by=mara, at=now(), kind="digest")
    round_at(clock.to(TUESDAY))
    assert letters(post, mara) == []
    Choice.resume(mara, by=mara, at=now(), kind="digest")
    round_at(clock.to(TUESDAY + timedelta(days=1)))
    assert len(letters(post, mara)) == 1


def test_a_coach_who_works_is_told_for_as_long_as_they_do(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    """What nobody ever answers ends by itself; whoever coaches here is somebody who answers."""
    for week in range(14):
        monday = datetime(2026, 3, 16, 17, 0, tzinfo=UTC) + timedelta(weeks=week)
        clock.to(monday - timedelta(days=3))
        Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How are you?")
        clock.to(monday)
        if judged(mara, at=now())[0].signals:
            round_at(monday)
    assert ("digest", "withheld", "handed_over") not in outcomes(kind="digest")


def test_another_coach_and_a_client_hear_nothing_of_it(
    post: Post, walk: Trajectory, mara: Person, tomas: Person, jonas: Person, clock: Clock
) -> None:
    round_at(clock.to(TUESDAY))
    assert {letter.to for letter in post.letters} == {mara.email}
