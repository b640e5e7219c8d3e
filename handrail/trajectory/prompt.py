"""Prompt: a question tied to a session, an exercise or a goal. Asked once or again; each time
it is asked has a place of its own to write, a Reflection."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from handrail.lib.words import Words
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal
from handrail.trajectory.session import Session

if TYPE_CHECKING:
    from handrail.trajectory.exercise import Exercise


class Prompt(Belonging):
    """Written by `Reflection.ask` and `Exercise.give`, in their entries."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id", "exercise_id", "goal_id", "question"})

    question = Words(limit=1_000, required=True)
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="prompts")
    exercise: "models.ForeignKey[Exercise | None, Exercise | None]" = models.ForeignKey(
        "trajectory.Exercise", models.PROTECT, null=True, related_name="prompts"
    )
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="prompts")

    objects = BelongingQuerySet["Prompt"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False) | Q(exercise__isnull=False) | Q(goal__isnull=False),
                name="prompt_is_tied_to_something",
            )
        ]
