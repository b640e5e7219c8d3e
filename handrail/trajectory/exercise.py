"""Exercise: something to do that a coach gives, with the question that is answered about it."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import SHORT, Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory


class State(models.TextChoices):
    GIVEN = "given", _("Given")
    SET_ASIDE = "set_aside", _("Set aside")


class Exercise(Belonging):
    """Plain text for now. Its answers are the reflections on its prompt."""

    # Which of the shipped methods it came from (handrail.trajectory.methods), or nothing.
    method = models.CharField(max_length=32, blank=True, default="")
    title = Words(limit=SHORT, required=True, one_line=True)
    instructions = Words(limit=4_000, required=True)
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="exercises")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="exercises")
    state = models.CharField(max_length=16, choices=State, default=State.GIVEN)

    objects = BelongingQuerySet["Exercise"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="exercise_state")]

    @classmethod
    def give(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, title: str, instructions: str,
        question: str, method: str = "", session: Session | None = None, goal: Goal | None = None,
    ) -> "Exercise":  # fmt: skip
        """Give it, together with its question and the place to answer."""
        place = {"practice_id": trajectory.practice_id, "trajectory_id": trajectory.pk, "coachee_id": coachee.pk}
        exercise = cls(**place, method=method, title=title, instructions=instructions, session=session, goal=goal)
        with write(Verb.EXERCISE_GIVEN, by=by, at=at, subject=exercise) as writing:
            writing.add(exercise)
            prompt = writing.add(Prompt(**place, question=question, session=session, goal=goal, exercise=exercise))
            writing.add(Reflection.to(prompt, asked_on=by.today(at)))
        return exercise

    def set_aside(self, *, by: Person, at: datetime) -> "Exercise":
        """Not for now, or never: no reason is asked. What was written stays."""
        return self._move({State.GIVEN}, State.SET_ASIDE, Verb.EXERCISE_SET_ASIDE, by=by, at=at)
