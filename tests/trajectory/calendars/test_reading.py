"""Reading calendars: the right instants, across every change of the clocks, and never a fall."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.trajectory.calendars.event import LARGEST, MOST_DATES, Broken, Ignored
from handrail.trajectory.calendars.reading import read
from handrail.trajectory.intake.trouble import Unreadable
from tests.trajectory.calendars.writing import AT, FILES, HOME, KINDS, WINDOW, calendar, event, reading, starts

WEEKLY = "FREQ=WEEKLY;COUNT=4"
AMSTERDAM = ";TZID=Europe/Amsterdam:"
CUSTOM = (
    "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n"
    "BEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_calendar_keeps_its_hour_across_both_changes(kind: str) -> None:
    read_ = read(FILES.joinpath(f"{kind}.ics").read_bytes(), window=WINDOW, zone="Europe/London")
    ours = [one for one in read_.events if "jonas@post.example" in one.said.attendees]
    assert [(f"{one.starts_at:%m-%d %H:%M}", one.minutes, one.said.is_cancelled) for one in ours] == [
        ("03-09 09:00", 60, False),
        ("03-16 09:00", 60, False),
        ("03-30 08:00", 60, False),
        ("04-07 12:30", 60, False),
        ("04-13 08:00", 60, False),
        ("04-20 08:00", 60, False),
        ("10-12 08:00", 60, False),
        ("10-19 08:00", 60, False),
        ("10-26 09:00", 60, True),
        ("11-02 09:00", 60, False),
        ("11-09 09:00", 60, False),
    ]
    moved = ours[3]
    assert moved.recurrence == datetime(2026, 4, 6, 8, tzinfo=UTC)
    assert not read_.broken
    assert sum(read_.ignored.values()) == 1


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (AMSTERDAM, ["03-23 09:00", "03-30 08:00"]),
        (';TZID="W. Europe Standard Time":', ["03-23 09:00", "03-30 08:00"]),
        (";TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:", ["03-23 09:00", "03-30 08:00"]),
        (";TZID=Customized Time Zone:", ["03-23 09:00", "03-30 08:00"]),
        (";TZID=America/New_York:", ["03-23 14:00", "03-30 14:00"]),
        (";TZID=Eastern Standard Time:", ["03-23 14:00", "03-30 14:00"]),
        (":", ["03-23 10:00", "03-30 09:00"]),
    ],
)
def test_a_weekly_ten_o_clock_stays_ten_o_clock_there(zone: str, expected: list[str]) -> None:
    weekly = event("one", f"{zone}20260323T100000", RRULE="FREQ=WEEKLY;COUNT=2")
    assert starts(CUSTOM, weekly, zone="Europe/London") == expected


def test_a_series_in_utc_stays_there_unless_the_calendar_says_where_it_is_at_home() -> None:
    weekly = event("one", ":20260323T090000Z", RRULE="FREQ=WEEKLY;COUNT=2")
    assert starts(weekly) == ["03-23 09:00", "03-30 09:00"]
    assert starts(weekly, says=["X-WR-TIMEZONE:Europe/Amsterdam"]) == ["03-23 09:00", "03-30 08:00"]


@pytest.mark.parametrize("zone", [AMSTERDAM, ";TZID=Customized Time Zone:"])
def test_an_hour_that_is_skipped_or_comes_twice_is_read_as_the_standard_says(zone: str) -> None:
    assert starts(CUSTOM, event("gap", f"{zone}20260329T023000")) == ["03-29 01:30"]
    assert starts(CUSTOM, event("fold", f"{zone}20261025T023000")) == ["10-25 00:30"]


def test_left_out_moved_and_cancelled_dates_are_honoured() -> None:
    master = event("one", RRULE=WEEKLY, EXDATE=f"{AMSTERDAM}20260316T100000")
    moved = event("one", f"{AMSTERDAM}20260324T163000", RECURRENCE_ID=f"{AMSTERDAM}20260323T100000", SEQUENCE="1")
    off = event("one", f"{AMSTERDAM}20260330T100000", RECURRENCE_ID="20260330T080000Z", STATUS="CANCELLED")
    assert starts(master, moved, off) == ["03-09 09:00", "03-24 15:30", "03-30 08:00"]
    assert [one.said.is_cancelled for one in reading(master, moved, off).events] == [False, False, True]


def test_a_day_without_an_hour_leaves_that_day_out() -> None:
    assert starts(event("one", RRULE=WEEKLY, EXDATE=";VALUE=DATE:20260316,20260330")) == ["03-09 09:00", "03-23 09:00"]


def test_a_date_whose_change_cannot_be_read_is_not_taken_for_unchanged() -> None:
    master = event("one", RRULE=WEEKLY)
    broken = event("one", ":later", RECURRENCE_ID="20260323T090000Z")
    all_day = event("one", ";VALUE=DATE:20260330", RECURRENCE_ID="20260330T080000Z")
    assert starts(master, broken, all_day) == ["03-09 09:00", "03-16 09:00"]
    assert starts(master, event("one", ":later", RECURRENCE_ID="soon")) == []


def test_this_and_all_that_follow_move_together_and_keep_their_names() -> None:
    master = event("one", RRULE=WEEKLY)
    later = event("one", f"{AMSTERDAM}20260323T140000", RECURRENCE_ID=f";RANGE=THISANDFUTURE{AMSTERDAM}20260323T100000")
    found = reading(master, later).events
    assert [f"{one.starts_at:%m-%d %H:%M}" for one in found] == [
        "03-09 09:00", "03-16 09:00", "03-23 13:00", "03-30 12:00",
    ]  # fmt: skip
    assert [f"{one.recurrence:%m-%d %H:%M}" for one in found if one.recurrence] == [
        "03-09 09:00", "03-16 09:00", "03-23 09:00", "03-30 08:00",
    ]  # fmt: skip


def test_what_is_no_session_is_left_aside_and_counted() -> None:
    found = reading(
        event("day", ";VALUE=DATE:20260309"),
        event("day2", ":20260309"),
        event("old", ":20190309T100000Z"),
        event("old series", ":20190309T100000Z", RRULE="FREQ=DAILY;UNTIL=20190401T000000Z"),
        event("trip", DURATION="P2D"),
        "BEGIN:VTODO\r\nSUMMARY:Do\r\nEND:VTODO\r\nBEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nBEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\n",
        "BEGIN:X-NEW\r\nEND:X-NEW\r\n",
    )
    assert not found.events
    assert found.ignored == {
        Ignored.ALL_DAY: 2, Ignored.OUTSIDE: 2, Ignored.LENGTH: 1, Ignored.TO_DO: 1, Ignored.JOURNAL: 1,
        Ignored.BUSY: 1, Ignored.OTHER: 1,
    }  # fmt: skip


def test_a_broken_event_is_named_and_the_rest_goes_on() -> None:
    broken = {
        "time": event("a", ":2026x", SUMMARY="time"),
        "zone": event("b", ";TZID=Nowhere/Land:20260309T100000", SUMMARY="zone"),
        "fine": event("c", RRULE="FREQ=SECONDLY", SUMMARY="fine"),
        "hours": event("d", RRULE="FREQ=DAILY;BYHOUR=9,10,11", SUMMARY="hours"),
        "rule": event("e", RRULE="FREQ=WEEKLY;BYDAY=XX", SUMMARY="rule"),
        "line": event("f", RDATE=",".join(["20260309T100000"] * 2_000), SUMMARY="line"),
        "none": "BEGIN:VEVENT\r\nUID:g\r\nSUMMARY:none\r\nEND:VEVENT\r\n",
    }
    found = reading(*broken.values(), event("good"), "BEGIN:VEVENT\r\nUID:h\r\nSUMMARY:open\r\n")
    assert {(each.summary, each.why) for each in found.broken} == {
        ("time", Broken.NOT_A_TIME), ("zone", Broken.NO_ZONE), ("fine", Broken.RULE_TOO_FINE),
        ("hours", Broken.RULE_TOO_FINE), ("rule", Broken.RULE), ("line", Broken.TOO_LONG_A_LINE),
        ("none", Broken.NO_TIME), ("open", Broken.NOT_AN_EVENT),
    }  # fmt: skip
    assert [one.said.uid for one in found.events] == ["good"]
    assert found.broken[0].line == 4


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"name,email\n", "no calendar"),
        (b"PK\x03\x04" + b"x" * 100, "packed"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * LARGEST, "larger"),
        (calendar(*(event(str(n)) for n in range(10_001))), "10,000"),
    ],
)
def test_what_cannot_be_read_at_all_gets_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(content, window=WINDOW, zone=HOME)


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_way_of_writing_letters_is_understood(letters: str) -> None:
    content = calendar(event(SUMMARY="Gesprek met Zoë")).decode().encode(letters)
    assert read(content, window=WINDOW, zone=HOME).events[0].said.summary == "Gesprek met Zoë"


def test_lines_may_be_folded_inside_a_letter() -> None:
    content = calendar(event(SUMMARY="Zoë")).replace("ë".encode(), b"\xc3\r\n \xab")
    assert read(content, window=WINDOW, zone=HOME).events[0].said.summary == "Zoë"


def listed(name: str, first: datetime, step: timedelta, how_many: int) -> list[str]:
    return [f"{name}:{first + n * step:%Y%m%dT%H%M%SZ}" for n in range(how_many)]


ABSURD = {
    "every second": event(RRULE="FREQ=SECONDLY"),
    "a billion times": event(RRULE="FREQ=DAILY;COUNT=1000000000"),
    "until the end of the calendar": event(RRULE="FREQ=DAILY;UNTIL=99991231T235959Z"),
    "never": event(RRULE="FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"),
    "never, hundreds of times": "".join(event(str(n), RRULE="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") for n in range(300)),
    "in steps beyond counting": event(RRULE="FREQ=DAILY;INTERVAL=999999999999999999"),
    "since 1900": "".join(event(str(n), ":19000101T100000Z", RRULE="FREQ=DAILY") for n in range(4)),
    "listed": event("one", AMSTERDAM + "20260309T100000", *listed("RDATE", AT, timedelta(minutes=1), 20_000)),
    "left out": event(
        "one",
        AMSTERDAM + "20260309T100000",
        *listed("EXDATE", datetime(2020, 3, 9, 9, tzinfo=UTC), timedelta(days=1), 9_000),
        RRULE="FREQ=DAILY",
    ),
    "a zone that changes every second": CUSTOM.replace("FREQ=YEARLY", "FREQ=SECONDLY")
    + event("one", ";TZID=Customized Time Zone:20260309T100000"),
    "twenty thousand old ones": event("one", ":20100309T100000Z") * 20_000,
    "nested": "BEGIN:VEVENT\r\nBEGIN:VALARM\r\n" * 50_000,
    "quotes": event("one", AMSTERDAM + "20260309T100000", "ATTENDEE;CN=" + '"' * 19_001 + ":mailto:a@b.example"),
    "invited, all of them": event("one", AMSTERDAM + "20260309T100000", *["ATTENDEE:mailto:a@b.example"] * 50_000),
    "empty lines": "\r\n" * 300_000,
    "carriage returns": "\r" * 300_000,
}


@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_calendar_ends_soon(absurd: str) -> None:
    began = time.process_time()
    found = reading(ABSURD[absurd])
    assert time.process_time() - began < 4
    assert len(found.events) <= MOST_DATES


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_random_bytes_are_no_calendar_and_no_accident(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content, window=WINDOW, zone=HOME)
    assert not read(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + content, window=WINDOW, zone=HOME).events


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=8) | st.sampled_from([b"\n", b":", b'"'])),
        min_size=1, max_size=12,
    ),
)  # fmt: skip
def test_a_calendar_with_broken_places_never_breaks_the_reader(
    kind: str, changes: list[tuple[float, int, bytes]]
) -> None:
    content = FILES.joinpath(f"{kind}.ics").read_bytes()
    for where, length, instead in changes:
        place = int(where * len(content))
        content = content[:place] + instead + content[place + length :]
    try:
        found = read(content, window=WINDOW, zone=HOME)
    except Unreadable:
        return
    assert all(WINDOW.holds(one.starts_at) and 5 <= one.minutes <= 480 for one in found.events)


# An oracle that asks of each day whether the rule means it, and knows nothing of the library.

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ZONES = ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")


def meant(first: date, day: date, frequency: str, step: int, weekdays: tuple[str, ...]) -> bool:
    if frequency == "DAILY":
        return (day - first).days % step == 0
    if frequency == "WEEKLY":
        monday = first - timedelta(days=first.weekday())
        return ((day - monday).days // 7) % step == 0 and DAYS[day.weekday()] in (weekdays or (DAYS[first.weekday()],))
    months = (day.year - first.year) * 12 + day.month - first.month
    return day.day == first.day and months % step == 0


@settings(max_examples=40, deadline=None)
@given(
    first=st.dates(date(2025, 1, 1), date(2026, 12, 1)),
    hour=st.integers(0, 23), minute=st.sampled_from([0, 15, 30, 45]), zone=st.sampled_from(ZONES),
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]), step=st.integers(1, 5),
    weekdays=st.sets(st.sampled_from(DAYS), max_size=3), count=st.none() | st.integers(1, 80),
    skipped=st.sets(st.integers(0, 20), max_size=4),
)  # fmt: skip
def test_a_series_is_what_going_through_the_days_gives(
    first: date, hour: int, minute: int, zone: str, frequency: str, step: int, weekdays: set[str], count: int | None,
    skipped: set[int],
) -> None:  # fmt: skip
    names = tuple(name for name in DAYS if name in weekdays) if frequency == "WEEKLY" else ()
    if names and DAYS[first.weekday()] not in names:
        # The standard leaves open what a beginning that its own rule does not mean is worth.
        names = (*names, DAYS[first.weekday()])
    days = [first + timedelta(days=n) for n in range(800)]
    dates = [day for day in days if meant(first, day, frequency, step, names)][:count]
    wall = [datetime(d.year, d.month, d.day, hour, minute, tzinfo=ZoneInfo(zone)) for d in dates]
    left_out = [wall[n] for n in skipped if n < len(wall)]
    expected = [each.astimezone(UTC) for each in wall if each not in left_out]
    rule = f"FREQ={frequency};INTERVAL={step}" + (f";BYDAY={','.join(names)}" if names else "")
    rule += f";COUNT={count}" if count else ""
    lines = [f"EXDATE;TZID={zone}:{each:%Y%m%dT%H%M%S}" for each in left_out]
    found = reading(event("one", f";TZID={zone}:{wall[0]:%Y%m%dT%H%M%S}", *lines, RRULE=rule))
    assert not found.broken
    assert [one.starts_at for one in found.events] == [each for each in expected if WINDOW.holds(each)]


def test_a_window_is_a_year_to_both_sides() -> None:
    found = reading(event(starts=":20240101T100000Z", RRULE="FREQ=DAILY")).events
    assert (found[0].starts_at, found[-1].starts_at) == (
        datetime(2025, 3, 2, 10, tzinfo=UTC), datetime(2027, 3, 2, 10, tzinfo=UTC),
    )  # fmt: skip
    assert AT - found[0].starts_at < timedelta(days=365)
