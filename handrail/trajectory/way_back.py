"""The way back from a pause: of each thing that stands it is said what becomes of it, and things go on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from handrail.lib.refusal import NotUnderstood, NotYours
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory

What = Literal["keep", "move", "release"]


@dataclass(frozen=True)
class Wish:
    """What becomes of one action: it keeps its day, gets another, or goes."""

    what: What
    due_on: date | None = None
    reason: str = ""


def standing(actions: Iterable[Action], person: Person) -> list[Action]:
    """What of these still stands for somebody, by day."""
    mine = (action for action in actions if action.owner_id == person.pk and action.is_open)
    return sorted(mine, key=lambda action: (action.due_on, action.pk))


def come_back(trajectory: Trajectory, *, by: Person, at: datetime, wishes: Mapping[UUID, Wish]) -> Trajectory:
    """All of it in one go, each step an entry of its own. What nothing is wished for stays as it is."""
    if by not in trajectory.coachees():
        raise NotYours
    mine = {action.pk: action for action in standing(Action.objects.filter(trajectory=trajectory), by)}
    if not wishes.keys() <= mine.keys():
        raise NotUnderstood("wishes")
    for action_id, wish in wishes.items():
        _follow(mine[action_id], wish, by=by, at=at)
    return trajectory.resume(by=by, at=at)


def _follow(action: Action, wish: Wish, *, by: Person, at: datetime) -> None:
    if wish.what == "release":
        action.release(by=by, at=at, reason=wish.reason)
    elif wish.what == "move":
        if wish.due_on is None:
            raise NotUnderstood("due_on")
        action.move_on(by=by, at=at, due_on=wish.due_on)
