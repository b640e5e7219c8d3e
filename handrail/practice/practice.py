"""Practice: the tenant. Owns people, agreement and trajectories."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import SHORT, Words


class GoalLabel(models.TextChoices):
    """What this practice calls a three-month goal."""

    GOAL = "goal", _("Three-month goal")
    ROCK = "rock", _("Rock")


class Practice(Covered):
    """One coaching practice, of one coach or of many."""

    STREAM: ClassVar[str] = "id"

    name = Words(limit=SHORT, required=True, one_line=True)
    goal_label = models.CharField(max_length=16, choices=GoalLabel, default=GoalLabel.GOAL)
    # How many minutes a week a client is to be asked for at most [78]; none: as whoever runs the machine set it.
    week_minutes = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    # The demo's practice: its mailbox can be looked into from this machine.
    is_demo = models.BooleanField(default=False)

    objects = CoveredQuerySet["Practice"].as_manager()

    @property
    def practice_id(self) -> Any:
        return self.pk

    def change(
        self, *, by: Any, at: datetime, name: str, goal_label: str, week_minutes: int | None = None
    ) -> "Practice":
        with write(Verb.PRACTICE_CHANGED, by=by, at=at, subject=self) as writing:
            writing.change(self, name=name, goal_label=goal_label, week_minutes=week_minutes)
        return self
