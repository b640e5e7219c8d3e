"""Win: something that went well, kept so that it comes back at reviews and at the close [59].
What was done, reached or finished is a win by itself and needs no row; this is the rest."""

from datetime import date, datetime

from django.db import models

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal
from handrail.trajectory.trajectory import Trajectory


class Win(Belonging):
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="wins")
    text = Words(limit=2_000, required=True)
    won_on = models.DateField()

    objects = BelongingQuerySet["Win"].as_manager()

    @classmethod
    def add(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person | None, text: str,
        goal: Goal | None = None, won_on: date | None = None,
    ) -> "Win":  # fmt: skip
        win = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, goal=goal,
            text=text, won_on=won_on or by.said_on(at),
        )  # fmt: skip
        with write(Verb.WIN_ADDED, by=by, at=at, subject=win) as writing:
            return writing.add(win)
