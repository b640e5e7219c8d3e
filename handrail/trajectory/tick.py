"""Tick: that a weekly goal or a habit was kept on a day, or was not."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import NotUnderstood, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.habit import Habit
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal

# How far back a day can still be filled in.
BACK = timedelta(days=7)


# Until this hour one has not slept yet, and the day before is still "today".
NIGHT = timedelta(hours=4)


def day_meant(shown: date, *, tapped_at: datetime, kept: bool) -> date:
    """What a ring for "today" is about that was tapped on a page of the day `shown`: a page may lie open over midnight,
    and one that a phone kept may be of a day long gone. `tapped_at` is what the wall showed. What is taken back is
    what was seen there."""
    if not kept or shown >= (tapped_at - NIGHT).date():
        return min(shown, tapped_at.date())
    return tapped_at.date()


class Tick(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"weekly_goal_id", "habit_id", "ticked_on", "coachee_id"})

    weekly_goal = models.ForeignKey(WeeklyGoal, models.PROTECT, null=True, related_name="ticks")
    habit = models.ForeignKey(Habit, models.PROTECT, null=True, related_name="ticks")
    ticked_on = models.DateField()
    kept = models.BooleanField()

    objects = BelongingQuerySet["Tick"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly_goal=None, habit__isnull=False) | Q(weekly_goal__isnull=False, habit=None),
                name="tick_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["weekly_goal", "ticked_on"], condition=Q(weekly_goal__isnull=False), name="tick_once_a_goal"
            ),
            models.UniqueConstraint(
                fields=["habit", "ticked_on"], condition=Q(habit__isnull=False), name="tick_once_a_habit"
            ),
        ]
        indexes = [models.Index(fields=["trajectory", "ticked_on"], name="tick_by_day")]

    @classmethod
    def put(
        cls, of: WeeklyGoal | Habit, *, by: Person, at: datetime, ticked_on: date | None = None, kept: bool = True
    ) -> "Tick":
        """Kept or not on that day, today or of the last seven; the newest answer stands. Seven before the day it was
        said on: a phone may be without a network for longer."""
        today, said_on = by.today(at), by.said_on(at)
        day = ticked_on or said_on
        if not said_on - BACK <= day <= today:
            raise OutOfRange("ticked_on", low=said_on - BACK, high=today)
        with write(Verb.TICK_PUT, by=by, at=at, subject=of) as writing:
            return writing.about(_put(writing, of, day, kept))


def put_all(
    writing: Writing, trajectory: Trajectory, *, coachee: Person, ticked_on: date, ticks: Mapping[UUID, bool]
) -> None:
    """Several at once, within another verb. What is not this client's is refused."""
    theirs = Q(trajectory=trajectory) & (Q(coachee=coachee) | Q(coachee=None))
    found: dict[UUID, WeeklyGoal | Habit] = {}
    if ticks:
        found |= {row.pk: row for row in WeeklyGoal.objects.filter(theirs, pk__in=ticks)}
        found |= {row.pk: row for row in Habit.objects.filter(theirs, pk__in=ticks)}
    if found.keys() != ticks.keys():
        raise NotUnderstood("ticks")
    for row_id, row in found.items():
        _put(writing, row, ticked_on, ticks[row_id])


def _put(writing: Writing, of: WeeklyGoal | Habit, day: date, kept: bool) -> Tick:
    thing = {"weekly_goal_id": of.pk} if isinstance(of, WeeklyGoal) else {"habit_id": of.pk}
    tick = Tick.objects.filter(**thing, ticked_on=day).first()
    if tick is None:
        place = {"practice_id": of.practice_id, "trajectory_id": of.trajectory_id, "coachee_id": of.coachee_id}
        return writing.add(Tick(**place, **thing, ticked_on=day, kept=kept))
    writing.change(tick, kept=kept)
    return tick
