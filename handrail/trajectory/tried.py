"""One experiment over its weeks, each with the one that followed it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from handrail.trajectory.weekly_goal import WeeklyGoal

# Periods of one experiment whose percentages stand side by side.
PERIODS = 8


@dataclass(frozen=True)
class Tried:
    """One experiment over its last periods, oldest first, and how it was looked back on last."""

    weeks: tuple[WeeklyGoal, ...]

    @property
    def newest(self) -> WeeklyGoal:
        return self.weeks[-1]

    @cached_property
    def reviewed(self) -> list[WeeklyGoal]:
        return [week for week in self.weeks if week.percent is not None][-PERIODS:]

    @property
    def told(self) -> WeeklyGoal | None:
        return self.reviewed[-1] if self.reviewed else None

    @cached_property
    def percents(self) -> list[int]:
        return [week.percent for week in self.reviewed if week.percent is not None]

    @property
    def path(self) -> str:
        """The way to the last of them."""
        return way_to_last(self.percents)


def lines(weeks: Sequence[WeeklyGoal]) -> Iterator[Tried]:
    """Each experiment with those that followed it."""
    taken_up = [each for each in weeks if each.state != "proposed"]
    root: dict[UUID, UUID] = {}
    lines: dict[UUID, list[WeeklyGoal]] = {}
    for each in sorted(taken_up, key=lambda each: (each.starts_on, each.pk)):
        root[each.pk] = root.get(each.follows_id, each.pk) if each.follows_id else each.pk
        lines.setdefault(root[each.pk], []).append(each)
    yield from (Tried(tuple(line)) for line in lines.values())


def way_to_last(numbers: Sequence[int]) -> str:
    return "".join(f"{number} → " for number in numbers[:-1])
