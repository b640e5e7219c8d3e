"""What a calendar means for the sessions that are here: worked out first, and shown or carried out later."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.practice.person import Person
from handrail.trajectory.calendars.client import Clients, Match, Unmatched
from handrail.trajectory.calendars.event import Event, Reading, Window
from handrail.trajectory.calendars.known_event import KnownEvent, stamp
from handrail.trajectory.calendars.naming import Naming
from handrail.trajectory.calendars.standing import Standing
from handrail.trajectory.session import Session

# A date of a series that is gone, and one of the same series that is new: as near as this it is one that moved.
NEAR = timedelta(days=4)


class What(models.TextChoices):
    """What becomes of an event."""

    BOOK = "book", _("New")
    ADOPT = "adopt", _("Here already")
    MOVE = "move", _("Moves")
    CANCEL = "cancel", _("Cancelled")
    SAME = "same", _("Here already")
    OLDER = "older", _("Here already, and newer")
    ASK_MOVE = "ask_move", _("Would move; there are words on it")
    ASK_CANCEL = "ask_cancel", _("Would be cancelled; there are words on it")
    ASK_GONE = "ask_gone", _("Not in this calendar any more")
    STAYS = "stays", _("Stays: it took place")
    PAST = "past", _("Over")
    UNMATCHED = "unmatched", _("Nobody’s")
    LEFT_OUT = "left_out", _("Left out by you")
    OFF = "off", _("Cancelled or declined, and never here")


@dataclass(frozen=True)
class Step:
    """One date and what becomes of it. `uid` is keyed, as it is kept; without an event the date is gone."""

    what: What
    uid: str
    event: Event | None = None
    row: KnownEvent | None = None
    session: Session | None = None
    match: Match = field(default_factory=Match)
    # Whose it is by what it says, whatever was chosen; or whose it is here already.
    found: UUID | None = None

    @property
    def is_chosen(self) -> bool:
        """The coach says otherwise than the event."""
        return self.match.trajectory_id is not None and self.match.trajectory_id != self.found

    @property
    def is_gone(self) -> bool:
        """It was in this calendar and is no more; nobody said that it is cancelled."""
        return self.event is None

    @property
    def starts_at(self) -> datetime:
        if self.event:
            return self.event.starts_at
        assert self.row
        return self.row.starts_at

    @property
    def recurrence(self) -> str:
        return stamp(self.event.recurrence) if self.event else self.row.recurrence if self.row else ""


# What a coach chose for the dates of a series (by keyed uid) that are found to be of some trajectory or of none:
# another trajectory, or None to leave them out.
Chosen = Mapping[tuple[str, UUID | None], UUID | None]


@dataclass(frozen=True)
class Plan:
    coach: Person
    at: datetime
    reading: Reading
    calendar: str
    # Whether that is certain: an address is one calendar, while two files may have one name.
    is_certain: bool
    steps: tuple[Step, ...]

    @property
    def counts(self) -> Counter[What]:
        return Counter(step.what for step in self.steps)


def plan(reading: Reading, *, coach: Person, at: datetime, source: str = "", chosen: Chosen | None = None) -> Plan:
    """`source` names the calendar where the file does not."""
    return _Planning(reading, coach=coach, at=at, source=source, chosen=chosen or {}).plan()


class _Planning:
    def __init__(self, reading: Reading, *, coach: Person, at: datetime, source: str, chosen: Chosen) -> None:
        self.reading, self.coach, self.at, self.chosen = reading, coach, at, chosen
        self.naming = Naming(coach.practice_id)
        self.calendar = self.naming.calendar(source or reading.calendar)
        self.is_certain = bool(source)
        self.rows: dict[str, dict[str, KnownEvent]] = defaultdict(dict)
        for row in KnownEvent.of(coach):
            self.rows[row.uid][row.recurrence] = row
        self.here = Standing.of(coach)
        self.clients = Clients(self.here.clients, own=reading.own - {client.email for client in self.here.clients})
        self.window = Window.around(at)

    def plan(self) -> Plan:
        by_uid: dict[str, list[Event]] = defaultdict(list)
        for event in self.reading.events:
            by_uid[self.naming.uid(event.said.uid)].append(event)
        steps = [step for uid, events in by_uid.items() for step in self._series(uid, events)]
        steps += list(self._gone(steps))
        steps.sort(key=lambda step: (step.starts_at, step.uid))
        return Plan(self.coach, self.at, self.reading, self.calendar, self.is_certain, tuple(steps))

    def _series(self, uid: str, events: list[Event]) -> Iterable[Step]:
        rows = dict(self.rows.get(uid, {}))
        if len(events) == 1 and events[0].said.is_off and events[0].recurrence is None:
            # Word that all of it is off need not repeat its dates.
            yield from (self._known(uid, row.as_event(events[0]), row) for row in rows.values() if row.recurrence)
        new: list[Event] = []
        for event in events:
            row = rows.pop(stamp(event.recurrence), None)
            if row:
                yield self._known(uid, event, row)
            else:
                new.append(event)
        for event, row in self._moved(uid, new, rows.values()):
            yield self._known(uid, event, row) if row else self._new(uid, event)

    def _moved(
        self, uid: str, events: list[Event], rows: Iterable[KnownEvent]
    ) -> Iterable[tuple[Event, KnownEvent | None]]:
        """When a whole series moves, each of its dates gets another name. What is gone and what is new, in order and
        near to each other, is one date that moved."""
        gone = sorted((row for row in rows if self._is_ahead(row)), key=lambda row: row.starts_at)
        for event in sorted(events, key=lambda event: event.starts_at):
            near = next((row for row in gone if abs(row.starts_at - event.starts_at) < NEAR), None)
            if near and not event.said.is_off and uid in self._complete:
                gone.remove(near)
                yield event, near
            else:
                yield event, None

    def _is_ahead(self, row: KnownEvent) -> bool:
        inside = self.at < row.starts_at < self.window.last
        return inside and not row.is_off and row.session is not None and row.session.is_ahead

    def _known(self, uid: str, event: Event, row: KnownEvent) -> Step:
        session, said = row.session, event.said
        if session is None:
            return self._left_out(uid, event, row)
        step = Step(What.SAME, uid, event, row, session, found=session.trajectory_id)
        if self._is_older_word(event, row):
            return replace(step, what=What.OLDER)
        if not self.here.leads(session):
            return step
        if said.is_off:
            return replace(step, what=self._off(row, session))
        if not row.is_off and (event.starts_at, event.minutes) == (row.starts_at, row.minutes):
            return step
        return self._changed(step, event, session)

    def _left_out(self, uid: str, event: Event, row: KnownEvent) -> Step:
        """It stays out, unless the coach now says whose it is."""
        found = self._found(uid, event, row)
        if self.chosen.get((uid, found.trajectory_id)):
            return self._new(uid, event, row=row)
        return Step(What.LEFT_OUT, uid, event, row, found=found.trajectory_id)

    def _is_older_word(self, event: Event, row: KnownEvent) -> bool:
        """An invitation that was brought in after a newer one. Whole calendars always say how it is."""
        return not self.reading.is_whole and event.said.sequence < row.sequence

    def _off(self, row: KnownEvent, session: Session) -> What:
        if row.is_off or session.fell_out:
            return What.SAME
        if not session.is_ahead:
            return What.STAYS
        return What.ASK_CANCEL if self.here.has_words(session) else What.CANCEL

    def _changed(self, step: Step, event: Event, session: Session) -> Step:
        if session.fell_out:
            # It fell out here, or in the calendar; and now there is a new date for it.
            return self._new(step.uid, event, row=step.row) if event.starts_at > self.at else step
        if (session.starts_at, session.minutes) == (event.starts_at, event.minutes):
            return step
        if not session.is_ahead:
            return replace(step, what=What.STAYS)
        return replace(step, what=What.ASK_MOVE if self.here.has_words(session) else What.MOVE)

    def _new(self, uid: str, event: Event, *, row: KnownEvent | None = None) -> Step:
        if event.said.is_off:
            return Step(What.OFF, uid, event, row)
        found = self._found(uid, event, row)
        key = (uid, found.trajectory_id)
        match = Match(self.chosen[key]) if key in self.chosen else found
        step = Step(What.BOOK, uid, event, row, match=match, found=found.trajectory_id)
        if match.trajectory_id is None or (key not in self.chosen and self._is_left_out(uid)):
            return replace(step, what=What.UNMATCHED if match.why else What.LEFT_OUT)
        if session := self.here.session_at(match.trajectory_id, event.starts_at):
            return replace(step, what=What.ADOPT, session=session)
        return step if event.starts_at > self.at else replace(step, what=What.PAST)

    def _is_left_out(self, uid: str) -> bool:
        """So is what comes new into a series."""
        rows = self._rows_of(uid)
        return bool(rows) and all(row.session is None for row in rows)

    def _found(self, uid: str, event: Event, row: KnownEvent | None) -> Match:
        """Where the coach had the series go; else by what it says; else where the rest of the series went."""
        if row and row.session:
            return Match(row.session.trajectory_id)
        others = [row for row in self._rows_of(uid) if row.session and row.session.trajectory_id in self.here.open]
        whose = {other.session.trajectory_id for other in others if other.session}
        match = self.clients.match(event.said)
        follows = match.why == Unmatched.NOBODY or any(other.is_chosen for other in others)
        return Match(whose.pop()) if len(whose) == 1 and follows else match

    def _rows_of(self, uid: str) -> list[KnownEvent]:
        return list(self.rows[uid].values()) if uid in self.rows else []

    def _gone(self, steps: Iterable[Step]) -> Iterable[Step]:
        """What this calendar held and holds no more. Only where it surely tells of that day, and not where it has
        the session under another name: an event that was thrown away and made anew for the same hour."""
        seen = {step.row.pk for step in steps if step.row}
        told = {step.session.pk for step in steps if step.session and step.event and not step.event.said.is_off}
        for uid, rows in self.rows.items():
            for row in rows.values():
                if row.pk not in seen and self._is_ahead(row) and self._would_tell(uid, row):
                    assert row.session
                    if row.session.pk in told:
                        continue
                    yield Step(self._gone_how(uid, row), uid, None, row, row.session)

    def _stands_elsewhere(self, row: KnownEvent) -> bool:
        """Whether another of the coach's calendars has this session as well, and did not let it go."""
        others = (other for rows in self.rows.values() for other in rows.values() if other.session == row.session)
        return any(other.calendar != row.calendar and not other.is_off for other in others)

    def _gone_how(self, uid: str, row: KnownEvent) -> What:
        assert row.session
        if self.here.has_words(row.session):
            return What.ASK_CANCEL
        if self._stands_elsewhere(row):
            # Two calendars hold it, and only one let go: whoever coaches knows which of them is right.
            return What.ASK_GONE
        return What.CANCEL if self.is_certain or uid in self._complete else What.ASK_GONE

    def _would_tell(self, uid: str, row: KnownEvent) -> bool:
        if uid in self._unsure or self.reading.is_cut:
            return False
        if uid in self._complete:
            return self.reading.is_whole or self._is_of_this_invitation(uid, row)
        is_same = bool(self.calendar) and row.calendar == self.calendar
        return self.reading.is_whole and is_same and uid not in self._uids and self._is_told(row.starts_at)

    def _is_of_this_invitation(self, uid: str, row: KnownEvent) -> bool:
        """The second half of a series that was split may come alone, and an old one after a newer one."""
        first = self._first.get(uid)
        return first is not None and first.starts_at <= row.starts_at and first.said.sequence >= row.sequence

    def _is_told(self, at: datetime) -> bool:
        """A calendar may have been exported for some days only: it tells of those between its first and last date."""
        events = self.reading.events
        return bool(events) and events[0].starts_at <= at <= events[-1].starts_at

    @cached_property
    def _first(self) -> dict[str, Event]:
        return {self.naming.uid(event.said.uid): event for event in reversed(self.reading.events)}

    @cached_property
    def _unsure(self) -> set[str]:
        return self.naming.uids(self.reading.unsure)

    @cached_property
    def _complete(self) -> set[str]:
        return self.naming.uids(self.reading.complete)

    @cached_property
    def _uids(self) -> set[str]:
        return self.naming.uids(self.reading.uids)
