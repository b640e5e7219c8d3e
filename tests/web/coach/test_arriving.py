"""A signal reaches the coach within a minute of what caused it, or when the client's day turns: on the page that lies
open, and in the letter of the next morning [114]."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import START, Clock
from tests.post import Post
from tests.reminders.conftest import round_at

Phone = Callable[[Person], Client]
MORNING = reverse("coach:morning")
MINUTE = timedelta(minutes=1)
# Eight in the morning in Amsterdam.
EIGHT = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
FELL_OUT = "The last 2 sessions did not take place."


class OpenPage:
    """A start page that was opened, and takes in each minute what it does not show yet."""

    def __init__(self, device: Client) -> None:
        self._device = device
        page = device.get(MORNING).content.decode()
        assert 'hx-trigger="every 60s"' in page
        self._has = re.findall(r'name="has" value="([^"]+)"', page)

    def takes_in(self) -> str:
        return unescape(self._device.get(MORNING, {"has": self._has}).content.decode())


@pytest.fixture
def second(walk: Trajectory, mara: Person) -> Session:
    """One session fell out; the next is booked."""
    first, second = (Session.book(walk, by=mara, at=now(), starts_at=START + timedelta(days=n)) for n in (2, 4))
    first.cancel(by=mara, at=now(), side="client")
    return second


def test_what_a_client_does_stands_on_the_open_page_a_minute_later(
    phone: Phone, mara: Person, second: Session, clock: Clock
) -> None:
    clock.go(hours=4)
    page = OpenPage(phone(mara))
    assert FELL_OUT not in page.takes_in()
    second.cancel(by=mara, at=clock.go(seconds=1), side="client")
    clock.go(minutes=1)
    assert FELL_OUT in page.takes_in()


@pytest.mark.parametrize("minutes_before", [1, 60 * 18])
def test_what_came_up_to_a_minute_before_is_in_the_letter_of_the_morning(
    post: Post, mara: Person, second: Session, clock: Clock, minutes_before: int
) -> None:
    second.cancel(by=mara, at=clock.to(EIGHT - minutes_before * MINUTE), side="client")
    round_at(clock.to(EIGHT - MINUTE / 2))
    round_at(clock.to(EIGHT))
    (letter,) = [letter for letter in post.letters if letter.to == mara.email and "clients" in letter.subject]
    assert FELL_OUT in letter.text


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York"])
def test_what_only_time_brings_comes_when_the_client_s_day_turns(
    phone: Phone, post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock, zone: str
) -> None:
    """A week after the day on which they joined, by their own wall: neither by the coach's nor by the server's."""
    jonas.move(by=jonas, at=now(), zone=zone)
    week_later = jonas.today(now()) + timedelta(days=7)
    midnight = datetime.combine(week_later, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    clock.to(midnight - MINUTE)
    round_at(now())
    page = OpenPage(phone(mara))
    assert "nothing since" not in page.takes_in()
    clock.to(midnight)
    assert "Joined 7 days ago, and nothing since." in page.takes_in()
    for hours in range(24):
        round_at(clock.to(midnight + timedelta(hours=hours)))
    (letter,) = [letter for letter in post.letters if letter.to == mara.email]
    assert "Joined 7 days ago, and nothing since." in letter.text
