"""Review: looking at a goal together, at least monthly [41]; or at the whole, at the midpoint [8]."""

from datetime import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import Missing
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import REVIEW_EVERY, Achievement, Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory


class Kind(models.TextChoices):
    GOAL = "goal", _("Goal review")
    MIDPOINT = "midpoint", _("Midpoint review")


class Relevance(models.TextChoices):
    YES = "yes", _("Yes, still")
    PARTLY = "partly", _("Partly")
    NO = "no", _("Not any more")


class Decision(models.TextChoices):
    KEEP = "keep", _("Keep it as it is")
    REVISE = "revise", _("Keep it and reword it")
    DROP = "drop", _("Let it go")


class Review(Belonging):
    """What was seen and decided. Never changed afterwards: the next review says what is new."""

    kind = models.CharField(max_length=16, choices=Kind)
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="reviews")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="reviews")
    held_on = models.DateField()
    relevance = models.CharField(max_length=8, choices=Relevance, blank=True, default="")
    learning = Words(limit=4_000)
    commitment = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    progress = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    decision = models.CharField(max_length=8, choices=Decision, blank=True, default="")

    objects = BelongingQuerySet["Review"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=Kind.GOAL, goal__isnull=False) | models.Q(kind=Kind.MIDPOINT, goal=None),
                name="review_of_a_goal_names_it",
            )
        ]

    @classmethod
    def of_goal(
        cls, goal: Goal, *, by: Person, at: datetime, relevance: str, decision: str, learning: str = "",
        commitment: int | None = None, progress: int | None = None, achievement: str = Achievement.IN_PROGRESS,
        reason: str = "", session: Session | None = None,
    ) -> "Review":  # fmt: skip
        """Record it, and bring the goal to where the two agreed it is."""
        if decision == Decision.DROP and not reason.strip():
            raise Missing("reason")
        review = cls(
            practice_id=goal.practice_id, trajectory_id=goal.trajectory_id, coachee_id=goal.coachee_id,
            kind=Kind.GOAL, goal=goal, session=session, held_on=by.today(at), relevance=relevance,
            learning=learning, commitment=commitment, progress=progress, decision=decision,
        )  # fmt: skip
        with write(Verb.GOAL_REVIEWED, by=by, at=at, subject=review) as writing:
            writing.add(review)
            review._bring(goal, writing, achievement, reason)
        return review

    def _bring(self, goal: Goal, writing: Writing, achievement: str, reason: str) -> None:
        writing.change(
            goal, when={GoalState.ACTIVE}, achievement=achievement, review_due_on=self.held_on + REVIEW_EVERY,
            progress=goal.progress if self.progress is None else self.progress,
            progress_at_start=self.progress if goal.progress_at_start is None else goal.progress_at_start,
        )  # fmt: skip
        if self.decision == Decision.DROP:
            writing.move(goal, {GoalState.ACTIVE}, GoalState.DROPPED, reason=reason)

    @classmethod
    def midpoint(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, learning: str = "", session: Session | None = None
    ) -> "Review":
        """The walk back along the whole trajectory was made [8]."""
        review = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, kind=Kind.MIDPOINT,
            session=session, held_on=by.today(at), learning=learning,
        )  # fmt: skip
        with write(Verb.MIDPOINT_HELD, by=by, at=at, subject=review) as writing:
            return writing.add(review)
