"""Days as people say them, in three languages: understood where they are clear, left alone where they are not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.trajectory.day_spelling import BY_DAY
from handrail.trajectory.day_words import When, day_said
from handrail.trajectory.note_lines import local_day

# A Thursday; the next session is two weeks later.
MARCH_5 = date(2026, 3, 5)
SAID = When(MARCH_5, next_session=date(2026, 3, 19))


def by(words: str, when: When = SAID) -> str:
    said = day_said(words, when)
    return f"{said.day:%a} {said.day.day} {said.day:%b}" if said else ""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("call Ann by Friday", "Fri 6 Mar"),
        ("call Ann by Thursday", "Thu 12 Mar"),
        ("call Ann on Friday about the job", "Fri 6 Mar"),
        ("by next Thursday", "Thu 12 Mar"),
        ("by Tuesday next week", "Tue 10 Mar"),
        ("Monday in two weeks", "Mon 16 Mar"),
        ("before Monday", "Sun 8 Mar"),
        ("before the weekend", "Fri 6 Mar"),
        ("by Thu", "Thu 12 Mar"),
        ("tomorrow call Ann", "Fri 6 Mar"),
        ("call Ann the day after tomorrow", "Sat 7 Mar"),
        ("Friday: call Ann", "Fri 6 Mar"),
        ("call Ann (by Friday)", "Fri 6 Mar"),
        ("by Friday evening at the latest", "Fri 6 Mar"),
        ("within a week", "Thu 12 Mar"),
        ("by the end of the week", "Sun 8 Mar"),
        ("by the end of the month", "Tue 31 Mar"),
        ("by next time", "Thu 19 Mar"),
        ("by 7 March", "Sat 7 Mar"),
        ("by April 2nd", "Thu 2 Apr"),
        ("by 2026-03-08", "Sun 8 Mar"),
        ("by the 12th", "Thu 12 Mar"),
        ("by the 1st", "Wed 1 Apr"),
        ("by 13/3", "Fri 13 Mar"),
        ("on Tuesday think of it, then call by Friday", "Fri 6 Mar"),
        ("bel Ann uiterlijk vrijdag", "Fri 6 Mar"),
        ("tot en met zondag", "Sun 8 Mar"),
        ("volgende week donderdag", "Thu 12 Mar"),
        ("donderdagavond lezen tegen vrijdag", "Fri 6 Mar"),
        ("over twee weken", "Thu 19 Mar"),
        ("eind van de maand", "Tue 31 Mar"),
        ("voor de volgende sessie", "Wed 18 Mar"),
        ("vóór 7 maart", "Fri 6 Mar"),
        ("komende week", "Sun 15 Mar"),
        ("Ann anrufen bis Montag", "Mon 9 Mar"),
        ("bis morgen Ann anrufen", "Fri 6 Mar"),
        ("heute Abend schreiben", "Thu 5 Mar"),
        ("nächsten Donnerstag", "Thu 12 Mar"),
        ("na\u0308chsten Donnerstag", "Thu 12 Mar"),
        ("bis Freitagabend", "Fri 6 Mar"),
        ("bis 7. März", "Sat 7 Mar"),
        ("bis 7. Maerz", "Sat 7 Mar"),
        ("bis 12.3.", "Thu 12 Mar"),
        ("bis zum 12.", "Thu 12 Mar"),
        ("innerhalb von fünf Tagen", "Tue 10 Mar"),
        ("spätestens Ende der Woche", "Sun 8 Mar"),
        ("bis Monatsende", "Tue 31 Mar"),
        ("bis zur nächsten Sitzung", "Thu 19 Mar"),
    ],
)  # fmt: skip
def test_a_day_is_understood_as_it_was_meant(words: str, day: str) -> None:
    assert by(words) == day


@pytest.mark.parametrize(
    "words",
    ["walk every Monday", "jeden Montag laufen", "elke maandag", "since Monday", "vanaf maandag", "ab Montag",
     "am Morgen laufen", "Guten Morgen sagen", "Sunday walk", "she sat in the sun", "over two weeks of rest", "by 3/4",
     "by 30 February", "by 5", "by 5.", "by 5pm", "by 2026-03-04", "by 2 March 2026", "so bald wie möglich", "tot zo",
     "the week", "for a month", "by Friday’s call", "bis so weit", "1. Schritt", "talk to monday.com", "by the 32nd",
     "within 999 months", "by 2026-13-45", "x " * 600 + "by Friday"],
)  # fmt: skip
def test_what_is_not_clearly_a_day_is_left_alone(words: str) -> None:
    assert by(words) == ""


def test_no_next_session_is_no_day() -> None:
    assert by("by next time", When(MARCH_5)) == ""


def test_the_year_goes_on_where_a_day_has_been() -> None:
    new_year = When(date(2026, 12, 30))
    assert by("by Friday", new_year) == "Fri 1 Jan"
    assert by("bis 2. Januar", new_year) == "Sat 2 Jan"
    assert by("by the 3rd", new_year) == "Sun 3 Jan"
    assert by("by the end of next month", new_year) == "Sun 31 Jan"
    assert by("by 29 February", When(date(2027, 3, 1))) == "Tue 29 Feb"


DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))
LEADS = st.sampled_from(
    ["by", "on", "until", "uiterlijk", "tot", "bis", "am", "spätestens", "before", "voor", "vor", ""]
)
NAMED = st.sampled_from(
    [*BY_DAY, "next monday", "volgende week vrijdag", "nächsten Dienstag", "tomorrow", "overmorgen", "übermorgen",
     "heute", "this week", "next week", "end of the month", "weekend", "in 3 days", "in two weeks", "over een maand",
     "1 January", "29 February", "31. Dezember", "28.2.", "31/12", "31st", "next time"]
)  # fmt: skip


@given(on=DAYS, lead=LEADS, named=NAMED, words=st.text(max_size=12), ahead=st.integers(0, 40))
def test_no_day_is_ever_in_the_past(on: date, lead: str, named: str, words: str, ahead: int) -> None:
    when = When(on, next_session=on + timedelta(days=ahead))
    for text in (f"{words} {lead} {named}", f"{lead} {named} {words}"):
        said = day_said(text, when)
        assert said is None or (said.day >= on and 0 <= said.start < said.end <= len(text))


@given(words=st.text(max_size=200), on=DAYS)
def test_nothing_that_is_written_breaks_it(words: str, on: date) -> None:
    said = day_said(words, When(on))
    assert said is None or said.day >= on


@given(on=DAYS, name=st.sampled_from(sorted(BY_DAY)), lead=st.sampled_from(["by ", "uiterlijk ", "bis ", ""]))
def test_a_day_of_the_week_is_the_coming_one(on: date, name: str, lead: str) -> None:
    said = day_said(f"call Ann {lead}{name}", When(on))
    assert said is not None
    assert said.day.weekday() == BY_DAY[name]
    assert timedelta(days=1) <= said.day - on <= timedelta(days=7)


@given(
    after=st.integers(0, 6 * 365 * 24 * 60),
    zone=st.sampled_from(["Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "America/St_Johns", "UTC"]),
)
def test_tomorrow_is_the_clients_tomorrow_also_when_clocks_change(after: int, zone: str) -> None:
    instant = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=after)
    on = local_day(instant, zone)
    said = day_said("bis morgen", When(on))
    assert said is not None
    assert said.day == instant.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
