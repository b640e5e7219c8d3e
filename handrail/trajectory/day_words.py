"""Days as people say them: "by Thursday", "uiterlijk vrijdag", "bis 5. März". Pure, and never a day that has been.

English, Dutch and German at once, for a note is in whatever language two people speak. What is not clearly a day is
left alone: a wrong day is worse than one that is asked for.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from handrail.lib.days import months_later
from handrail.trajectory.day_spelling import (
    BEFORE,
    BY,
    BY_DAY,
    BY_MONTH,
    BY_NUMBER,
    BY_SHORT,
    COMING,
    DAYTIME,
    ENGLISH,
    LATEST,
    MONTH,
    NEXT,
    NUMBER,
    SHORT,
    THE,
    THIS,
    UNIT,
    WEEKDAYS,
    YEAR,
    looked_up,
    of_weekday,
    spelled,
    stretch,
)  # fmt: skip
from handrail.trajectory.intake.column import plain

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Further ahead nobody says a day in passing; and in more letters than these a day is no more the point.
FAR, MANY = timedelta(days=731), 1_000


@dataclass(frozen=True)
class Span:
    """From a first to a last day: "by" means the last, "before" the one ahead of the first."""

    first: date
    last: date


@dataclass(frozen=True)
class DaySaid:
    """A day, and where in the words it was said. `is_by`: behind a word like "by"."""

    day: date
    start: int
    end: int
    is_by: bool


@dataclass(frozen=True)
class When:
    """The day on which something was said, where it was said; and the day of the session after it, once booked."""

    on: date
    next_session: date | None = None

    @property
    def monday(self) -> date:
        return self.on - DAY * self.on.weekday()


def day_said(words: str, when: When) -> DaySaid | None:
    """The day by which, as these words say it; None where they say none. What follows a word like "by" counts more than
    a day that is merely named, what was said last more than what came before, and more words more than fewer."""
    found = [said for way in WAYS for said in way.said(words, when)] if len(words) <= MANY else []
    return max(found, key=lambda said: (said.is_by, said.end, -said.start), default=None)


# The ways to say a day


@dataclass(frozen=True)
class Way:
    """One way to say a day; `words` is a pattern. `bare`: where it counts without a word like "by" before it."""

    words: str
    read: Callable[["re.Match[str]", When], Span | None]
    bare: "Callable[[str, str], bool]"

    @cached_property
    def pattern(self) -> "re.Pattern[str]":
        """All of them took a tenth of the time in which a command starts, and few commands read a day."""
        return re.compile(self.words, re.IGNORECASE)

    def said(self, words: str, when: When) -> Iterator[DaySaid]:
        for match in self.pattern.finditer(words):
            before, after = words[: match.start()], words[match.end() :]
            is_by = bool(match["by"] or match["before"])
            if OTHERWISE.search(before[-16:]) or not (is_by or self.bare(before, after)):
                continue
            span = self._span(match, when)
            day = (span.first - DAY if match["before"] else span.last) if span else date.min
            if when.on <= day <= when.on + FAR:
                yield DaySaid(day, match.start(), match.end(), is_by)

    def _span(self, match: "re.Match[str]", when: When) -> Span | None:
        """None also for 30 February, and for what is beyond the calendar."""
        try:
            return self.read(match, when)
        except (ValueError, OverflowError, StopIteration):
            return None


def _never(before: str, after: str) -> bool:
    return False


def _ends(before: str, after: str) -> bool:
    """It ends the line, or opens it with a mark behind it: "Thursday: call Ann"."""
    return bool(END.fullmatch(after)) or (not before.strip(" (") and after.lstrip()[:1] in (":", ",", "–"))


def _ends_or_opens(before: str, after: str) -> bool:
    return _ends(before, after) or not before.strip(" (")


def _one(day: date) -> Span:
    return Span(day, day)


def _weekday(match: "re.Match[str]", when: When) -> Span:
    """The coming one: said on a Thursday, "Thursday" is in a week, for today is called "today"."""
    number = looked_up(BY_DAY | BY_SHORT, match["day"])
    if match["next"] or match["next2"]:
        return _one(when.monday + WEEK + DAY * number)
    if weeks := match["weeks"] or match["weeks2"]:
        return _one(when.monday + WEEK * _number(weeks) + DAY * number)
    return _one(when.on + DAY * ((number - when.on.weekday() - 1) % 7 + 1))


def _relative(match: "re.Match[str]", when: When) -> Span | None:
    """ "Am Morgen" is an hour."""
    said = plain(match["day"])
    if plain(match["by"] or "") == "am":
        return None
    is_after = said.startswith("day") or said.endswith("bermorgen") or said == "overmorgen"
    return _one(when.on + DAY * (2 if is_after else said in ("tomorrow", "morgen")))


def _ahead(match: "re.Match[str]", when: When) -> Span:
    number, unit = _number(match["number"]), match["unit"][0].lower()
    return _one(months_later(when.on, number) if unit == "m" else when.on + (WEEK if unit == "w" else DAY) * number)


def _week(match: "re.Match[str]", when: When) -> Span | None:
    """ "The week" alone says no day."""
    if not (match["end"] or match["next"] or match["this"]):
        return None
    monday = when.monday + WEEK * bool(match["next"] or plain(match["this"] or "").endswith(COMING))
    return Span(monday + DAY * 6 if match["end"] else monday, monday + DAY * 6)


def _weekend(match: "re.Match[str]", when: When) -> Span:
    monday = when.monday + WEEK * bool(match["next"])
    return Span(monday + DAY * 5, monday + DAY * 6)


def _month(match: "re.Match[str]", when: When) -> Span | None:
    is_end = bool(match["end"]) or plain(match[0]).endswith("monatsende")
    if not (is_end or match["next"] or match["this"]):
        return None
    first = months_later(when.on.replace(day=1), 1 if match["next"] else 0)
    last = months_later(first, 1) - DAY
    return Span(last if is_end else first, last)


def _session(match: "re.Match[str]", when: When) -> Span | None:
    return _one(when.next_session) if when.next_session else None


def _written(match: "re.Match[str]", when: When) -> Span:
    return _one(date.fromisoformat(match["day"]))


def _named(match: "re.Match[str]", when: When) -> Span:
    return _one(_dated(int(match["day"]), looked_up(BY_MONTH, match["month"]), match["year"], when))


def _dotted(match: "re.Match[str]", when: When) -> Span:
    return _one(_dated(int(match["day"]), int(match["month"]), match["year"], when))


def _slashed(match: "re.Match[str]", when: When) -> Span | None:
    """5/3 is in May or in March, and nobody can know: it counts where only one is a day, or both are the same."""
    low, high = sorted((int(match["day"]), int(match["month"])))
    return _one(_dated(high, low, match["year"], when)) if high > 12 or low == high else None


def _ordinal(match: "re.Match[str]", when: When) -> Span | None:
    """The next day of this number; where a month has none, in the next that has."""
    number = int(match["day"])
    if "." in match["mark"] and plain(match["by"] or match["before"]).startswith(ENGLISH):
        return None
    months = (months_later(when.on.replace(day=1), ahead) for ahead in range(12))
    days = (first + DAY * (number - 1) for first in months if months_later(first, 1) > first + DAY * (number - 1))
    return next((_one(day) for day in days if number and day >= when.on), None)


def _dated(number: int, month: int, year: str | None, when: When) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    return next(day for day in _of_years(when.on.year, month, number) if day >= when.on)


def _of_years(year: int, month: int, number: int) -> Iterator[date]:
    """This year's and the next one's; 29 February not in every year."""
    for each in (year, year + 1):
        with suppress(ValueError):
            yield date(each, month, number)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else looked_up(BY_NUMBER, said)


def _way(
    core: str, read: Callable[["re.Match[str]", When], Span | None], *, bare: "Callable[[str, str], bool]" = _ends,
    article: str = f"(?:{THE} )?",
) -> Way:  # fmt: skip
    lead = rf"(?:(?P<before>(?:{BEFORE}) {article})|(?P<by>(?:(?:{BY}) ){{1,3}}{article}))?"
    return Way(rf"(?<![\w'’/])\(?{lead}(?:{core})(?![\w/]|['’]s){LATEST}\)?", read, bare)


WAYS = (
    _way(
        spelled(
            "(?P<day>day after tomorrow|overmorgen|übermorgen|tomorrow|morgen|today|tonight|this evening|vandaag"
            "|vanavond|heute(?: (?:abend|morgen|früh|mittag|nachmittag))?)"
        ),
        _relative, bare=_ends_or_opens, article="",
    ),
    _way(of_weekday(WEEKDAYS, spelled(f"{DAYTIME}?")), _weekday),
    _way(of_weekday(SHORT, r"\.?"), _weekday, bare=_never),
    _way(f"(?:in|within|binnen|innerhalb(?: von)?) (?P<number>{NUMBER}) (?P<unit>{UNIT})", _ahead, bare=_ends_or_opens),
    _way(f"over (?P<number>{NUMBER}) (?P<unit>dag(?:en)?|week|weken|maand(?:en)?)", _ahead, bare=_ends_or_opens),
    _way(stretch("(?:week|woche)"), _week),
    _way(f"(?:(?P<next>{NEXT}) |{THIS} |{THE} )?(?:weekend|wochenende)", _weekend),
    _way(stretch("(?:month|maand|monats?|monatsende)"), _month),
    _way(
        spelled(
            f"(?:{NEXT}|our next) (?:time|session|meeting|keer|sessie|gesprek|afspraak|mal|sitzung|termin|gespräch"
            "|treffen)"
        ),
        _session,
    ),
    _way("(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})", _written),
    _way(
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|e|\.)? (?:of )?(?P<month>{MONTH})\b\.?(?:,? (?P<year>{YEAR}))?", _named
    ),
    _way(rf"(?P<month>{MONTH})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>{YEAR}))?(?![0-9:])", _named),
    _way(rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\.(?P<year>{YEAR}|[0-9]{{2}})?", _dotted),
    _way(
        rf"(?P<day>[0-9]{{1,2}})[/-](?P<month>[0-9]{{1,2}})(?:[/-](?P<year>{YEAR}|[0-9]{{2}}))?", _slashed, bare=_never
    ),
    _way(r"(?P<day>[0-9]{1,2})(?P<mark>st|nd|rd|th|ste|de|e|\.)", _ordinal, bare=_never),
)  # fmt: skip
# Behind one of these a day says something else: how often, how long already, from when.
OTHERWISE = re.compile(
    r"(?<!\w)(?:every|each|since|last|past|from|after|all|jede[nrsm]?|seit|letzte[nrsm]?|ab|nach|elke|iedere|sinds"
    r"|vorige|afgelopen|vanaf|na|am|guten|gestern|de|een) $",
    re.IGNORECASE,
)
END = re.compile(
    spelled(r"(?:[\s.,;:!?)…]|\s(?:morning|afternoon|evening|night|noon|abend|früh|avond|ochtend|middag)(?!\w))*"),
    re.IGNORECASE,
)
