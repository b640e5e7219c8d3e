"""The way that a trajectory goes on from: how far it came, in what coach and client both read [9]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.belonging import Belonging, Sides
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.kept import Narrowing
from handrail.trajectory.looking_back_rows import TAKEN_UP, all_rows, both_read
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole

NOUNS: Iterable[type[Belonging]] = (Vision, Goal, Session)


@dataclass(frozen=True)
class WayBefore:
    whole: Whole
    client: Person
    # How many things the client did.
    done: int

    @classmethod
    def of(cls, trajectory: Trajectory, reader: Person, *, client: Person, at: datetime) -> "WayBefore | None":
        """None where it goes on from nothing that both of them reach."""
        if trajectory.continues_id is None:
            return None
        theirs = Trajectory.objects.visible_to(client).values("pk")
        earlier = Trajectory.objects.visible_to(trajectory.coach).filter(pk__in=theirs, continued_by=trajectory).first()
        if earlier is None:
            return None
        nouns: dict[type[Belonging], Narrowing] = {noun: both_read(client, all_rows) for noun in NOUNS}
        whole = Whole.of_each([earlier], reader, at=at, nouns=nouns)[0]
        return cls(whole, client, _done(whole, client))

    @property
    def trajectory(self) -> Trajectory:
        return self.whole.trajectory

    @property
    def vision(self) -> Vision | None:
        return next(iter(self.whole.visions), None)

    @property
    def goals(self) -> list[Goal]:
        return [goal for goal in self.whole.goals if goal.state in TAKEN_UP]

    @property
    def goals_reached(self) -> int:
        return sum(goal.state in (GoalState.ACHIEVED, GoalState.MAINTAINING) for goal in self.goals)

    @property
    def last_on(self) -> date | None:
        """The day of the last session that took place."""
        return max((self.whole.day_of(each) for each in self.whole.sessions if each.took_place), default=None)


def _done(whole: Whole, client: Person) -> int:
    rows = Action.objects.visible_in(Sides.of(whole.reader, [whole.trajectory]))
    return rows.filter(owner=client, state=ActionState.DONE).count()
