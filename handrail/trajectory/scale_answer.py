"""ScaleAnswer: a number from 0 to 10, why it is not lower, and only then what would move it up one [109]."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.surface import said_at
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing
from handrail.lib.words import SHORT, Words
from handrail.practice.person import Person
from handrail.trajectory.action import CONFIDENT, OPEN, Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.reflection import State as ReflectionState
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal


class Scale(models.TextChoices):
    """Those that come with the house. A method brings scales of its own, under names of its own."""

    CONFIDENCE = "confidence", _("How sure are you that this will happen?")
    IMPORTANCE = "importance", _("How much does this matter to you?")
    READINESS = "readiness", _("How ready are you to begin?")
    COMMITMENT = "commitment", _("How firmly do you mean to do this?")


# What a number can be of, besides the trajectory as a whole.
Scaled = Goal | WeeklyGoal | Action | Habit


class ScaleAnswerQuerySet(BelongingQuerySet["ScaleAnswer"]):
    def read_by_coach(self) -> Q:
        """A number that belongs to a reflection is read by whoever reads that, and for as long."""
        shared = Q(reflection__state=ReflectionState.SUBMITTED, reflection__visibility=Visibility.SHARED)
        return Q(reflection=None) | shared


class ScaleAnswer(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"scale", "coachee_id", "answered_on"})

    # Which scale it is on, so that numbers line up over time: one of `Scale`, or a name that a method gives.
    scale = models.CharField(max_length=100)
    # What was asked, where the scale is not one of the house's.
    question = Words(limit=500)
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="scale_answers")
    weekly_goal = models.ForeignKey(WeeklyGoal, models.PROTECT, null=True, related_name="scale_answers")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="scale_answers")
    habit = models.ForeignKey(Habit, models.PROTECT, null=True, related_name="scale_answers")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="scale_answers")
    # The answer to an exercise that it is a part of; it is as private as that.
    reflection = models.ForeignKey(Reflection, models.PROTECT, null=True, related_name="scale_answers")
    value = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    why_not_lower = Words(limit=2_000)
    one_up = Words(limit=2_000)
    # Who or what could help: asked below 7.
    support = Words(limit=SHORT)
    answered_on = models.DateField()

    objects = ScaleAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(value__lte=10), name="scale_answer_value")]

    @property
    def asked(self) -> str:
        """The question, in words."""
        return self.question or str(dict(Scale.choices).get(self.scale, ""))

    @property
    def about(self) -> Scaled | None:
        return self.action or self.weekly_goal or self.habit or self.goal

    @property
    def is_low(self) -> bool:
        """Low enough to make it smaller, or to find support; it may be kept as it is [28]."""
        return self.value < CONFIDENT

    @classmethod
    def on(
        cls, trajectory: Trajectory, *, coachee_id: Any, scale: str, value: int, answered_on: date,
        about: Scaled | None = None, session: Session | None = None, reflection: Reflection | None = None,
        question: str = "", why_not_lower: str = "", one_up: str = "",
    ) -> "ScaleAnswer":  # fmt: skip
        """A number that is not written yet: for verbs that write it together with other rows."""
        return cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee_id=coachee_id, scale=scale, value=value,
            answered_on=answered_on, session=session, reflection=reflection, question=question,
            why_not_lower=why_not_lower, one_up=one_up, **_of(about),
        )  # fmt: skip

    @classmethod
    def give(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, scale: str, value: int,
        about: Scaled | None = None, coachee: Person | None = None, session: Session | None = None, question: str = "",
    ) -> "ScaleAnswer":  # fmt: skip
        """A number, of something or of the whole. Said again on the same day, the newest stands."""
        today, whose = by.today(said_at(at)), coachee.pk if coachee else about.coachee_id if about else None
        new = cls.on(
            trajectory, coachee_id=whose, scale=scale, value=value, answered_on=today, about=about, session=session,
            question=question,
        )  # fmt: skip
        with write(Verb.SCALE_ANSWERED, by=by, at=at, subject=new) as writing:
            same = cls.objects.filter(
                trajectory=trajectory, coachee=whose, scale=scale, answered_on=today, reflection=None, **_of(about)
            ).first()
            if same is not None:
                writing.about(same)
                writing.change(same, value=value)
            else:
                writing.add(new)
            if isinstance(about, Action) and scale == Scale.CONFIDENCE and about.state in OPEN | {ActionState.PROPOSED}:
                writing.change(about, confidence=value)
        return same or new

    def explain(
        self, *, by: Person, at: datetime, why_not_lower: str, one_up: str = "", support: str = ""
    ) -> "ScaleAnswer":
        """What is there already comes first; only then what would move it up one. At nought nothing can be lower."""
        if self.value and one_up.strip() and not why_not_lower.strip():
            raise Missing("why_not_lower")
        said = {"why_not_lower": why_not_lower, "one_up": one_up, "support": support}
        return self._change(Verb.SCALE_EXPLAINED, by=by, at=at, **said)


def _of(about: Scaled | None) -> dict[str, Any]:
    """The column for what it is of; the others are empty."""
    columns = {Goal: "goal", WeeklyGoal: "weekly_goal", Action: "action", Habit: "habit"}
    return {column: about if isinstance(about, noun) else None for noun, column in columns.items()}
