"""The coach's calendar on a page: looked at first, corrected, and only then taken in."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.ledger.verify import entry_count, verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.calendars.looking import look
from handrail.trajectory.calendars.subscription import Subscription
from handrail.trajectory.calendars.taking_in import take_in
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.abroad import Abroad
from tests.cast import begin
from tests.clock import Clock
from tests.trajectory.calendars.writing import FILES, calendar, event

Phone = Callable[[Person], Client]
JONAS = "ATTENDEE:mailto:jonas@post.example"
AMSTERDAM = ";TZID=Europe/Amsterdam:"
PAGE = "/coach/calendar"


def meeting(uid: str = "one", starts: str = "20260309T100000", **said: str) -> str:
    return event(uid, AMSTERDAM + starts, JONAS, **{"SUMMARY": "Coaching", **said})


def bring(device: Client, content: bytes, name: str = "work.ics") -> Any:
    """To where it is looked at."""
    return device.post(PAGE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def path_of(page: Any) -> str:
    return str(page.redirect_chain[-1][0])


def text(page: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", html.unescape(page.content.decode()))
    return " ".join(plain.split())


def selects(page: Any) -> list[str]:
    return re.findall(r'<select[^>]* name="(whose-[0-9a-f-]+)"', page.content.decode())


def starts() -> list[tuple[str, str]]:
    return [(f"{one.starts_at:%m-%d %H:%M}", one.state) for one in Session.objects.in_order()]


def test_nothing_is_written_before_the_yes(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device, entries = phone(mara), entry_count()
    seen = bring(device, FILES.joinpath("google.ics").read_bytes())
    assert seen.status_code == 200
    assert "Bring in these 10 changes" in text(seen)
    assert "6 dates, 9 March 2026, 10:00 to 20 April 2026" in text(seen)
    with CaptureQueriesContext(connection) as queries:
        device.get(path_of(seen))
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert (entry_count(), Session.objects.count(), KnownEvent.objects.count()) == (entries, 0, 0)
    done = device.post(path_of(seen), follow=True)
    assert "10 new" in text(done)
    assert len(starts()) == 10
    entries = entry_count()
    again = bring(device, FILES.joinpath("google.ics").read_bytes())
    assert "6 here already" in text(again)
    device.post(path_of(again))
    assert entry_count() == entries
    assert list(verify_all()) == []


def test_a_second_yes_changes_nothing(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    seen = bring(device, calendar(meeting()))
    for _ in range(2):
        assert device.post(path_of(seen), follow=True).status_code == 200
    assert len(starts()) == 1


def test_whose_it_is_can_be_corrected(phone: Phone, mara: Person, walk: Trajectory, amina: Person) -> None:
    other, device = begin(mara, amina), phone(mara)
    seen = bring(device, calendar(meeting(), event("two", AMSTERDAM + "20260310T100000", SUMMARY="Unclear")))
    assert "One event that is nobody’s" in text(seen)
    first, second = selects(seen)
    given = {first: str(other.pk), second: str(walk.pk)}
    looked = device.post(path_of(seen), {**given, "again": "on"})
    assert "Bring in these 2 changes" in text(looked)
    assert starts() == []
    device.post(path_of(seen), given)
    assert list(Session.objects.in_order().values_list("trajectory", flat=True)) == [other.pk, walk.pk]


def test_a_series_of_several_clients_is_shown_for_each_of_them(
    phone: Phone, mara: Person, walk: Trajectory, amina: Person
) -> None:
    other, device = begin(mara, amina), phone(mara)
    weekly = event("one", AMSTERDAM + "20260309T100000", SUMMARY="Coaching Jonas", RRULE="FREQ=WEEKLY;COUNT=3")
    hers = event(
        "one", AMSTERDAM + "20260316T100000", SUMMARY="Coaching Amina", RECURRENCE_ID=f"{AMSTERDAM}20260316T100000"
    )
    seen = bring(device, calendar(weekly, hers))
    first, second = selects(seen)
    device.post(path_of(seen), {first: str(walk.pk), second: str(other.pk)})
    assert list(Session.objects.in_order().values_list("trajectory", flat=True)) == [walk.pk, other.pk, walk.pk]


def test_what_is_left_out_stays_out(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    seen = bring(device, calendar(meeting(RRULE="FREQ=WEEKLY;COUNT=3")))
    device.post(path_of(seen), {selects(seen)[0]: "out"})
    assert starts() == []
    again = bring(device, calendar(meeting(RRULE="FREQ=WEEKLY;COUNT=4")))
    assert "left out by you" in text(again)
    device.post(path_of(again), {selects(again)[0]: "out"})
    assert starts() == []
    device.post(path_of(bring(device, calendar(meeting()))), {selects(again)[0]: str(walk.pk)})
    assert len(starts()) == 1


def test_a_trajectory_of_somebody_else_cannot_be_chosen(
    phone: Phone, mara: Person, walk: Trajectory, tomas: Person, amina: Person
) -> None:
    theirs, device = begin(tomas, amina), phone(mara)
    seen = bring(device, calendar(event("two", AMSTERDAM + "20260310T100000", SUMMARY="Unclear")))
    device.post(path_of(seen), {selects(seen)[0]: str(theirs.pk)})
    assert starts() == []


def test_what_is_over_comes_in_only_as_held_and_only_by_a_tick(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    past = calendar(meeting(starts="20260216T110000", RRULE="FREQ=WEEKLY;COUNT=4"))
    seen = bring(device, past)
    assert "The 2 that are over took place" in text(seen)
    device.post(path_of(seen))
    assert [state for _, state in starts()] == ["scheduled"] * 2
    seen = bring(device, past)
    device.post(path_of(seen), {selects(seen)[0].replace("whose", "past"): "on"})
    assert [state for _, state in starts()] == ["held", "held", "scheduled", "scheduled"]


def test_a_session_with_words_moves_only_by_a_tick(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    take_in(calendar(meeting()), by=mara, at=now())
    Note.write(Session.objects.get(), by=mara, at=now(), visibility="shared", text="For then")
    moved = calendar(meeting(starts="20260310T100000"))
    seen = bring(device, moved)
    assert "Move Jonas Lind from Monday 9 March, 10:00 to Tuesday 10 March, 10:00" in text(seen)
    done = device.post(path_of(seen), follow=True)
    assert "Tuesday 10 March 2026, 10:00 Would move; there are words on it" in text(done)
    assert starts()[0][0] == "03-09 09:00"
    row = KnownEvent.to_decide(mara).get()
    device.post(path_of(bring(device, moved)), {f"follow-{row.pk}": "on"})
    assert starts()[0][0] == "03-10 09:00"
    assert not KnownEvent.to_decide(mara).exists()


@pytest.mark.parametrize("ticked", [True, False])
def test_what_is_gone_is_cancelled_only_by_a_tick(phone: Phone, mara: Person, walk: Trajectory, ticked: bool) -> None:
    device = phone(mara)
    last, early = meeting("last", "20260601T100000"), meeting("early", "20260303T100000")
    take_in(calendar(early, meeting(), last), by=mara, at=now())
    row = KnownEvent.objects.get(starts_at=datetime(2026, 3, 9, 9, tzinfo=UTC))
    seen = bring(device, calendar(early, last))
    assert "Cancel Jonas Lind on Monday 9 March, 10:00" in text(seen)
    device.post(path_of(seen), {f"follow-{row.pk}": "on"} if ticked else {})
    state = "cancelled" if ticked else "scheduled"
    assert ("03-09 09:00", state) in starts()
    session = device.get(reverse("coach:session", args=[row.session_id]))
    assert ("Cancelled in the calendar." in text(session)) == ticked
    # It was decided: nobody asks again, and nothing else decides otherwise.
    take_in(calendar(early, last), by=mara, at=now())
    assert ("03-09 09:00", state) in starts()
    assert "Cancel Jonas Lind" not in text(bring(device, calendar(early, last)))


@pytest.mark.parametrize("wanted", ["follow", "stay"])
@pytest.mark.parametrize("change", ["move", "cancel"])
def test_what_waits_is_decided_on_the_page(
    phone: Phone, mara: Person, walk: Trajectory, wanted: str, change: str
) -> None:
    device = phone(mara)
    take_in(calendar(meeting()), by=mara, at=now())
    Note.write(Session.objects.get(), by=mara, at=now(), visibility="shared", text="For then")
    changed = meeting(starts="20260310T100000") if change == "move" else meeting(STATUS="CANCELLED")
    take_in(calendar(changed), by=mara, at=now())
    row = KnownEvent.to_decide(mara).get()
    assert "Yours to decide" in text(device.get(PAGE))
    assert "Your calendar says otherwise about a session" in text(device.get(reverse("coach:morning")))
    assert device.post(f"{PAGE}/events/{row.pk}", {"wanted": wanted}).status_code == 302
    expected = {("move", "follow"): ("03-10 09:00", "scheduled"), ("cancel", "follow"): ("03-09 09:00", "cancelled")}
    assert starts() == [expected.get((change, wanted), ("03-09 09:00", "scheduled"))]
    assert "Yours to decide" not in text(device.get(PAGE))
    entries = entry_count()
    take_in(calendar(changed), by=mara, at=now())
    assert entry_count() == entries
    assert not KnownEvent.to_decide(mara).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe\0\1", "This is no calendar"),
        (b"name,goal\n", "This is no calendar"),
        (b"PK\x03\x04", "This is a packed folder"),
        (b"x" * 5_000_001, "This is a large one."),
    ],
)
def test_what_is_no_calendar_gets_a_sentence(phone: Phone, mara: Person, content: bytes, sentence: str) -> None:
    page = bring(phone(mara), content)
    assert page.status_code == 422
    assert sentence in text(page)


def test_whatever_stands_in_it_is_safe_to_show(phone: Phone, mara: Person, walk: Trajectory) -> None:
    seen = bring(phone(mara), calendar(meeting(SUMMARY="<b>Jonas</b>"), event("b", ":x", SUMMARY="<i>who</i>")))
    assert "&lt;b&gt;Jonas" in seen.content.decode()
    assert "&lt;i&gt;who" in seen.content.decode()
    assert "The day or hour of this event cannot be read." in text(seen)


def test_a_file_can_be_let_go(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    seen = bring(device, calendar(meeting()))
    assert device.post(path_of(seen), {"away": "on"}).status_code == 302
    assert device.get(path_of(seen)).status_code == 404
    assert starts() == []


def test_a_brought_file_is_its_bringer_s_alone_and_not_for_long(
    phone: Phone, mara: Person, tomas: Person, walk: Trajectory, clock: Clock
) -> None:
    seen = bring(phone(mara), calendar(meeting()))
    assert phone(tomas).get(path_of(seen)).status_code == 404
    # A calendar is no list, and is not offered among the lists.
    assert "work.ics" not in phone(mara).get(reverse("manager:import")).content.decode()
    clock.go(hours=2)
    assert phone(mara).post(path_of(seen)).status_code == 404
    assert starts() == []


def test_an_address_is_looked_at_and_how_that_went_is_told(
    phone: Phone, mara: Person, walk: Trajectory, abroad: Abroad, clock: Clock
) -> None:
    device = phone(mara)
    address = abroad.url().replace("https", "webcal")
    assert device.post(f"{PAGE}/addresses", {"url": address}, follow=True).status_code == 200
    assert "looked at in a moment" in text(device.get(PAGE))
    abroad.answer = lambda talk: talk.give(calendar(meeting()))
    look(at=now(), limits=abroad.limits())
    page = device.get(PAGE)
    assert "1 new" in text(page)
    assert "secret" not in page.content.decode().replace("secret address", "").replace("Secret address", "")
    clock.go(hours=1)
    abroad.answer = lambda talk: talk.give(status=404)
    look(at=now(), limits=abroad.limits())
    assert "There is no calendar at this address (any more)." in text(device.get(PAGE))
    device.post(f"{PAGE}/addresses/{Subscription.objects.get().pk}")
    assert not Subscription.objects.exists()
    assert len(starts()) == 1


@pytest.mark.parametrize("url", ["", "http://cal.example/a.ics", "https://user:word@cal.example/", "nonsense"])
def test_an_address_handrail_does_not_go_to_gets_a_sentence(phone: Phone, mara: Person, url: str) -> None:
    page = phone(mara).post(f"{PAGE}/addresses", {"url": url})
    assert page.status_code == 422
    assert 'class="error"' in page.content.decode()
    assert not Subscription.objects.exists()


def test_another_s_address_and_decision_are_out_of_reach(
    phone: Phone, mara: Person, tomas: Person, walk: Trajectory
) -> None:
    one = Subscription.begin(mara, at=now(), url="https://cal.example/a.ics")
    assert phone(tomas).post(f"{PAGE}/addresses/{one.pk}").status_code == 404
    take_in(calendar(meeting()), by=mara, at=now())
    Note.write(Session.objects.get(), by=mara, at=now(), visibility="shared", text="For then")
    take_in(calendar(meeting(STATUS="CANCELLED")), by=mara, at=now())
    row = KnownEvent.to_decide(mara).get()
    assert phone(tomas).post(f"{PAGE}/events/{row.pk}", {"wanted": "follow"}).status_code == 404
    assert starts() == [("03-09 09:00", "scheduled")]


def test_a_long_calendar_is_shown_with_few_statements(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device, many = phone(mara), [meeting(str(n), f"202604{n % 28 + 1:02}T100000") for n in range(300)]
    counts = []
    for content in (calendar(*many[:3]), calendar(*many)):
        path = path_of(bring(device, content))
        with CaptureQueriesContext(connection) as queries:
            page = device.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "and 100 more, not shown" in text(page)
