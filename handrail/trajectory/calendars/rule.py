"""Judging how an event repeats before anybody works it out.

The library goes through a rule from its first date on, and through one that never comes true until the year 9999.
So a rule has to be of a form whose work is known beforehand, and all rules of a file share one budget.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from handrail.trajectory.calendars.event import Amiss, Broken
from handrail.trajectory.calendars.prop import instant, moment_of

# Days the rules of one file may go through: some three seconds.
MOST_WORK = 1_500_000
DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
# What a rule costs that may never come true: it is followed for eight thousand years.
MAYBE_NEVER = 300_000
LONGEST_RULE = 500
FINER = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
NUMBER = re.compile(r"[+-]?[0-9]{1,3}")
COUNT = re.compile(r"[0-9]{1,18}")
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOURS = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
NUMBERS = frozenset({"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"})
ALLOWED = {
    "DAILY": frozenset({"BYDAY", "BYMONTH"}),
    "WEEKLY": frozenset({"BYDAY", "BYMONTH"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}),
}


class Budget:
    """The work left for the rules of one file."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def spend(self, work: int) -> None:
        """Raises Amiss."""
        if work > self.left:
            raise Amiss(Broken.RULE_TOO_MUCH)
        self.left -= work


@dataclass(frozen=True)
class Rule:
    """A rule that may be worked out. Its end is in UTC, as the library wants it."""

    parts: dict[str, str]
    starts: datetime
    until: datetime | None

    @property
    def text(self) -> str:
        end = {"UNTIL": self.until.strftime("%Y%m%dT%H%M%SZ")} if self.until else {}
        return ";".join(f"{name}={value}" for name, value in (self.parts | end).items())

    def work(self, *, last: datetime) -> int:
        """Days to go through, the window's last among them."""
        end = min(last, self.until) if self.until else last
        days = max((end - self.starts.astimezone(UTC)).days, 0)
        if count := self.parts.get("COUNT"):
            days = min(days, int(count) * int(self.parts.get("INTERVAL", "1")) * DAYS[self.parts["FREQ"]])
        return days + (0 if self._comes_true() else MAYBE_NEVER)

    def _comes_true(self) -> bool:
        """Whether it surely does again and again. Days that each month has, weekdays that each month has four of."""
        if int(self.parts.get("INTERVAL", "1")) > 1_000:
            return False
        if self.parts["FREQ"] in ("DAILY", "WEEKLY"):
            return True
        parts = self.parts
        if {"BYYEARDAY", "BYWEEKNO"} & set(parts) or {"BYMONTHDAY", "BYDAY"} <= set(parts):
            return False
        by_day = parts.get("BYDAY", "")
        days = [int(found[1] or 1) for each in by_day.split(",") if (found := WEEKDAY.fullmatch(each))]
        numbers = [int(each) for each in parts.get("BYMONTHDAY", "1").split(",")]
        places = [int(each) for each in parts.get("BYSETPOS", "1").split(",")]
        is_early = all(abs(each) <= 28 for each in numbers) and all(abs(each) <= 4 for each in (*days, *places))
        return is_early and (bool(by_day) or "BYMONTHDAY" in parts or self.starts.day <= 28)


def judged(text: str, *, starts: datetime) -> Rule:
    """Raises Amiss."""
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency in FINER or any("," in parts.get(name, "") for name in HOURS):
        raise Amiss(Broken.RULE_TOO_FINE)
    if frequency not in ALLOWED or not set(parts) <= _known(frequency):
        raise Amiss(Broken.RULE)
    for name in NUMBERS & set(parts):
        if not all(NUMBER.fullmatch(each) and int(each) for each in parts[name].split(",")):
            raise Amiss(Broken.RULE)
    if not all(WEEKDAY.fullmatch(each) for each in parts.get("BYDAY", "MO").split(",")):
        raise Amiss(Broken.RULE)
    until = _until(parts.pop("UNTIL", ""), starts=starts)
    if frequency in ("DAILY", "WEEKLY"):
        _check_it_comes_true(parts, starts=starts)
    return Rule(parts, starts, until)


def _parts(text: str) -> dict[str, str]:
    pieces = [piece.partition("=") for piece in text.upper().replace(" ", "").strip(";").split(";")]
    parts = {name: value for name, _, value in pieces}
    if len(text) > LONGEST_RULE or len(parts) != len(pieces) or not all(parts.values()):
        raise Amiss(Broken.RULE)
    if not all(COUNT.fullmatch(parts.get(name, "1")) and int(parts.get(name, "1")) for name in ("INTERVAL", "COUNT")):
        raise Amiss(Broken.RULE)
    return parts


def _known(frequency: str) -> frozenset[str]:
    return ALLOWED[frequency] | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"} | HOURS


def _until(text: str, *, starts: datetime) -> datetime | None:
    """The last instant it may begin at. A mere day is all of that day, there."""
    if not text:
        return None
    if len(text) == 8:
        text += "T235959"
    # "For ever", as some write it.
    if text[:4] > "2199" and text[:4].isdecimal():
        return None
    assert starts.tzinfo
    return instant(moment_of(text, starts.tzinfo))


def _check_it_comes_true(parts: dict[str, str], *, starts: datetime) -> None:
    """Days and weeks are gone through one by one, so a rule that skips all of its days must not begin."""
    days, step = parts.get("BYDAY", ""), int(parts.get("INTERVAL", "1"))
    if any(each not in NAMES for each in days.split(",") if days):
        raise Amiss(Broken.RULE)
    if parts["FREQ"] == "DAILY" and days and step % 7 == 0 and NAMES[starts.weekday()] not in days.split(","):
        raise Amiss(Broken.RULE)
    if "BYMONTH" in parts and step * (7 if parts["FREQ"] == "WEEKLY" else 1) > 28:
        raise Amiss(Broken.RULE)
    if not all(1 <= int(month) <= 12 for month in parts.get("BYMONTH", "1").split(",")):
        raise Amiss(Broken.RULE)
