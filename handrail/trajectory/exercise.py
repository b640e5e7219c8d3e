"""Exercise: something to do that a coach gives, with the question that is answered about it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import SHORT, Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.goal import Goal
from handrail.trajectory.methods.file import LARGEST, kept, read, written
from handrail.trajectory.methods.form import Form
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory


class State(models.TextChoices):
    GIVEN = "given", _("Given")
    SET_ASIDE = "set_aside", _("Set aside")


class Exercise(Belonging):
    """Its answers are the reflections on its prompt, written into the boxes of its form where it has one."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"form"})

    # What it came from: the key of a shipped method, the id of one of the practice's own in 32 hex digits, or nothing.
    method = models.CharField(max_length=32, blank=True, default="")
    # The method's file as it was when this was given: answers are read by it for as long as they stand.
    form = Words(limit=LARGEST)
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
        question: str, method: str = "", form: str = "", session: Session | None = None, goal: Goal | None = None,
    ) -> "Exercise":  # fmt: skip
        """Give it, together with its question and the place to answer."""
        check_theirs(coachee.pk, session=session, goal=goal)
        place = {"practice_id": trajectory.practice_id, "trajectory_id": trajectory.pk, "coachee_id": coachee.pk}
        exercise = cls(
            **place, method=method, form=written(read(form)) if form else "", title=title, instructions=instructions,
            session=session, goal=goal,
        )  # fmt: skip
        with write(Verb.EXERCISE_GIVEN, by=by, at=at, subject=exercise) as writing:
            writing.add(exercise)
            prompt = writing.add(Prompt(**place, question=question, session=session, goal=goal, exercise=exercise))
            writing.add(Reflection.to(prompt, asked_on=by.today(at)))
        return exercise

    @property
    def sheet(self) -> Form | None:
        """What there is to fill in; None for a plain question."""
        return kept(self.form)

    def set_aside(self, *, by: Person, at: datetime) -> "Exercise":
        """Not for now, or never: no reason is asked. What was written stays."""
        return self._move({State.GIVEN}, State.SET_ASIDE, Verb.EXERCISE_SET_ASIDE, by=by, at=at)
