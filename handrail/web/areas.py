"""Areas and readiness as both sides see them: each with its stage, the history of it, and what is worked on in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.stage_entry import Shade, Stage, StageEntry
from handrail.trajectory.stage_hints import Standing, hints
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.fields import LineField, RowField

NOUNS: tuple[type[Belonging], ...] = (Vision, Goal, Milestone, WeeklyGoal, Action, Habit, Domain, StageEntry)

# For the coach, at the side: what helps where somebody is. Hints and no rules.
HINTS = {
    "listen": _("Not now: listen, understand, and leave the door open. No reminder nudges toward it."),
    "think": _("A goal of doing is early here. One of thinking or feeling may fit better; tiny steps always do."),
    "plan": _("Getting ready: a plan with what, when and how may come before the doing."),
    "long": _("Thought about for more than half a year. What would have to be true to begin, or to let go?"),
}


class AreaForm(forms.Form):
    """`Domain.add`, `Domain.rename`."""

    name = LineField(label=_("What is it called?"), hint=_("A behaviour or a part of life: sleep, smoking, the team."))

    def __init__(self, data: Any = None, *, coachees: Sequence[Person] = (), **given: Any) -> None:
        super().__init__(data, auto_id="area-%s", **given)
        if len(coachees) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whose area?"))
        self.coachees = coachees

    def clean(self) -> dict[str, Any]:
        return {"coachee": self.coachees[0], **self.cleaned_data} if self.coachees else self.cleaned_data


class StageForm(forms.Form):
    """`StageEntry.enter`: which button was pressed; of "not now" optionally which kind."""

    stage = forms.ChoiceField(choices=Stage.choices, error_messages={"required": _("Choose one of those offered.")})
    shade = forms.ChoiceField(choices=[("", ""), *Shade.choices], required=False)


class PlaceForm(forms.Form):
    """`Goal.place`."""

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, auto_id="place-%s", **given)
        self.fields["domain"] = RowField(
            whole.every(Domain), says=lambda area: str(area.name), label=_("In which area?"), nothing=_("In none")
        )


@dataclass(frozen=True)
class AreaView:
    """One area: where it stands now, how it came there, newest first, and what is worked on in it."""

    area: Domain
    entries: Sequence[StageEntry]
    goals: Sequence[Goal]
    habits: Sequence[Habit]
    hints: Sequence[Any]

    @property
    def now(self) -> StageEntry | None:
        return self.entries[0] if self.entries else None


def area_views(whole: Whole) -> list[AreaView]:
    return [area_view(whole, area) for area in whole.every(Domain)]


def area_view(whole: Whole, area: Domain) -> AreaView:
    entries = sorted((e for e in whole.every(StageEntry) if e.domain_id == area.pk), key=lambda e: e.pk, reverse=True)
    goals = [goal for goal in whole.goals if goal.domain_id == area.pk and goal.is_open]
    habits = [h for h in whole.every(Habit) if h.is_open and (h.domain_id or (h.goal and h.goal.domain_id)) == area.pk]
    return AreaView(area, entries, goals, habits, _hints(whole, entries, goals, habits))


def _hints(
    whole: Whole, entries: Sequence[StageEntry], goals: Sequence[Goal], habits: Sequence[Habit]
) -> Sequence[Any]:
    if not entries:
        return []
    now = entries[0].stage
    since = entries[0].entered_on
    for entry in entries:
        if entry.stage != now:
            break
        since = entry.entered_on
    ids = {goal.pk for goal in goals}
    weeks = (week for week in whole.every(WeeklyGoal) if week.goal_id in ids and week.state != "reviewed")
    doing = bool(habits) or any(weeks) or any(action.goal_id in ids for action in whole.open_actions)
    return [HINTS[hint] for hint in hints(Standing(now, since, doing), today=whole.today)]


STAGES = [(each.value, each.label) for each in Stage]
SHADES = [(each.value, each.label) for each in Shade]
