"""What can be told of an event without taking it apart: most of a long calendar is over or all day."""

import re
from datetime import timedelta

from handrail.trajectory.calendars.event import Ignored, Window
from handrail.trajectory.calendars.lines import Block

DAY = re.compile(r"[0-9]{8}")
UNTIL = re.compile(r"UNTIL=([0-9]{8})", re.IGNORECASE)
# Days and not instants are compared: whatever the zones, two days of room are enough.
ROOM = timedelta(days=2)


def plainly_aside(block: Block, window: Window) -> Ignored | None:
    lines = {_name(line): line for line in reversed(block.lines)}
    starts = _value(lines.get("DTSTART", ""))
    if DAY.fullmatch(starts):
        return Ignored.ALL_DAY
    first, last = (
        (instant + room).strftime("%Y%m%d") for instant, room in ((window.first, -ROOM), (window.last, ROOM))
    )

    def is_outside(day: str) -> bool:
        return DAY.fullmatch(day) is not None and not first <= day <= last

    is_over = starts[:8] > last if DAY.fullmatch(starts[:8]) else False
    if "RDATE" in lines:
        return None
    if "RRULE" in lines:
        until = UNTIL.search(lines["RRULE"])
        return Ignored.OUTSIDE if is_over or (until and until[1] < first) else None
    meant = lines.get("RECURRENCE-ID", "")
    if meant and ("RANGE=" in meant.upper() or not is_outside(_value(meant)[:8])):
        return None
    return Ignored.OUTSIDE if is_outside(starts[:8]) else None


def first_value(block: Block, name: str) -> str:
    return next((_value(line) for line in block.lines if _name(line) == name), "")


def summary_of(block: Block) -> str:
    """To find it again by."""
    return first_value(block, "SUMMARY")[:200]


def _name(line: str) -> str:
    return line[: min((line + ":").index(":"), (line + ";").index(";"))].upper()


def _value(line: str) -> str:
    return line.partition(":")[2].strip()
