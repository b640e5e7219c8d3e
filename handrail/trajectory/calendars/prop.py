"""One line of an event taken apart, and the times in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from icalendar.prop import vDuration

from handrail.ledger.covered import FIRST_DAY, LAST_DAY
from handrail.trajectory.calendars.event import Amiss, Broken

# A name, its parameters (quoted where they hold a colon, a semicolon or a comma), a colon. No part of it can be read
# in two ways, so a hostile line costs no more than its length.
HEAD = re.compile(r'([A-Za-z0-9-]+)((?:;[^=;:"]*=(?:"[^"]*"|[^";:])*)*):')
PARAM = re.compile(r';([^=;:"]*)=((?:"[^"]*"|[^";:])*)')
TIME = re.compile(r"([0-9]{8})T([0-9]{6})(Z?)")
ESCAPED = re.compile(r"\\(.)")
DAY = re.compile(r"[0-9]{8}")


@dataclass(frozen=True)
class Prop:
    name: str
    params: dict[str, str]
    value: str

    @classmethod
    def of(cls, line: str) -> "Prop":
        """Raises Amiss."""
        head = HEAD.match(line)
        if not head:
            raise Amiss(Broken.NOT_AN_EVENT)
        params = {found[1].upper(): found[2].replace('"', "") for found in PARAM.finditer(head[2])}
        return cls(head[1].upper(), params, line[head.end() :])

    @property
    def is_day(self) -> bool:
        """A day without an hour: all day."""
        return self.params.get("VALUE", "").upper() == "DATE" or DAY.fullmatch(self.value.strip()) is not None

    @property
    def words(self) -> str:
        """With its escapes undone, on one line."""
        return " ".join(ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value).split())


def props_of(lines: list[str]) -> Iterator[Prop]:
    for line in lines:
        yield Prop.of(line)


def moment_of(text: str, zone: tzinfo) -> datetime:
    """Day and hour in their zone; `zone` is for those that do not say UTC. Raises Amiss."""
    found = TIME.fullmatch(text.strip())
    if not found:
        raise Amiss(Broken.NOT_A_TIME)
    try:
        # A leap second is the second after it.
        bare = bare_moment(found[1] + "T" + (found[2][:4] + "59" if found[2].endswith("60") else found[2]))
    except ValueError:
        raise Amiss(Broken.NOT_A_TIME) from None
    if not FIRST_DAY <= bare.date() <= LAST_DAY:
        raise Amiss(Broken.NOT_A_TIME)
    return bare.replace(tzinfo=UTC if found[3] else zone)


def bare_moment(digits: str) -> datetime:
    """Of no zone: what a clock on some wall shows. Raises ValueError."""
    if not TIME.fullmatch(digits):
        raise ValueError(digits)
    return datetime.fromisoformat(digits[:15])


def length_of(text: str) -> timedelta:
    """Raises Amiss."""
    try:
        length: timedelta = vDuration.from_ical(text.strip())
    except (ValueError, OverflowError):
        raise Amiss(Broken.NOT_A_TIME) from None
    return length


def instant(local: datetime) -> datetime:
    """In UTC. An hour that the clocks skip counts from before the change, one that comes twice is its first coming
    (RFC 5545, 3.3.5): what Python's own zones do, and those that a calendar describes do not."""
    there = local.astimezone(UTC)
    if there.astimezone(local.tzinfo).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0):
        return there
    before = (local - timedelta(days=1)).utcoffset() or timedelta()
    return (local.replace(tzinfo=None) - before).replace(tzinfo=UTC)
