"""Calendars as tests write them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from handrail.trajectory.calendars.event import Reading, Window
from handrail.trajectory.calendars.reading import read

FILES = Path(__file__).resolve().parent.parent.parent / "files" / "calendars"
KINDS = ("google", "outlook", "apple")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WINDOW = Window.around(AT)
HOME = "Europe/Amsterdam"


def event(uid: str = "one", starts: str = ";TZID=Europe/Amsterdam:20260309T100000", *lines: str, **said: str) -> str:
    """`said` are further properties; a value that begins with ";" has parameters."""
    own = "".join(
        f"{name.replace('_', '-')}{'' if value.startswith(';') else ':'}{value}\r\n" for name, value in said.items()
    )
    starts = starts if starts[0] in ":;" else f":{starts}"
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART{starts}\r\n{own}{_lines(lines)}END:VEVENT\r\n"


def calendar(*events: str, says: Iterable[str] = ("X-WR-CALNAME:Work",)) -> bytes:
    head = "".join(f"{line}\r\n" for line in ("VERSION:2.0", "PRODID:-//Tests//EN", *says))
    return f"BEGIN:VCALENDAR\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode()


def reading(*events: str, says: Iterable[str] = (), zone: str = HOME) -> Reading:
    return read(calendar(*events, says=says), window=WINDOW, zone=zone)


def starts(*events: str, says: Iterable[str] = (), zone: str = HOME) -> list[str]:
    """The first instants, as one writes them."""
    return [f"{one.starts_at:%m-%d %H:%M}" for one in reading(*events, says=says, zone=zone).events]


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\r\n" for line in lines)
