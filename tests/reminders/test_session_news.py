"""A session that moves or falls out: calendars that would hear of it too late are told by mail, and so is the coach of
what the client did."""

from datetime import datetime, timedelta

import pytest

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.post import Letter, Post
from tests.reminders.conftest import outcomes, round_at

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def calendar_in(letter: Letter) -> tuple[str, str]:
    parts = [each for each in letter.mail.walk() if each.get_content_type() == "text/calendar"]
    if not parts:
        return "", ""
    (part,) = parts
    return str(part.get_param("method")), str(part.get_content())


@pytest.fixture
def booked(walk: Trajectory, mara: Person, post: Post, clock: Clock) -> Session:
    """For three hours from now; all that is said ahead of it is said."""
    session = Session.book(walk, by=mara, at=now(), starts_at=now() + 2 * DAY)
    round_at(clock.to(session.starts_at - 3 * HOUR))
    post.letters.clear()
    return session


def news(post: Post, clock: Clock, to: Person) -> list[tuple[str, str]]:
    post.letters.clear()
    round_at(clock.go(seconds=5))
    return [calendar_in(letter) for letter in post.all(to=to.email)]


def test_what_moves_from_today_into_next_week_leaves_today_s_calendar_too(
    post: Post, booked: Session, mara: Person, jonas: Person, clock: Clock
) -> None:
    moved = booked.reschedule(by=mara, at=now(), starts_at=now() + 7 * DAY)
    ((method, written),) = news(post, clock, jonas)
    assert method == "REQUEST"
    assert "SEQUENCE:1" in written
    assert f"{moved.starts_at:%Y%m%dT%H%M%SZ}" in written


def test_two_moves_at_once_do_not_hide_that_it_was_today(
    post: Post, booked: Session, mara: Person, jonas: Person, clock: Clock
) -> None:
    booked.reschedule(by=mara, at=now(), starts_at=now() + 7 * DAY)
    booked.reschedule(by=mara, at=now(), starts_at=now() + 9 * DAY)
    ((method, written),) = news(post, clock, jonas)
    assert (method, "SEQUENCE:2" in written) == ("REQUEST", True)


def test_whoever_was_told_by_mail_once_is_told_by_mail_of_the_end_too(
    post: Post, booked: Session, mara: Person, jonas: Person, clock: Clock
) -> None:
    booked.reschedule(by=mara, at=now(), starts_at=now() + 7 * DAY)
    assert len(news(post, clock, jonas)) == 1
    clock.go(days=2)
    booked.cancel(by=mara, at=now(), side="coach")
    ((method, written),) = news(post, clock, jonas)
    assert (method, "STATUS:CANCELLED" in written) == ("CANCEL", True)


def test_what_was_and_is_far_off_is_left_to_the_feed(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    session = Session.book(walk, by=mara, at=now(), starts_at=now() + 10 * DAY)
    session.reschedule(by=mara, at=now(), starts_at=now() + 12 * DAY)
    assert news(post, clock, jonas) == [("", "")]
    session.cancel(by=mara, at=now(), side="coach")
    assert news(post, clock, jonas) == [("", "")]


def test_the_coach_hears_at_once_of_what_the_client_moves(
    post: Post, booked: Session, mara: Person, jonas: Person, clock: Clock
) -> None:
    booked.reschedule(by=jonas, at=now(), starts_at=datetime.fromisoformat("2026-03-06T10:00+00:00"))
    ((method, _written),) = news(post, clock, mara)
    assert method == "REQUEST"
    (letter,) = post.letters
    assert f"{jonas.name} moved the session" in letter.text
    assert "Friday 6 March at 11:00" in letter.text
    assert f"/coach/sessions/{booked.pk}" in letter.text
    assert "/a/" not in letter.text
    assert letter.mail["List-Unsubscribe"] is None
    assert letter.mail["Reply-To"] is None
    round_at(clock.go(minutes=1))
    assert len(post.letters) == 1


def test_and_of_what_the_client_cancels(post: Post, booked: Session, mara: Person, jonas: Person, clock: Clock) -> None:
    booked.cancel(by=jonas, at=now(), side="client", reason="The shift was changed")
    ((method, _written),) = news(post, clock, mara)
    assert method == "CANCEL"
    (letter,) = post.letters
    assert f"{jonas.name} cancelled the session" in letter.text
    # What was written about it stays behind the door.
    assert "shift" not in letter.text
    assert letter.subject.startswith("Session, cancelled")


def test_the_coach_hears_once_of_a_time_that_is_asked_for(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    asked = Session.request(walk, by=jonas, at=now(), starts_at=now() + 5 * DAY)
    round_at(clock.go(seconds=5))
    (letter,) = post.letters
    assert letter.to == mara.email
    assert f"{jonas.name} would like to meet" in letter.text
    assert f"/coach/sessions/{asked.pk}" in letter.text
    again = Session.request(walk, by=jonas, at=now(), starts_at=now() + 6 * DAY)
    again.confirm(by=mara, at=now())
    round_at(clock.go(seconds=5))
    assert outcomes(kind="session_asked") == [("session_asked", "sent", "")]


def test_who_did_it_needs_no_news_of_it(post: Post, booked: Session, mara: Person, jonas: Person, clock: Clock) -> None:
    booked.reschedule(by=mara, at=now(), starts_at=now() + DAY)
    assert news(post, clock, mara) == []
    assert ("session_changed", "withheld", "by_themselves") in outcomes(person_id=mara.pk)
    booked.reschedule(by=jonas, at=now(), starts_at=now() + 5 * DAY)
    assert news(post, clock, jonas) == []
    assert ("session_moved", "withheld", "by_themselves") in outcomes(person_id=jonas.pk)


def test_a_move_undone_before_anybody_was_told_is_told_as_it_is_now(
    post: Post, booked: Session, mara: Person, jonas: Person, clock: Clock
) -> None:
    booked.reschedule(by=jonas, at=now(), starts_at=now() + DAY)
    booked.cancel(by=jonas, at=now(), side="client")
    ((method, _written),) = news(post, clock, mara)
    assert method == "CANCEL"
