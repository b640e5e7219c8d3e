"""What somebody means to do, and the goal behind it: how sure it is, what may come in the way, and how it gets smaller
[27, 28, 66, 68, 109]. The same in a session as on the thing's own page, the client's and the coach's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.coping_plan import State as PlanState
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.scale_answer import Scale, ScaleAnswer, Scaled
from handrail.trajectory.session import Session
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.action_forms import ReplacementForm
from handrail.web.actions import ActionRow
from handrail.web.holding_forms import PlanForm, ReasonsForm, Refused, RulerForm, SmallerForm
from handrail.web.request import Request

# How each is named in an address.
NAMES: Mapping[type[Belonging], str] = {Action: "actions", WeeklyGoal: "weekly-goals", Habit: "habits", Goal: "goals"}
NOUNS: Mapping[str, type[Any]] = {name: noun for noun, name in NAMES.items()}
# What a page of one reads besides.
HELD_UP_BY: tuple[type[Belonging], ...] = (ScaleAnswer, CopingPlan)
# What of a thing can be refused, and so is shown open.
WAYS = ("scale", "reasons", "plan", "smaller")
# An action's day is asked for too; a week and a habit keep theirs.
Smaller = ReplacementForm | SmallerForm
# Where a form goes: place("scale", "habits", its id).
Place = Callable[..., str]


@dataclass(frozen=True)
class Thing:
    row: Scaled
    name: str
    # Today's number, and those of earlier days, the newest first.
    answer: ScaleAnswer | None
    earlier: list[ScaleAnswer]
    # Each with where it is let go.
    plans: list[tuple[CopingPlan, str]]
    ruler: RulerForm
    reasons: ReasonsForm | None
    plan: PlanForm | None
    smaller: Smaller | None
    # Which of its ways was refused, or has a question left.
    opened: str
    place: Place
    action_row: ActionRow | None = None

    @classmethod
    def of(
        cls, whole: Whole, row: Scaled, *, place: Place, refused: Refused, asked_of: str = "",
        action_row: ActionRow | None = None,
    ) -> "Thing":  # fmt: skip
        """`whole` holds what it is held up by. `asked_of`: the thing whose next question is to be seen at once."""
        answers = answers_on(whole, row)
        today = next((answer for answer in answers if answer.answered_on == whole.today), None)
        standing = [p for p in whole.every(CopingPlan) if p.state == PlanState.KEPT and row.pk in _of(p)]
        left = "scale" if str(row.pk) == asked_of and _has_a_question(today) else ""
        return cls(
            row, NAMES[type(row)], today, [answer for answer in answers if answer is not today],
            plans=[(plan, place("plan", plan.pk)) for plan in standing],
            ruler=refused.form(f"scale-{row.pk}", RulerForm.on(scale_for(row), today)),
            reasons=refused.form(f"reasons-{row.pk}", ReasonsForm(answer=today)) if today else None,
            plan=None if isinstance(row, Goal) else refused.form(f"plan-{row.pk}", PlanForm()),
            smaller=smaller_form(row, whole, refused), action_row=action_row, place=place,
            opened=next((way for way in WAYS if f"{way}-{row.pk}" in refused), left),
        )  # fmt: skip

    @property
    def scale_href(self) -> str:
        return self.place("scale", self.name, self.row.pk)

    @property
    def reasons_href(self) -> str:
        return self.place("reasons", self.answer.pk) if self.answer else ""

    @property
    def plans_href(self) -> str:
        return self.place("plans", self.name, self.row.pk)

    @property
    def smaller_href(self) -> str:
        return self.place("smaller", self.name, self.row.pk)


def smaller_form(row: Scaled, whole: Whole, refused: Refused) -> Smaller | None:
    """Of what is open; a goal has milestones."""
    if isinstance(row, Action) and row.is_open:
        empty: Smaller = ReplacementForm(initial={"due_on": max(row.due_on, whole.today)})
    elif isinstance(row, WeeklyGoal | Habit):
        empty = SmallerForm()
    else:
        return None
    return refused.form(f"smaller-{row.pk}", empty)


def scale_for(row: Scaled) -> str:
    """Of a goal it is asked how much it matters; of what is done for it, how sure it is."""
    return Scale.IMPORTANCE if isinstance(row, Goal) else Scale.CONFIDENCE


def answers_on(whole: Whole, row: Scaled) -> list[ScaleAnswer]:
    """The newest first."""
    mine = [answer for answer in whole.every(ScaleAnswer) if answer.reflection_id is None and row.pk in _of(answer)]
    return list(reversed([answer for answer in mine if answer.scale == scale_for(row)]))


def _has_a_question(today: ScaleAnswer | None) -> bool:
    """After the number why it is not lower, and then what would move it up one."""
    return today is not None and not (today.one_up or (today.value == 10 and today.why_not_lower))


def _of(row: Any) -> set[UUID]:
    """What it is of."""
    columns = ("action_id", "weekly_goal_id", "habit_id", "goal_id")
    return {getattr(row, column) for column in columns if getattr(row, column, None)}


# Its forms on the way to their verbs


@dataclass(frozen=True)
class Step:
    """`name` is what the page knows a form by that was refused."""

    name: str
    form: forms.Form
    verb: Callable[..., Any]
    said: str = ""

    @property
    def has_more(self) -> bool:
        return self.name.startswith(("scale", "reasons"))


def rated(data: Any, about: Scaled, *, session: Session | None = None) -> Step:
    """A number from nought to ten [109]."""
    verb = partial(ScaleAnswer.give, about.trajectory, about=about, scale=scale_for(about), session=session)
    return Step(f"scale-{about.pk}", RulerForm(data), verb)


def explained(data: Any, answer: ScaleAnswer) -> Step:
    if answer.reflection_id is not None or answer.about is None:
        # It is a part of what the client wrote.
        raise Http404
    return Step(f"reasons-{answer.about.pk}", ReasonsForm(data, answer=answer), answer.explain)


def planned(data: Any, about: Scaled) -> Step:
    """If this, then I will that."""
    if isinstance(about, Goal):
        raise Http404
    said = _("Kept. Say it aloud once, slowly; that makes it easier to recall.")
    return Step(f"plan-{about.pk}", PlanForm(data), partial(CopingPlan.make, about), said)


def made_smaller(data: Any, about: Scaled, *, session: Session | None = None) -> Step:
    """The smallest, easiest thing instead [66]."""
    name, said = f"smaller-{about.pk}", _("Agreed, in its place. The bigger one stays readable.")
    if isinstance(about, Action):
        return Step(name, ReplacementForm(data), partial(about.replace, session=session), said)
    if isinstance(about, WeeklyGoal | Habit):
        return Step(name, SmallerForm(data), about.shrink, said)
    raise Http404


# On its own page


def on_its_page(request: Request, whole: Whole, row: Scaled, *, space: str, refused: Mapping[str, Any]) -> Thing:
    def place(name: str, *asked: Any) -> str:
        return reverse(f"{space}:thing-{name}", args=asked)

    return Thing.of(whole, row, place=place, refused=Refused(refused), asked_of=request.GET.get("of", ""))


def own_page(row: Scaled, *, space: str, step: Step) -> str:
    """Back to it, where the next question of a number is seen."""
    here = reverse(f"{space}:{NAMES[type(row)].removesuffix('s')}", args=[row.pk])
    return f"{here}?of={row.pk}#thing" if step.has_more else f"{here}#thing"
