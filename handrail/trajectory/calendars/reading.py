"""Reading a calendar: bytes and a window in, dates out, and what was left aside. Pure.

Whatever the file holds, it ends with a Reading or with Unreadable, in bounded time: lines are looked at once, an
event outside the window is told by its first date alone, and rules are judged before they are worked out.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from handrail.trajectory.calendars.draft import Draft, draft_of, mailbox, meant_for
from handrail.trajectory.calendars.event import (
    MOST_DATES,
    Amiss,
    Aside,
    Broken,
    Event,
    Ignored,
    Reading,
    Trouble,
    Window,
)
from handrail.trajectory.calendars.glance import first_value, plainly_aside, summary_of
from handrail.trajectory.calendars.lines import Block, File, file_of
from handrail.trajectory.calendars.prop import instant
from handrail.trajectory.calendars.rule import Budget
from handrail.trajectory.calendars.series import dates_of
from handrail.trajectory.calendars.zones import Zones, known_name
from handrail.trajectory.intake.trouble import Unreadable

KINDS = {"VTODO": Ignored.TO_DO, "VJOURNAL": Ignored.JOURNAL, "VFREEBUSY": Ignored.BUSY}
ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})


def read(content: bytes, *, window: Window, zone: str, own: frozenset[str] = frozenset()) -> Reading:
    """`zone`: the coach's, for hours that say none; `own`: the coach's addresses. Raises Unreadable."""
    file = file_of(content)
    return _Reader(file, window=window, zone=zone, own=own).read()


class _Reader:
    def __init__(self, file: File, *, window: Window, zone: str, own: frozenset[str]) -> None:
        self.file, self.window, self.own = file, window, own | _owners(file)
        self.calendar_zone = known_name(file.says.get("X-WR-TIMEZONE", ""))
        self.zones = Zones(file.blocks, own=self.calendar_zone or zone)
        self.reading = Reading(
            method=file.says.get("METHOD", "").upper(), calendar=_identity(file), own=self.own, is_cut=file.is_cut
        )
        self.budget = Budget()
        self.looked_at = 0
        self.series: dict[str, list[Draft]] = defaultdict(list)
        # Dates of series whose change cannot be read, so that they are not taken for unchanged. None: any of them.
        self.hidden: dict[str, set[datetime | None]] = defaultdict(set)

    def read(self) -> Reading:
        for block in self.file.blocks:
            if block.kind == "VEVENT":
                self._event(block)
            elif block.kind != "VTIMEZONE":
                self.reading.ignored[KINDS.get(block.kind, Ignored.OTHER)] += 1
        for drafts in self.series.values():
            self._expand(drafts)
        # Without those that were counted nought times.
        self.reading.ignored = +self.reading.ignored
        self.reading.events.sort(key=lambda event: (event.starts_at, event.said.uid))
        return self.reading

    def _event(self, block: Block) -> None:
        uid = first_value(block, "UID")
        self.reading.uids.add(uid)
        aside = Ignored.ANSWER if self.reading.method in ANSWERS else plainly_aside(block, self.window)
        if aside:
            self._aside(block, uid, aside)
        else:
            self._draft(block, uid)

    def _draft(self, block: Block, uid: str) -> None:
        self.looked_at += 1
        if self.looked_at > MOST_DATES:
            raise Unreadable(Trouble.TOO_MANY)
        try:
            draft = draft_of(block, self.zones, own=self.own)
        except Aside as aside:
            self._aside(block, uid, aside.why)
        except Amiss as amiss:
            self._hide(block, uid)
            self._amiss(summary_of(block), uid, line=block.number, why=amiss.why)
        else:
            if self.reading.method == "CANCEL":
                draft = replace(draft, said=replace(draft.said, is_cancelled=True))
            self.series[draft.said.uid].append(draft)

    def _aside(self, block: Block, uid: str, why: Ignored) -> None:
        self.reading.ignored[why] += 1
        if why != Ignored.OUTSIDE:
            self._hide(block, uid)
            self.reading.unsure.add(uid)

    def _hide(self, block: Block, uid: str) -> None:
        try:
            meant = meant_for(block, self.zones)
        except Amiss:
            self.hidden[uid].add(None)
        else:
            if meant:
                self.hidden[uid].add(instant(meant))

    def _amiss(self, summary: str, uid: str, *, line: int, why: Broken) -> None:
        self.reading.name(summary, line=line, why=why)
        self.reading.unsure.add(uid)

    def _expand(self, drafts: list[Draft]) -> None:
        masters = [draft for draft in drafts if draft.replaces is None]
        changed = _newest([draft for draft in drafts if draft.replaces is not None])
        master = max(masters, key=lambda draft: draft.said.sequence, default=None)
        if master:
            self.reading.complete.add(master.said.uid)
        if master is None or not master.repeats:
            self._take([_single(draft) for draft in (*([master] if master else []), *changed)])
            return
        try:
            dates = dates_of(self._by_its_clock(master), changed, window=self.window, budget=self.budget)
        except Amiss as amiss:
            self._amiss(master.said.summary, master.said.uid, line=master.line, why=amiss.why)
        else:
            hidden = self.hidden.get(master.said.uid, set())
            self._take([] if None in hidden else [date for date in dates if date.recurrence not in hidden])
            self.reading.ignored[Ignored.OUTSIDE] += not dates

    def _by_its_clock(self, master: Draft) -> Draft:
        """A series in UTC, in a calendar that says where it is at home, keeps the hour of that place."""
        if master.starts.tzinfo is not UTC or not self.calendar_zone:
            return master
        return replace(master, starts=master.starts.astimezone(ZoneInfo(self.calendar_zone)))

    def _take(self, events: list[Event]) -> None:
        inside = [event for event in events if self.window.holds(event.starts_at)]
        self.reading.ignored[Ignored.OUTSIDE] += len(events) - len(inside)
        self.reading.events += inside
        if len(self.reading.events) > MOST_DATES:
            raise Unreadable(Trouble.TOO_MANY)


def _single(draft: Draft) -> Event:
    meant = instant(draft.replaces) if draft.replaces else None
    return Event(draft.said, instant(draft.starts), draft.minutes, meant)


def _newest(changed: list[Draft]) -> list[Draft]:
    """Of several that replace the same date, the one with the highest sequence."""
    kept: dict[object, Draft] = {}
    for draft in sorted(changed, key=lambda draft: draft.said.sequence):
        kept[draft.replaces and instant(draft.replaces)] = draft
    return list(kept.values())


def _owners(file: File) -> frozenset[str]:
    """Google calls a calendar by its owner's address, Outlook says it beside: it need not be the one we know."""
    said = (file.says.get("X-WR-CALNAME", ""), file.says.get("X-OWNER", ""))
    return frozenset(filter(None, map(mailbox, said)))


def _identity(file: File) -> str:
    """Told by its own number or its name; without either, nothing can be said to be missing from it."""
    name = file.says.get("X-WR-RELCALID") or file.says.get("X-WR-CALNAME") or ""
    return sha256(name.encode(errors="replace")).hexdigest() if name else ""
