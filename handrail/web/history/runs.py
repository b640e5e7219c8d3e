"""Writing saves itself again and again: versions of one text that follow each other on a day are told as one. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.ledger.book import Happening, SeenChange
from handrail.ledger.verbs import Verb
from handrail.trajectory.wording import WORDS

WRITING = frozenset(
    {
        Verb.NOTE_WRITTEN, Verb.REFLECTION_SAVED, Verb.REFLECTION_SUBMITTED, Verb.VISION_WRITTEN, Verb.SESSION_CHANGED,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One happening, or several of one text as if they had been one."""

    happening: Happening
    times: int = 1


def runs(happenings: Iterable[Happening], *, zone: ZoneInfo) -> list[Run]:
    """In the order given, whichever it is."""
    return list(_runs(happenings, zone))


def _runs(happenings: Iterable[Happening], zone: ZoneInfo) -> Iterator[Run]:
    run: Run | None = None
    for happening in happenings:
        older, newer = _in_order(run.happening, happening) if run else (happening, happening)
        if run and _goes_on(older, newer, zone):
            run = Run(_as_one(older, newer), run.times + 1)
            continue
        if run:
            yield run
        run = Run(happening)
    if run:
        yield run


def _in_order(one: Happening, other: Happening) -> tuple[Happening, Happening]:
    return (one, other) if one.seq < other.seq else (other, one)


def _goes_on(older: Happening, newer: Happening, zone: ZoneInfo) -> bool:
    if older.verb == newer.verb == Verb.TICK_PUT and older.by_id == newer.by_id:
        return _day(older, zone) == _day(newer, zone)
    same = (older.verb, older.by_id, older.on_behalf_of_id) == (newer.verb, newer.by_id, newer.on_behalf_of_id)
    if not same or newer.verb not in WRITING or len(older.changes) != 1 or len(newer.changes) != 1:
        return False
    a, b = older.changes[0], newer.changes[0]
    told = {column for column in b.after if (b.table, column) not in WORDS} - {"revisited_on"}
    same_text = (a.table, a.row_id) == (b.table, b.row_id) and not told
    return same_text and _day(older, zone) == _day(newer, zone)


def _day(happening: Happening, zone: ZoneInfo) -> date:
    return happening.happened_at.astimezone(zone).date()


def _as_one(older: Happening, newer: Happening) -> Happening:
    if newer.verb == Verb.TICK_PUT:
        return replace(newer, changes=_last_of_each(older.changes + newer.changes))
    a, b = older.changes[0], newer.changes[0]
    before = None if a.before is None else {**(b.before or {}), **a.before}
    change = SeenChange(a.table, a.row_id, before, {**a.after, **b.after}, a.withheld | b.withheld)
    return replace(newer, changes=(change,))


def _last_of_each(changes: tuple[SeenChange, ...]) -> tuple[SeenChange, ...]:
    """Ticked and ticked again: the last answer stands, and the first one says of which day it is."""
    found: dict[tuple[str, UUID], SeenChange] = {}
    for change in changes:
        key = (change.table, change.row_id)
        if first := found.get(key):
            change = replace(change, before=first.before, after={**first.after, **change.after})
        found[key] = change
    return tuple(found.values())
