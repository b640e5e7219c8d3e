"""Golden scenarios of the time between sessions, with a real mail server and the hours really passing by."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.domain import Domain
from handrail.trajectory.feed_address import FeedAddress
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock
from tests.post import Letter, Post
from tests.reminders.conftest import outcomes, round_at
from tests.test_words import BLAMING
from tests.web.history.conftest import consents

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
    post: Post, phone: Callable[[Person], Client], jonas: Person, mara: Person, call_ann: Action,
    first_session: Session, clock: Clock,
) -> None:  # fmt: skip
    """All of it through the pages that people use."""
    coach, client, walk = phone(mara), phone(jonas), call_ann.trajectory
    consents(jonas)
    goal = Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="Sleep", sign="Before eleven")
    becomes(coach, first_session, state="held")
    booked = {"day": "2026-03-16", "time": "17:00", "minutes": "45", "times": "3", "every_days": "14"}
    coach.post(reverse("coach:sessions", args=[walk.pk]), booked | {"key": "book"})
    second, third, fourth = Session.objects.filter(state="scheduled").in_order()
    for missed in (second, third):
        go_on(clock, missed.starts_at + timedelta(hours=1), looks=(17,))
        becomes(coach, missed, state="no_show", side="client")
    go_on(clock, now() + timedelta(days=3), looks=(17,))
    table = said(coach, reverse("coach:session", args=[fourth.pk]))
    assert "Call Ann about the evening shift" in table
    assert "A goal to look at together Sleep" in table
    assert goal.is_review_due(fourth.starts_at.date())
    # One word to the coach.
    assert said(coach, "/coach/").count("The last 2 sessions did not take place.") == 1
    # And to the client what stands, as ever.
    seen = [said(client, path) for path in ("/my/", f"/my/trajectories/{walk.pk}", f"/my/sessions/{fourth.pk}")]
    told = [letter.text for letter in post.letters if letter.to == jonas.email]
    assert told
    for words in (*seen, *told):
        assert not BLAMING.search(words), words
        assert "one after the other" not in words
    assert "Call Ann about the evening shift" in seen[-1]
    calendar = client.get(reverse("calendar-feed", args=[FeedAddress.make(jonas, at=now())])).content.decode()
    assert calendar.count("BEGIN:VEVENT") == 2  # what was held and what is ahead
    assert [str(difference) for difference in verify_all()] == []


def becomes(coach: Client, session: Session, **given: str) -> None:
    path = reverse("coach:session-state", args=[session.pk])
    assert coach.post(path, given | {"key": f"{session.pk}"}).status_code == 302


def said(device: Client, path: str) -> str:
    page = device.get(path)
    assert page.status_code == 200, path
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())))


def test_a_series_that_is_moved_is_one_letter(
    post: Post, walk: Trajectory, jonas: Person, mara: Person, clock: Clock
) -> None:
    first = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=7), times=4)
    round_at(clock.go(minutes=1))
    before = len(post.letters)
    first.reschedule(by=mara, at=now(), starts_at=first.starts_at + timedelta(hours=2), and_following=True)
    round_at(clock.go(minutes=1))
    (letter,) = post.letters[before:]
    assert letter.to == jonas.email
    assert "Your sessions have other times" in str(letter.mail["Subject"])
    assert letter.text.count("12:00") == 4


def test_in_a_group_one_hears_of_the_groups_sessions_and_of_ones_own(
    post: Post, jonas: Person, amina: Person, mara: Person, clock: Clock
) -> None:
    group = begin(mara, jonas, amina)
    consents(jonas)
    consents(amina)
    alone = Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=9), coachee=jonas)
    together = Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=9))
    before = len(post.letters)
    alone.cancel(by=mara, at=now(), side="coach")
    round_at(clock.go(minutes=1))
    assert [letter.to for letter in post.letters[before:]] == [jonas.email]
    before = len(post.letters)
    Attendance.note(together, by=jonas, at=now(), coachee=jonas, state="away", reason="The dentist")
    round_at(clock.to(together.starts_at - timedelta(hours=47)))
    near = [letter.to for letter in post.letters[before:] if "near" in letter.text]
    assert near == [amina.email]


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
