"""One VEVENT as it stands in the file: read, but not yet expanded."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handrail.lib.refusal import NotUnderstood
from handrail.practice.account import address
from handrail.trajectory.calendars.event import Amiss, Aside, Broken, Ignored, Said
from handrail.trajectory.calendars.lines import Block
from handrail.trajectory.calendars.prop import Prop, instant, length_of, moment_of, props_of
from handrail.trajectory.calendars.zones import Zones

# What a session takes where the event says no end.
MINUTES = 45
SHORTEST, LONGEST = 5, 480


@dataclass(frozen=True)
class Draft:
    """Times are in the zone they were written in: a weekly ten o'clock stays ten o'clock there."""

    said: Said
    starts: datetime
    minutes: int
    line: int
    # Which date of the series this replaces, and whether all after it too.
    replaces: datetime | None = None
    and_future: bool = False
    rule: str = ""
    extra: tuple[datetime, ...] = ()
    left_out: tuple[datetime, ...] = ()
    # Some say the day alone.
    left_out_on: frozenset[str] = frozenset()

    @property
    def repeats(self) -> bool:
        return bool(self.rule or self.extra)

    def at(self, zone_of: "Draft") -> "Draft":
        """The same, by the clock of another draft's zone: those of one series are reckoned by one clock."""
        zone = zone_of.starts.tzinfo
        moved = self.replaces.astimezone(zone) if self.replaces else None
        return replace(self, starts=instant(self.starts).astimezone(zone), replaces=moved)


def draft_of(block: Block, zones: Zones, *, own: frozenset[str]) -> Draft:
    """`own`: the coach's addresses. Raises Amiss, or Aside for what is no matter of ours."""
    if block.has_long_line:
        raise Amiss(Broken.TOO_LONG_A_LINE)
    if block.is_broken:
        raise Amiss(Broken.NOT_AN_EVENT)
    several: dict[str, list[Prop]] = {}
    for prop in props_of(block.lines):
        several.setdefault(prop.name, []).append(prop)
    first = {name: props[0] for name, props in several.items()}
    if len(several.get("RRULE", ())) > 1 or "EXRULE" in first:
        raise Amiss(Broken.RULE)
    starts = _start(first, zones)
    return Draft(
        said=_said(several, first, starts, own=own), starts=starts,
        minutes=_minutes(first, starts, zones), line=block.number,
        replaces=_replaces(first, zones), and_future=_and_future(first),
        rule=first["RRULE"].value.strip() if "RRULE" in first else "",
        extra=_moments(several.get("RDATE", []), zones), left_out=_moments(several.get("EXDATE", []), zones),
        left_out_on=_days(several.get("EXDATE", [])),
    )  # fmt: skip


def meant_for(block: Block, zones: Zones) -> datetime | None:
    """Which date of its series this replaces; None where it replaces none. Raises Amiss."""
    first = {prop.name: prop for prop in reversed([Prop.of(line) for line in block.lines if line[:3].upper() == "REC"])}
    return _replaces(first, zones)


def _start(first: dict[str, Prop], zones: Zones) -> datetime:
    if "DTSTART" not in first:
        raise Amiss(Broken.NO_TIME)
    if first["DTSTART"].is_day:
        raise Aside(Ignored.ALL_DAY)
    return moment_of(first["DTSTART"].value, zones.of(first["DTSTART"]))


def _minutes(first: dict[str, Prop], starts: datetime, zones: Zones) -> int:
    length = timedelta(minutes=MINUTES)
    if "DTEND" in first and not first["DTEND"].is_day:
        length = instant(moment_of(first["DTEND"].value, zones.of(first["DTEND"]))) - instant(starts)
    elif "DURATION" in first:
        length = length_of(first["DURATION"].value)
    # Some write an end that is the beginning when they know none.
    minutes = round(length.total_seconds() / 60) or MINUTES
    if not SHORTEST <= minutes <= LONGEST:
        raise Aside(Ignored.LENGTH)
    return minutes


def _replaces(first: dict[str, Prop], zones: Zones) -> datetime | None:
    prop = first.get("RECURRENCE-ID")
    if prop is None:
        return None
    if prop.is_day:
        # An all-day series of which one date has an hour: nothing here to follow it by.
        raise Amiss(Broken.RULE)
    return moment_of(prop.value, zones.of(prop))


def _and_future(first: dict[str, Prop]) -> bool:
    prop = first.get("RECURRENCE-ID")
    return prop is not None and prop.params.get("RANGE", "").upper() == "THISANDFUTURE"


def _moments(props: list[Prop], zones: Zones) -> tuple[datetime, ...]:
    """A period counts with its beginning; a day without an hour says nothing here."""
    texts = [(text, prop) for prop in props for text in prop.value.split(",")]
    return tuple(moment_of(text.partition("/")[0], zones.of(prop)) for text, prop in texts if "T" in text)


def _days(props: list[Prop]) -> frozenset[str]:
    return frozenset(text.strip() for prop in props for text in prop.value.split(",") if "T" not in text)


def _said(several: dict[str, list[Prop]], first: dict[str, Prop], starts: datetime, *, own: frozenset[str]) -> Said:
    people = [(_address(prop), prop.params.get("PARTSTAT", "").upper()) for prop in several.get("ATTENDEE", [])]
    status = first["STATUS"].value.strip().upper() if "STATUS" in first else ""
    sequence = first["SEQUENCE"].value.strip() if "SEQUENCE" in first else ""
    summary = first["SUMMARY"].words[:200] if "SUMMARY" in first else ""
    uid = first["UID"].value.strip() if "UID" in first else ""
    return Said(
        # Without a number of its own, an event is known by what it says and when.
        uid=uid or f"nameless {summary} {instant(starts)}",
        summary=summary,
        description=first["DESCRIPTION"].words[:2_000] if "DESCRIPTION" in first else "",
        attendees=tuple(who for who, answer in people if who and answer != "DECLINED"),
        declined=tuple(who for who, answer in people if who and answer == "DECLINED"),
        organizer=_address(first["ORGANIZER"]) if "ORGANIZER" in first else "",
        is_cancelled=status == "CANCELLED",
        is_declined=any(who in own and answer == "DECLINED" for who, answer in people),
        sequence=int(sequence) if sequence.isascii() and sequence.isdecimal() and len(sequence) < 9 else 0,
    )  # fmt: skip


def _address(prop: Prop) -> str:
    return mailbox(prop.params.get("EMAIL") or prop.value)


def mailbox(written: str) -> str:
    """Folded as ours are; empty where it is no mailbox (a room, a calendar's number)."""
    plain = written.strip()
    try:
        return address(plain[7:] if plain[:7].casefold() == "mailto:" else plain)
    except NotUnderstood:
        return ""
