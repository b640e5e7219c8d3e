"""What the lines of one transaction found or made, so that it is looked up once."""

from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Note
from handrail.trajectory.trajectory import Trajectory

K = TypeVar("K")
V = TypeVar("V")


@dataclass
class Found:
    """What the lines of one transaction found or made so far: true only while nobody else can change it."""

    people: dict[str, Person | None] = field(default_factory=dict)
    trajectories: dict[UUID, Trajectory] = field(default_factory=dict)
    goals: dict[tuple[object, ...], Goal] = field(default_factory=dict)
    actions: dict[tuple[object, ...], Action] = field(default_factory=dict)
    notes: dict[tuple[object, ...], Note] = field(default_factory=dict)
    # Ids of people and trajectories that were made here: of them there is nothing to look up.
    new: dict[UUID, bool] = field(default_factory=dict)
    _before: list[tuple[dict[Any, Any], Any, Any]] = field(default_factory=list)

    def put(self, mapping: dict[K, V], key: K, value: V) -> V:
        self._before.append((mapping, key, mapping.get(key)))
        mapping[key] = value
        return value

    def begin(self) -> None:
        """A line begins: what is put from here may have to be taken back with it."""
        self._before.clear()

    def undo(self) -> None:
        while self._before:
            mapping, key, before = self._before.pop()
            mapping[key] = before
            if before is None:
                del mapping[key]
