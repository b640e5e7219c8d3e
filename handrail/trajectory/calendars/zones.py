"""Which zone an event means: by a name the world knows, by one that Windows knows, or as the calendar describes it."""

import re
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from handrail.practice.person import zones as every_zone
from handrail.trajectory.calendars.event import Amiss, Broken
from handrail.trajectory.calendars.lines import Block
from handrail.trajectory.calendars.prop import Prop, bare_moment, props_of

OFFSET = re.compile(r"([+-])([0-9]{2})([0-9]{2})([0-9]{2})?")
# Changes a described zone may list. The longest real ones, with every change since 1900, have some two hundred.
MOST_PARTS = 250
# What Outlook calls UTC where it knows no zone.
UNIVERSAL = frozenset({"tzone://microsoft/utc", "utc", "gmt", "z"})
# How a change of the clocks repeats: once a year, on a day of a month.
YEARLY = re.compile(
    r"FREQ=YEARLY(?:;(?:INTERVAL=1|WKST=[A-Z]{2}|UNTIL=[0-9]{8}(?:T[0-9]{6}Z?)?|BYMONTH=[0-9]{1,2}"
    r"|BYDAY=[+-]?[0-9]?[A-Z]{2}|BYMONTHDAY=[0-9,-]{1,30}|BYHOUR=[0-9]{1,2}|BYMINUTE=[0-9]{1,2})){0,6}"
)


class Zones:
    """The zones of one calendar. A name that the world knows wins over the calendar's own description of it: those
    are often cut down to the year of the export."""

    def __init__(self, blocks: list[Block], *, own: str) -> None:
        self.own = ZoneInfo(own)
        self._blocks = {_tzid(block): block for block in reversed(blocks) if block.kind == "VTIMEZONE"}
        self._found: dict[str, tzinfo | None] = {}

    def named(self, tzid: str) -> tzinfo:
        """Raises Amiss."""
        if tzid not in self._found:
            self._found[tzid] = _known(tzid) or self._described(tzid)
        zone = self._found[tzid]
        if zone is None:
            raise Amiss(Broken.NO_ZONE)
        return zone

    def of(self, prop: Prop) -> tzinfo:
        """Times that say no zone are the coach's own."""
        tzid = prop.params.get("TZID", "")
        return self.named(tzid) if tzid else self.own

    def _described(self, tzid: str) -> tzinfo | None:
        block = self._blocks.get(tzid)
        if block is None or not block.parts or len(block.parts) > MOST_PARTS:
            return None
        try:
            zone = Timezone()
            zone.add("tzid", "described")
            for part in block.parts:
                zone.add_component(_part(part))
            made: tzinfo = zone.to_tz(lookup_tzid=False)
            # What does not fit together shows itself at the first question only.
            datetime(2026, 1, 1, tzinfo=made).utcoffset()
            return made
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError, Amiss):
            return None


def known_name(tzid: str) -> str | None:
    """The world's name for a zone, as calendars write it."""
    cleaned = tzid.strip().strip("/")
    if cleaned in every_zone():
        return cleaned
    if cleaned.casefold() in UNIVERSAL:
        return "UTC"
    if cleaned in WINDOWS_TO_OLSON:
        return str(WINDOWS_TO_OLSON[cleaned])
    # "/freeassociation.sourceforge.net/Europe/Amsterdam": whose table it is stands before the name.
    pieces = cleaned.split("/")[-3:]
    tails = ("/".join(pieces[number:]) for number in range(len(pieces) - 1))
    return next((tail for tail in tails if tail in every_zone()), None)


def _known(tzid: str) -> tzinfo | None:
    name = known_name(tzid)
    return ZoneInfo(name) if name else None


def _tzid(block: Block) -> str:
    return next((line.partition(":")[2].strip() for line in block.lines if line.upper().startswith("TZID")), "")


def _part(block: Block) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if block.kind == "DAYLIGHT" else TimezoneStandard()
    said = {prop.name: prop.value.strip() for prop in props_of(block.lines)}
    part.add("dtstart", bare_moment(said["DTSTART"]))
    part.add("tzoffsetfrom", _offset(said["TZOFFSETFROM"]))
    part.add("tzoffsetto", _offset(said["TZOFFSETTO"]))
    if rule := said.get("RRULE"):
        if not YEARLY.fullmatch(rule.upper()):
            raise Amiss(Broken.NO_ZONE)
        part.add("rrule", vRecur.from_ical(rule.upper()))
    if days := said.get("RDATE"):
        part.add("rdate", [bare_moment(day) for day in days.split(",")[:MOST_PARTS]])
    return part


def _offset(text: str) -> timedelta:
    found = OFFSET.fullmatch(text)
    if not found:
        raise Amiss(Broken.NO_ZONE)
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if size >= timedelta(hours=24):
        raise Amiss(Broken.NO_ZONE)
    return -size if found[1] == "-" else size
