"""One client in the coach's list: where they are, what is next, when they last wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Max, Prefetch
from django.utils.translation import gettext as _

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import times_carried
from handrail.trajectory.participant import Participant
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.trajectory import ENDED, State, Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.coach.page import landing_href
from handrail.web.line import line
from handrail.web.rail import Rail

# The order of the list: who is under way, who has not begun, who has ended.
UNDER_WAY, INVITED, DRAFT, OVER = range(4)
RANK = {State.INVITED: INVITED, State.DRAFT: DRAFT} | dict.fromkeys(ENDED, OVER)
SHOWS: dict[str, set[int]] = {"now": {UNDER_WAY}, "waiting": {INVITED, DRAFT}, "ended": {OVER}}


@dataclass(frozen=True)
class ClientLine:
    whole: Whole
    names: str
    reflected_on: date | None

    @property
    def trajectory(self) -> Trajectory:
        return self.whole.trajectory

    @property
    def rank(self) -> int:
        return RANK.get(State(self.trajectory.state), UNDER_WAY)

    @property
    def is_under_way(self) -> bool:
        return self.rank == UNDER_WAY

    @property
    def is_draft(self) -> bool:
        return self.trajectory.state == State.DRAFT

    @property
    def state_words(self) -> str:
        """Nothing for the ordinary case: most clients are simply under way."""
        return "" if self.trajectory.state == State.ACTIVE else self.trajectory.get_state_display()

    @property
    def place(self) -> str:
        plan = self.whole.plan
        if self.rank == OVER:
            return _("%(held)d held") % {"held": plan.held}
        return _("%(held)d of %(total)d") % {"held": plan.held, "total": plan.total} if plan.total else ""

    @cached_property
    def rail(self) -> Rail:
        return line(self.whole, leads_to=lambda session_id: landing_href(self.trajectory, session_id))

    @property
    def next_session(self) -> Session | None:
        return self.whole.next_session

    @property
    def open(self) -> int:
        return len(self.whole.open_actions)

    @property
    def carried(self) -> int:
        return sum(times_carried(self.whole, action) > 0 for action in self.whole.open_actions)

    @property
    def to_do(self) -> list[Session]:
        """What only the coach can finish: a session asked for, a session held and not closed [30]."""
        return [s for s in self.whole.sessions if s.state in (SessionState.REQUESTED, SessionState.HELD)]

    @property
    def order(self) -> tuple[Any, ...]:
        booked = self.next_session
        return (self.rank, booked is None, booked.starts_at if booked else "", self.names.casefold())


def client_lines(coach: Person, *, at: datetime) -> list[ClientLine]:
    """Everybody this person coaches, in as many statements for twenty as for two."""
    joined = Prefetch(
        "participants", Participant.objects.exclude(state="left").select_related("person").order_by("pk"), "joined"
    )
    trajectories = Trajectory.objects.led_by(coach).prefetch_related(joined).order_by("pk")
    wholes = Whole.of_each(trajectories, coach, at=at, nouns=(Session, Action))
    written = _last_written(coach)
    lines = [ClientLine(whole, _names(whole.trajectory), written.get(whole.trajectory.pk)) for whole in wholes]
    return sorted(lines, key=lambda line: line.order)


def chosen(lines: Iterable[ClientLine], *, words: str, show: str) -> list[ClientLine]:
    """Those whose name holds all of the words, in any order and case."""
    sought = words.casefold().split()
    ranks = SHOWS.get(show, {UNDER_WAY, INVITED, DRAFT, OVER})
    return [line for line in lines if line.rank in ranks and all(part in line.names.casefold() for part in sought)]


def _names(trajectory: Any) -> str:
    return ", ".join(participant.person.name for participant in trajectory.joined)


def _last_written(coach: Person) -> dict[UUID, date]:
    """When each client last wrote a reflection, private ones counted: that and no word of them."""
    status = Reflection.objects.status_for(coach).filter(written_on__isnull=False)
    newest = status.values_list("trajectory_id").annotate(newest=Max("written_on")).order_by()
    return dict(newest)
