"""Facts, read from the rows: of many clients at once, in one set of statements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from handrail.ledger.signs import days_of_life, done_to, first_time
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
    """A life and its facts; `lived` turns their days into dates."""

    life: Life
    lived: Lived
    facts: Facts


def read(lives: Iterable[Life], *, at: datetime) -> list[Read]:
    """As many statements for a thousand as for one."""
    lives = list(lives)
    together = _Together(lives, at=at)
    return [Read(life, *_reading(together, life).facts()) for life in lives]


def _reading(together: "_Together", life: Life) -> Reading:
    key = (life.trajectory_id, life.coachee_id)
    joined = life.starts_on
    if life.group_name:
        joined = life.day_of(together.joined[key]) if key in together.joined else None
    return Reading(
        life, together.rows, at=together.at, active=together.active.get(key, []), sent=together.sent,
        joined=joined if life.takes_part else None,
        tells_of_all=not life.group_name or together.first_of.get(life.trajectory_id) == life.coachee_id,
    )  # fmt: skip


class _Together:
    """What is asked once, for all of them."""

    def __init__(self, lives: list[Life], *, at: datetime) -> None:
        self.at, self._lives = at, lives
        # A day more than the clock says: it is tomorrow somewhere.
        self.rows = Rows({life.trajectory_id for life in lives}, today=at.date() + timedelta(days=1))

    @cached_property
    def active(self) -> dict[tuple[UUID, UUID], list[date]]:
        zones = {life.coachee_id: life.zone for life in self._lives}
        streams = {life.trajectory_id for life in self._lives}
        coaches = {life.coach_id for life in self._lives} - zones.keys()
        return days_of_life(zones, streams=streams, but_of=coaches, since=self.at - YEAR)

    @cached_property
    def joined(self) -> dict[tuple[UUID, UUID | None], datetime]:
        groups = {life.trajectory_id for life in self._lives if life.group_name}
        return first_time(Verb.TRAJECTORY_STARTED, streams=groups) if groups else {}

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
