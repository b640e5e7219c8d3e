"""Sessions in somebody's own calendar, fetched by a program that knows one secret address."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from handrail.cli import cast
from handrail.lib.clock import now
from handrail.outbox.delivery import deliver
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.trajectory.calendars.event import Event, Ignored, Window
from handrail.trajectory.calendars.invite import invitation
from handrail.trajectory.calendars.reading import read
from handrail.trajectory.calendars.taking_in import read_for
from handrail.trajectory.feed_address import FeedAddress
from handrail.trajectory.leaving import end_role, erase_person
from handrail.trajectory.session import Session, State
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.post import Post

Phone = Callable[[Person], Client]
DAY = timedelta(days=1)


def fetched(secret: str, **headers: str) -> bytes:
    answer = Client().get(f"/calendar/{secret}.ics", headers=headers)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer
    return bytes(answer.content)


def raw_events(content: bytes) -> list[dict[str, str]]:
    found: list[Any] = Calendar.from_ical(content).walk("VEVENT")
    return [{key: bytes(event[key].to_ical()).decode() for key in event} for event in found]


def events(content: bytes) -> list[Event]:
    """As the house's own reader of calendars finds them."""
    reading = read(content, window=Window.around(now()), zone="Europe/Amsterdam")
    assert reading.broken == []
    return reading.events


def test_a_session_stands_there_without_a_word_of_what_it_is_about(jonas: Person, first_session: Session) -> None:
    content = fetched(FeedAddress.make(jonas, at=now()))
    (event,) = events(content)
    assert (event.starts_at, event.minutes, event.said.sequence) == (first_session.starts_at, 45, 0)
    (raw,) = raw_events(content)
    assert raw["UID"] == f"{first_session.pk}@session.handrail"
    assert (raw["SUMMARY"], raw["CLASS"], raw["STATUS"]) == ("Session", "PRIVATE", "CONFIRMED")
    assert raw["DTSTART"].endswith("Z")
    assert raw["URL"].endswith(f"/my/sessions/{first_session.pk}")
    for word in (cast.JONAS.name, cast.MARA.name, cast.MARA.email, "coach", "Quay"):
        assert word.encode() not in content
    head = Calendar.from_ical(content)
    assert head["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    assert (str(head["X-PUBLISHED-TTL"]), str(head["METHOD"])) == ("PT1H", "PUBLISH")


def test_a_session_that_moves_keeps_its_name_and_raises_its_number(
    jonas: Person, mara: Person, first_session: Session, clock: Clock
) -> None:
    secret = FeedAddress.make(jonas, at=now())
    before = raw_events(fetched(secret))[0]
    clock.go(hours=2)
    first_session.reschedule(by=mara, at=now(), starts_at=now() + 3 * DAY)
    after = raw_events(fetched(secret))[0]
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert before["DTSTAMP"] < after["DTSTAMP"]


def test_a_cancelled_session_is_told_for_thirty_days(
    jonas: Person, mara: Person, first_session: Session, clock: Clock
) -> None:
    secret = FeedAddress.make(jonas, at=now())
    first_session.cancel(by=mara, at=now(), side="coach")
    clock.go(days=30)
    (raw,) = raw_events(fetched(secret))
    assert (raw["STATUS"], raw["SEQUENCE"]) == ("CANCELLED", "1")
    clock.go(days=1)
    assert raw_events(fetched(secret)) == []


def test_what_is_unchanged_is_not_sent_again(jonas: Person, mara: Person, first_session: Session) -> None:
    url = f"/calendar/{FeedAddress.make(jonas, at=now())}.ics"
    etag = Client().get(url)["ETag"]
    again = Client().get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    first_session.reschedule(by=mara, at=now(), starts_at=now() + DAY)
    assert Client().get(url, headers={"If-None-Match": etag}).status_code == 200
    assert Client().head(url).status_code == 200


def test_nothing_on_the_way_keeps_or_passes_on_the_address(jonas: Person, first_session: Session) -> None:
    answer = Client().get(f"/calendar/{FeedAddress.make(jonas, at=now())}.ics")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_coach_tells_clients_apart_by_their_initials_if_they_like(mara: Person, first_session: Session) -> None:
    plain, initials = (fetched(FeedAddress.make(mara, at=now(), initials=wish)) for wish in (False, True))
    assert [raw["SUMMARY"] for raw in (*raw_events(plain), *raw_events(initials))] == ["Session", "Session JL"]
    assert f"/coach/sessions/{first_session.pk}".encode() in plain.replace(b"\r\n ", b"")


def test_only_ones_own_sessions_stand_there(
    amina: Person, tomas: Person, next_door: object, first_session: Session
) -> None:
    for person in (amina, tomas):
        assert raw_events(fetched(FeedAddress.make(person, at=now()))) == []


def test_who_has_ended_here_or_was_erased_finds_an_empty_calendar(
    mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    """Empty and not gone: a program that is told 404 goes on showing what it has."""
    secret = FeedAddress.make(jonas, at=now())
    end_role(by=mara, at=now(), membership=jonas.memberships.get())
    assert raw_events(fetched(secret)) == []


def test_after_an_erasure_the_calendar_is_empty(
    mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    secret = FeedAddress.make(jonas, at=now())
    erase_person(by=mara, at=now(), person=jonas)
    assert raw_events(fetched(secret)) == []


def test_an_address_that_was_ended_or_replaced_or_guessed_opens_nothing(jonas: Person, first_session: Session) -> None:
    old = FeedAddress.make(jonas, at=now())
    new = FeedAddress.make(jonas, at=now())
    assert Client().get(f"/calendar/{old}.ics").status_code == 404
    assert Client().get(f"/calendar/{new}.ics").status_code == 200
    FeedAddress.revoke(jonas)
    for secret in (new, "x", "\udcff".encode("utf-8", "replace").decode(), "a" * 5_000, "%00"):
        assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    assert Client().post(f"/calendar/{new}.ics").status_code == 405


def test_the_secret_itself_is_not_kept(jonas: Person) -> None:
    secret = FeedAddress.make(jonas, at=now())
    assert secret not in str(list(FeedAddress.objects.values()))


def test_a_full_calendar_asks_no_more_than_a_short_one(
    mara: Person, walk: Trajectory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        Session.book(walk, by=mara, at=now(), starts_at=now() + number * DAY)
    secret = FeedAddress.make(mara, at=now(), initials=True)
    with django_assert_max_num_queries(8):
        assert len(raw_events(fetched(secret))) == 20


def test_the_address_is_shown_once_and_ended_on_my_page(phone: Phone, jonas: Person, first_session: Session) -> None:
    device = phone(jonas)
    page = device.post("/me/feed").content.decode()
    url = page.split('value="')[-1].split('"')[0]
    assert raw_events(bytes(Client().get(url.partition("8000")[2]).content))
    assert url.rpartition("/")[2] not in device.get("/me").content.decode()
    device.post("/me/feed/removal")
    assert FeedAddress.of(jonas) is None


def test_a_client_cannot_ask_for_initials(phone: Phone, jonas: Person) -> None:
    phone(jonas).post("/me/feed", {"initials": "on"})
    address = FeedAddress.of(jonas)
    assert address
    assert not address.initials


def test_sessions_of_ours_in_a_coach_s_calendar_are_not_taken_in_again(mara: Person, first_session: Session) -> None:
    content = fetched(FeedAddress.make(mara, at=now()))
    reading = read_for(mara, content, at=now())
    assert (reading.events, reading.ignored[Ignored.OURS]) == ([], 1)


# The invitation that goes by mail when a session moves within a day


def sent(post: Post, session: Session, to: Person) -> EmailMessage:
    part, method = invitation(session, to=to, at=now())
    Message.queue(
        practice_id=to.practice_id, to=to.email, subject="Your session", text="It moved.", html="<p>It moved.</p>",
        at=now(), calendar=part, calendar_method=method,
    )  # fmt: skip
    assert deliver(at=now()) == 1
    return post.letters[-1].mail


def test_a_session_moved_by_mail_has_the_same_name_and_number_as_in_the_feed(
    post: Post, jonas: Person, mara: Person, first_session: Session
) -> None:
    """G9: three hours ahead."""
    secret = FeedAddress.make(jonas, at=now())
    first_session.reschedule(by=mara, at=now(), starts_at=now() + timedelta(hours=3))
    part = list(sent(post, first_session, jonas).iter_parts())[-1]
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REQUEST")
    (mailed,), (fed,) = raw_events(part.get_content().encode()), raw_events(fetched(secret))
    assert {key: mailed[key] for key in ("UID", "SEQUENCE", "DTSTART", "DTEND")} == {
        key: fed[key] for key in ("UID", "SEQUENCE", "DTSTART", "DTEND")
    }
    assert (mailed["SEQUENCE"], mailed["ATTENDEE"]) == ("1", f"mailto:{jonas.email}")
    assert [event.starts_at for event in events(part.get_content().encode())] == [first_session.starts_at]


def test_one_that_was_cancelled_says_so(post: Post, jonas: Person, mara: Person, first_session: Session) -> None:
    first_session.cancel(by=mara, at=now(), side="coach")
    part = list(sent(post, first_session, jonas).iter_parts())[-1]
    assert part.get_param("method") == "CANCEL"
    assert raw_events(part.get_content().encode())[0]["STATUS"] == State.CANCELLED.value.upper()


@pytest.mark.parametrize("name", ['Jo "the\\n" O’Neill\r\nATTENDEE:x', "a" * 300, "שלום;:,", '";MAILTO:x'])
def test_no_name_adds_a_line_to_the_invitation(jonas: Person, first_session: Session, name: str) -> None:
    jonas.name = name
    part, _ = invitation(first_session, to=jonas, at=now())
    raw = Calendar.from_ical(part).walk("VEVENT")[0]
    assert str(raw["ATTENDEE"]) == f"mailto:{jonas.email}"
    assert max(map(len, part.encode().split(b"\n"))) <= 75
