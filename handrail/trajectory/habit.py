"""Habit: something done again and again, best tied to what one does anyway [67]. Shown as "x of the last y": a day
without it takes nothing away from the days with it."""

from datetime import date, datetime, time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotUnderstood, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.trajectory import Trajectory

EVERY_DAY = "1234567"


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    RUNNING = "running", _("Being built")
    # It goes by itself: cues become fewer, and fall silent [83].
    STEADY = "steady", _("Goes by itself")
    ENDED = "ended", _("Ended")
    DECLINED = "declined", _("Not taken up")


OPEN = frozenset({State.RUNNING, State.STEADY})


class HabitQuerySet(BelongingQuerySet["Habit"]):
    def open(self) -> "HabitQuerySet":
        return self.filter(state__in=OPEN)


class Habit(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"coachee_id"})

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="habits")
    domain = models.ForeignKey(Domain, models.PROTECT, null=True, related_name="habits")
    text = Words(limit=500, required=True)
    # The routine it is tied to: "after my nine o'clock coffee".
    anchor = Words(limit=500)
    # When the client asked to be reminded of it, where they are; None: not at all.
    cue_at = models.TimeField(null=True)
    # The weekdays it is meant for, Monday is 1.
    days = models.CharField(max_length=7, default=EVERY_DAY)
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    # Since when it goes by itself.
    steady_on = models.DateField(null=True)
    reason = Words(limit=2_000)

    objects = HabitQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="habit_state")]
        indexes = [
            models.Index(
                fields=["cue_at"],
                name="habit_cue",
                condition=models.Q(state__in=["running", "steady"], cue_at__isnull=False),
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_meant_for(self, day: date) -> bool:
        return str(day.isoweekday()) in self.days

    @classmethod
    def add(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, text: str, anchor: str = "",
        cue_at: time | None = None, days: str = EVERY_DAY, goal: Goal | None = None, domain: Domain | None = None,
        agreed: bool = False,
    ) -> "Habit":  # fmt: skip
        """One's own begins at once; a coach's waits for the client, unless the two agreed it together (`agreed`)."""
        habit = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, goal=goal, domain=domain,
            text=text, anchor=anchor, cue_at=cue_at, days=weekdays(days), started_on=by.said_on(at),
            state=State.RUNNING if agreed or by.pk == coachee.pk else State.PROPOSED,
        )  # fmt: skip
        with write(Verb.HABIT_ADDED, by=by, at=at, subject=habit) as writing:
            return writing.add(habit)

    def agree(self, *, by: Person, at: datetime) -> "Habit":
        self._only_coachee(by)
        return self._move({State.PROPOSED}, State.RUNNING, Verb.HABIT_AGREED, by=by, at=at, started_on=by.said_on(at))

    def decline(self, *, by: Person, at: datetime, reason: str = "") -> "Habit":
        self._only_coachee(by)
        return self._move({State.PROPOSED}, State.DECLINED, Verb.HABIT_DECLINED, by=by, at=at, reason=reason)

    def change(
        self, *, by: Person, at: datetime, text: str, anchor: str, cue_at: time | None, days: str,
        goal: Goal | None = None, domain: Domain | None = None, base: str | None = None,
    ) -> "Habit":  # fmt: skip
        days = weekdays(days)
        with write(Verb.HABIT_CHANGED, by=by, at=at, subject=self) as writing:
            self._check_base("text", words=text, base=base)
            writing.change(
                self, when=OPEN | {State.PROPOSED}, text=text, anchor=anchor, cue_at=cue_at, days=days,
                goal_id=goal.pk if goal else None, domain_id=domain.pk if domain else None,
            )  # fmt: skip
        return self

    def shrink(self, *, by: Person, at: datetime, text: str) -> "Habit":
        """The smallest, easiest thing instead, at the same times [66]."""
        return self.change(
            by=by, at=at, text=text, anchor=self.anchor, cue_at=self.cue_at, days=self.days, goal=self.goal,
            domain=self.domain,
        )  # fmt: skip

    def settle(self, *, by: Person, at: datetime) -> "Habit":
        """It goes by itself now."""
        return self._move({State.RUNNING}, State.STEADY, Verb.HABIT_SETTLED, by=by, at=at, steady_on=by.said_on(at))

    def resume(self, *, by: Person, at: datetime) -> "Habit":
        """Look after it again, whether it went by itself or had ended."""
        return self._move(
            {State.STEADY, State.ENDED}, State.RUNNING, Verb.HABIT_RESUMED, by=by, at=at, ended_on=None, steady_on=None
        )

    def end(self, *, by: Person, at: datetime, reason: str = "") -> "Habit":
        ended = by.said_on(at)
        return self._move(OPEN, State.ENDED, Verb.HABIT_ENDED, by=by, at=at, reason=reason, ended_on=ended)

    def _only_coachee(self, by: Person) -> None:
        if by.pk != self.coachee_id:
            raise NotYours


def weekdays(days: str) -> str:
    """Some of "1234567", each once and in order."""
    known = "".join(sorted(set(days)))
    if not known or not set(known) <= set(EVERY_DAY):
        raise NotUnderstood("days")
    return known
