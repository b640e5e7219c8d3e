"""Idea: one of a brainstorm. It is kept as it was said, also the odd ones; what it is worth is said afterwards."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotUnderstood, NotYours, Refusal
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.brainstorm import Brainstorm


class NotAsked(Refusal):
    """A coach's own idea before the client said that it is welcome."""


class Rating(models.TextChoices):
    TRY = "try", _("I want to try this")
    PERHAPS = "perhaps", _("Perhaps")
    NOT_NOW = "not_now", _("Not for now")


class Idea(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset(
        {"brainstorm_id", "author_id", "builds_on_id", "joins_id", "coachee_id", "text"}
    )

    brainstorm = models.ForeignKey(Brainstorm, models.PROTECT, related_name="ideas")
    # Whose idea it is; the coach may write down what the client says.
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = Words(limit=500, required=True, one_line=True)
    builds_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    joins = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    rating = models.CharField(max_length=8, choices=Rating, blank=True, default="")

    objects = BelongingQuerySet["Idea"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rating__in=["", *Rating.values]), name="idea_rating")]

    @classmethod
    def add(
        cls, brainstorm: Brainstorm, *, by: Person, at: datetime, text: str, author: Person | None = None,
        builds_on: "Idea | None" = None, joins: "Idea | None" = None,
    ) -> "Idea":  # fmt: skip
        """One more; of one's own, or as the coach writes down what the client said."""
        coach_id, author = brainstorm.trajectory.coach_id, author or by
        if author.pk not in (coach_id, brainstorm.coachee_id) or by.pk not in (coach_id, author.pk):
            raise NotYours
        if any(each and each.brainstorm_id != brainstorm.pk for each in (builds_on, joins)):
            raise NotUnderstood("builds_on")
        idea = cls(
            practice_id=brainstorm.practice_id, trajectory_id=brainstorm.trajectory_id, brainstorm=brainstorm,
            coachee_id=brainstorm.coachee_id, author=author, text=text, builds_on=builds_on,
            joins=joins if builds_on != joins else None,
        )  # fmt: skip
        with write(Verb.IDEA_ADDED, by=by, at=at, subject=idea) as writing:
            brainstorm.check_open(Verb.IDEA_ADDED)
            if author.pk == coach_id and not brainstorm.coach_may:
                raise NotAsked("author")
            return writing.add(idea)

    def rate(self, *, by: Person, at: datetime, rating: str) -> "Idea":
        """What it is worth to the client, once nothing is added any more. It may change, and be taken back."""
        if by.pk not in (self.trajectory.coach_id, self.coachee_id):
            raise NotYours
        with write(Verb.IDEA_RATED, by=by, at=at, subject=self) as writing:
            storm = self.brainstorm
            storm.refresh_from_db(fields=["state"])
            if storm.is_open:
                raise CannotMove(self.table, state=storm.state, to=Verb.IDEA_RATED)
            writing.change(self, rating=rating)
        return self
