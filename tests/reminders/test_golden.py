"""Golden scenarios of the time between sessions, with a real mail server and the hours really passing by."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import agenda
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from tests.clock import Clock
from tests.post import Letter, Post
from tests.reminders.conftest import outcomes, round_at
from tests.test_words import BLAMING

THURSDAY = date(2026, 3, 12)  # America changes its clocks on Sunday the 8th, Europe on the 29th.


# By the server: nine and six where Jonas lives in winter, and six in New York in summer.
LOOKS = (8, 17, 22)


def go_on(clock: Clock, until: datetime, *, looks: Sequence[int] = LOOKS) -> None:
    """The worker looks at these hours of each day until then, and then."""
    while clock.now < until:
        later = (clock.now.replace(minute=0, second=0) + timedelta(hours=n) for n in range(1, 25))
        round_at(clock.to(min(next(each for each in later if each.hour in looks), until)))


def about(post: Post, words: str) -> list[Letter]:
    return [letter for letter in post.letters if words in letter.text]


@pytest.fixture
def by_thursday(walk: Trajectory, jonas: Person, clock: Clock) -> Action:
    clock.to(datetime(2026, 3, 9, 14, tzinfo=UTC))
    return Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Call the yard", due_on=THURSDAY)


def test_g2_by_thursday_is_wednesday_evening_wherever_one_is_by_then(
    post: Post, by_thursday: Action, jonas: Person, clock: Clock
) -> None:
    go_on(clock, datetime(2026, 3, 10, 15, tzinfo=UTC))
    jonas.move(by=jonas, at=now(), zone="America/New_York")
    go_on(clock, datetime(2026, 3, 11, 21, 59, tzinfo=UTC))
    assert about(post, "Call the yard") == []
    # Six in the evening of summer time there.
    go_on(clock, datetime(2026, 3, 11, 22, 0, tzinfo=UTC))
    assert len(about(post, "Call the yard")) == 1
    go_on(clock, datetime(2026, 3, 14, 12, tzinfo=UTC))
    assert len(about(post, "Call the yard")) == 1


def test_g2_who_flies_after_the_reminder_hears_no_second_one(
    post: Post, by_thursday: Action, jonas: Person, clock: Clock
) -> None:
    go_on(clock, datetime(2026, 3, 11, 17, 0, tzinfo=UTC))
    assert len(about(post, "Call the yard")) == 1
    jonas.move(by=jonas, at=now(), zone="America/New_York")
    go_on(clock, datetime(2026, 3, 13, 12, tzinfo=UTC))
    assert len(about(post, "Call the yard")) == 1


def test_g2_what_is_done_is_not_reminded_of(post: Post, by_thursday: Action, jonas: Person, clock: Clock) -> None:
    go_on(clock, datetime(2026, 3, 11, 16, tzinfo=UTC))
    by_thursday.complete(by=jonas, at=now())
    go_on(clock, datetime(2026, 3, 13, 12, tzinfo=UTC))
    assert about(post, "Call the yard") == []


def test_g2_what_is_done_while_the_mail_server_is_away_is_not_reminded_of_when_it_is_back(
    post: Post, by_thursday: Action, jonas: Person, clock: Clock
) -> None:
    post.close()
    for _ in range(3):
        with pytest.raises(Exception, match=r"127\.0\.0\.1"):
            round_at(clock.to(max(clock.now, datetime(2026, 3, 11, 17, 5, tzinfo=UTC)) + timedelta(minutes=1)))
    by_thursday.complete(by=jonas, at=now())
    post.open()
    go_on(clock, datetime(2026, 3, 12, 12, tzinfo=UTC))
    assert about(post, "Call the yard") == []


def test_g4_two_missed_sessions_move_everything_along_and_blame_nobody(
    post: Post, walk: Trajectory, jonas: Person, mara: Person, call_ann: Action, first_session: Session, clock: Clock
) -> None:
    goal = Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="Sleep", sign="Before eleven")
    first_session.hold(by=mara, at=now())
    second = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=14))
    go_on(clock, second.starts_at + timedelta(hours=1), looks=(17,))
    second.miss(by=mara, at=now(), side="client")
    third = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=14))
    go_on(clock, third.starts_at + timedelta(hours=1), looks=(17,))
    third.miss(by=mara, at=now(), side="client")
    fourth = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=7))
    go_on(clock, now() + timedelta(days=3), looks=(17,))
    whole = Whole.of(walk, mara, at=now())
    table = agenda(whole, whole.rows[Session][fourth.pk])
    assert [carried.action for carried in table.carried] == [call_ann]
    assert table.goal_reviews == (goal,)
    told = [letter for letter in post.letters if letter.to == jonas.email]
    assert told
    for letter in told:
        assert not BLAMING.search(letter.text), letter.text
    assert [str(difference) for difference in verify_all()] == []


def test_g9_a_session_moved_three_hours_ahead_is_told_at_once(
    post: Post, walk: Trajectory, jonas: Person, mara: Person, clock: Clock
) -> None:
    session = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=1))
    clock.to(session.starts_at - timedelta(hours=3))
    before = len(post.letters)
    moved = session.reschedule(by=mara, at=now(), starts_at=session.starts_at + timedelta(hours=4))
    round_at(clock.go(seconds=5))
    (letter,) = [each for each in post.letters[before:] if each.to == jonas.email]
    (part,) = [each for each in letter.mail.walk() if each.get_content_type() == "text/calendar"]
    calendar = str(part.get_content())
    assert part.get_param("method") == "REQUEST"
    assert "SEQUENCE:1" in calendar
    assert f"{moved.starts_at:%Y%m%dT%H%M%SZ}" in calendar
    assert "SUMMARY:Session" in calendar


def test_g10_of_what_somebody_is_not_ready_for_nobody_nudges_them(
    post: Post, walk: Trajectory, jonas: Person, mara: Person, clock: Clock
) -> None:
    for name, stage in (("Moving", "action"), ("Smoking", "precontemplation")):
        domain = Domain.add(walk, by=mara, at=now(), coachee=jonas, name=name)
        StageEntry.enter(domain, by=mara, at=now(), stage=stage)
        goal = Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text=name, sign="Seen")
        goal.place(by=mara, at=now(), domain=domain)
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"{name}: one step", due_on=THURSDAY, goal=goal)
        habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text=f"{name} daily", domain=domain)
        assert habit.is_open
    clock.to(datetime(2026, 3, 9, 14, tzinfo=UTC))
    go_on(clock, datetime(2026, 3, 13, 12, tzinfo=UTC))
    assert len(about(post, "Moving: one step")) == 1
    assert about(post, "Smoking") == []
    assert ("action", "withheld", "stage") in outcomes(kind="action")
