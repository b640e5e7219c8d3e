"""DueDateChange: one postponement of an action, with its reason. Made, never changed [62]."""

from typing import TYPE_CHECKING

from django.db import models

from handrail.lib.words import Words
from handrail.trajectory.belonging import Belonging, BelongingQuerySet

if TYPE_CHECKING:
    from handrail.trajectory.action import Action


class DueDateChange(Belonging):
    """Written by `Action.postpone`, in its entry."""

    action: "models.ForeignKey[Action, Action]" = models.ForeignKey(
        "trajectory.Action", models.PROTECT, related_name="due_date_changes"
    )
    from_on = models.DateField()
    to_on = models.DateField()
    reason = Words(limit=2_000)
    made_on = models.DateField()

    objects = BelongingQuerySet["DueDateChange"].as_manager()
