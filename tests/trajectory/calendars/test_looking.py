"""A subscribed calendar: looked at when it is due, by one at a time, and kept from every trouble of the world."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from handrail.ledger.verify import entry_count
from handrail.lib.clock import now
from handrail.lib.fetching import CannotFetch, Limits, Why
from handrail.lib.refusal import OutOfRange
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.calendars.looking import look
from handrail.trajectory.calendars.subscription import MOST, Subscription, Trouble
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.abroad import Abroad, Talk
from tests.clock import Clock
from tests.trajectory.calendars.writing import calendar, event

JONAS = "ATTENDEE:mailto:jonas@post.example"
TEN = ";TZID=Europe/Amsterdam:20260309T100000"
ONE = calendar(event("one", TEN, JONAS))
MOVED = calendar(event("one", ";TZID=Europe/Amsterdam:20260310T100000", JONAS))


@pytest.fixture
def subscribed(mara: Person, walk: Trajectory, abroad: Abroad) -> Subscription:
    abroad.answer = lambda talk: talk.give(ONE, ETag='"one"')
    return Subscription.begin(mara, at=now(), url=abroad.url())


def starts() -> list[str]:
    return [f"{one.starts_at:%m-%d %H:%M}" for one in Session.objects.on_the_line().in_order()]


def test_it_comes_in_and_follows(subscribed: Subscription, abroad: Abroad, clock: Clock) -> None:
    assert look(at=now(), limits=abroad.limits()) == 1
    assert starts() == ["03-09 09:00"]
    subscribed.refresh_from_db()
    assert (subscribed.found, subscribed.fetched_at, subscribed.trouble) == ({"created": 1}, now(), "")
    assert look(at=now(), limits=abroad.limits()) == 0
    abroad.answer = lambda talk: talk.give(MOVED)
    clock.go(hours=1)
    assert look(at=now(), limits=abroad.limits()) == 1
    assert starts() == ["03-10 09:00"]


def test_what_has_not_changed_is_not_read_again_for_a_day(
    subscribed: Subscription, abroad: Abroad, clock: Clock
) -> None:
    look(at=now(), limits=abroad.limits())
    entries = entry_count()

    def unchanged(talk: Talk) -> None:
        talk.give(status=304) if "if-none-match" in abroad.asked[-1][1] else talk.give(ONE, ETag='"one"')

    abroad.answer = unchanged
    clock.go(hours=2)
    look(at=now(), limits=abroad.limits())
    assert abroad.asked[-1][1]["if-none-match"] == '"one"'
    subscribed.refresh_from_db()
    assert (subscribed.fetched_at, subscribed.found) == (now(), {"created": 1})
    clock.go(days=1)
    look(at=now(), limits=abroad.limits())
    assert "if-none-match" not in abroad.asked[-1][1]
    assert entry_count() == entries


def test_a_session_with_words_waits_for_the_coach(
    subscribed: Subscription, abroad: Abroad, mara: Person, clock: Clock
) -> None:
    look(at=now(), limits=abroad.limits())
    Note.write(Session.objects.get(), by=mara, at=now(), visibility="shared", text="For then")
    abroad.answer = lambda talk: talk.give(MOVED)
    clock.go(hours=1)
    look(at=now(), limits=abroad.limits())
    assert starts() == ["03-09 09:00"]
    (waiting,) = KnownEvent.to_decide(mara)
    assert waiting.wished_starts_at is not None
    assert f"{waiting.wished_starts_at:%m-%d}" == "03-10"


def test_trouble_is_kept_and_the_next_try_comes_later_and_later(
    subscribed: Subscription, abroad: Abroad, clock: Clock
) -> None:
    look(at=now(), limits=abroad.limits())
    good = now()
    abroad.answer = lambda talk: talk.give(status=404)
    waits = []
    for _ in range(6):
        clock.to(Subscription.objects.get().due_at)
        assert look(at=now(), limits=abroad.limits()) == 1
        waits.append((Subscription.objects.get().due_at - now()) // timedelta(hours=1))
    subscribed.refresh_from_db()
    assert waits == [1, 1, 2, 6, 24, 24]
    assert (subscribed.trouble, subscribed.fetched_at, subscribed.failures) == (Trouble.GONE, good, 6)
    assert starts() == ["03-09 09:00"]
    abroad.answer = lambda talk: talk.give(ONE)
    clock.to(subscribed.due_at)
    look(at=now(), limits=abroad.limits())
    subscribed.refresh_from_db()
    assert (subscribed.trouble, subscribed.failures, subscribed.due_at) == ("", 0, now() + timedelta(hours=1))


def test_what_is_no_calendar_is_told(subscribed: Subscription, abroad: Abroad) -> None:
    abroad.answer = lambda talk: talk.give(b"<html>Sign in</html>")
    look(at=now(), limits=abroad.limits())
    assert Subscription.objects.get().trouble == Trouble.NOT_A_CALENDAR


def test_an_inner_address_is_not_gone_to(subscribed: Subscription, abroad: Abroad) -> None:
    look(at=now(), limits=Limits(context=abroad.trusted))
    assert Subscription.objects.get().trouble == Trouble.NOT_AN_ADDRESS
    assert abroad.asked == []


def test_every_trouble_of_fetching_has_its_words() -> None:
    assert {why.value for why in Why} <= set(Trouble.values)


def test_who_unsubscribes_keeps_the_sessions(subscribed: Subscription, abroad: Abroad) -> None:
    look(at=now(), limits=abroad.limits())
    subscribed.delete()
    assert starts() == ["03-09 09:00"]


def test_who_unsubscribes_while_it_is_fetched_gets_nothing_more(subscribed: Subscription, abroad: Abroad) -> None:
    limits = abroad.limits(allowed=lambda address: bool(Subscription.objects.all().delete()))
    look(at=now(), limits=limits)
    assert starts() == []


def test_who_coaches_no_more_is_not_looked_at(subscribed: Subscription, abroad: Abroad, mara: Person) -> None:
    Membership.objects.get(person=mara, role="coach").end(by=mara, at=now())
    assert look(at=now(), limits=abroad.limits()) == 0


def test_a_held_one_comes_back_by_its_lease(subscribed: Subscription, abroad: Abroad, clock: Clock) -> None:
    assert Subscription.claim(now()) == subscribed
    assert Subscription.claim(now()) is None
    clock.go(minutes=6)
    assert look(at=now(), limits=abroad.limits()) == 1


def test_the_same_address_twice_is_one_and_there_are_a_few_at_most(mara: Person) -> None:
    for _ in range(2):
        Subscription.begin(mara, at=now(), url="webcal://cal.example/secret.ics")
    assert Subscription.objects.get().url == "https://cal.example/secret.ics"
    assert "secret" not in f"{Subscription.objects.get()} {Subscription.objects.get().host}"
    for number in range(MOST - 1):
        Subscription.begin(mara, at=now(), url=f"https://cal.example/{number}.ics")
    with pytest.raises(OutOfRange):
        Subscription.begin(mara, at=now(), url="https://cal.example/one-more.ics")
    with pytest.raises(CannotFetch):
        Subscription.begin(mara, at=now(), url="http://cal.example/plain.ics")


def test_two_workers_fetch_it_once(shared_database: dict[str, str], mara: Person, abroad: Abroad) -> None:
    Subscription.begin(mara, at=now(), url=abroad.url())
    abroad.answer = lambda talk: talk.give(ONE)
    at, limits, counts = now(), abroad.limits(), []

    def work() -> None:
        counts.append(look(at=at, limits=limits))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 1]
    assert len(abroad.asked) == 1
