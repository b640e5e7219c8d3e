"""How ready somebody is for what a row asks of them: the area it is in, and the stage there [104]. One statement for
however many rows; nothing here is kept."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.weekly_goal import WeeklyGoal

Row = TypeVar("Row", bound=Belonging)

# What is asked is of the area of its goal; a habit may have one of its own.
AREA: Mapping[type[Belonging], Any] = {
    Goal: F("domain_id"),
    WeeklyGoal: F("goal__domain_id"),
    Action: F("goal__domain_id"),
    Habit: Coalesce("domain_id", "goal__domain_id"),
}


def with_stage(rows: "models.QuerySet[Row]") -> Any:
    """Each with `area_id` and `area_stage`: the newest stage of that area; None where nobody has said one."""
    newest = StageEntry.objects.filter(domain_id=OuterRef("area_id")).order_by("-pk").values("stage")[:1]
    return rows.annotate(area_id=AREA[rows.model]).annotate(area_stage=Subquery(newest))
