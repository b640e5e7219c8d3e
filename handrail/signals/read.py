"""Facts, read from the rows: of many clients at once, in one set of statements."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from handrail.ledger.signs import days_of_life, done_to
from handrail.ledger.verbs import Verb
from handrail.signals.facts import Facts
from handrail.signals.lived import Lived
from handrail.signals.lives import Life
from handrail.signals.reading import Reading
from handrail.signals.rows import YEAR, Rows, text_of
from handrail.trajectory.check_in import State as CheckInState

# Reports that still wait for a word: older ones are not looked up.
WAITING = timedelta(days=45)


@dataclass(frozen=True)
class Read:
    """A life and its facts; `lived` turns their days into dates. `handled`: what the coach did last about each
    evidence, by kind and evidence: the state, until when it rests, and why."""

    life: Life
    lived: Lived
    facts: Facts
    handled: Mapping[tuple[str, str], tuple[str, date | None, str]]


def read(lives: Iterable[Life], *, at: datetime) -> list[Read]:
    """As many statements for a thousand as for one."""
    lives = list(lives)
    together = _Together(lives, at=at)
    return [Read(life, *_reading(together, life).facts(), together.handled(life)) for life in lives]


def _reading(together: "_Together", life: Life) -> Reading:
    key = (life.trajectory_id, life.coachee_id)
    joined = together.joined(life) if life.group_name else life.starts_on
    return Reading(
        life, together.rows, at=together.at, active=together.active.get(key, []), sent=together.sent,
        joined=joined if life.takes_part else None,
        tells_of_all=not life.group_name or together.first_of.get(life.trajectory_id) == life.coachee_id,
    )  # fmt: skip


class _Together:
    """What is asked once, for all of them."""

    def __init__(self, lives: list[Life], *, at: datetime) -> None:
        self.at, self._lives = at, lives
        groups = {life.trajectory_id for life in lives if life.group_name}
        # A day more than the clock says: it is tomorrow somewhere.
        today = at.date() + timedelta(days=1)
        self.rows = Rows.of({life.trajectory_id for life in lives}, today=today, groups=groups)

    @cached_property
    def active(self) -> dict[tuple[UUID, UUID], list[date]]:
        zones = {life.coachee_id: life.zone for life in self._lives}
        streams = {life.trajectory_id for life in self._lives}
        coaches = {life.coach_id for life in self._lives} - zones.keys()
        return days_of_life(zones, streams=streams, but_of=coaches, since=self.at - YEAR)

    def joined(self, life: Life) -> date | None:
        """When this one of a group did."""
        who = text_of(life.coachee_id)
        mine = (first for by, first in self.rows.joined.get(text_of(life.trajectory_id), ()) if by == who)
        return next(map(life.day_of, mine), None)

    def handled(self, life: Life) -> Mapping[tuple[str, str], tuple[str, date | None, str]]:
        who = text_of(life.coachee_id)
        found = self.rows.handled.get(text_of(life.trajectory_id), ())
        return {row[1:3]: row[3:] for row in found if row[0] == who}

    @cached_property
    def first_of(self) -> dict[UUID, UUID]:
        """In a group, what the coach owes to all of them is told with one of them."""
        return {life.trajectory_id: life.coachee_id for life in reversed(self._lives) if life.takes_part}

    @cached_property
    def sent(self) -> dict[str, datetime]:
        """When each report was sent that waits for a word: as it was said last."""
        oldest = self.at.date() - WAITING
        waiting = [
            UUID(pk) for reports in self.rows.reports.values() for pk, _, period, state, replied in reports
            if replied is None and state == CheckInState.SUBMITTED and period >= oldest
        ]  # fmt: skip
        return _last_done(waiting, {Verb.CHECK_IN_SUBMITTED}, {life.practice_id for life in self._lives})


def _last_done(rows: Collection[UUID], verbs: Collection[Verb], practices: Collection[UUID]) -> dict[str, datetime]:
    return {text_of(row): done[-1].at for row, done in done_to(practices, rows, verbs).items()} if rows else {}
