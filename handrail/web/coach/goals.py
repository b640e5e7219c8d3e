"""Goals: proposed by either, confirmed by the client alone; wording, milestones, weeks, reviews [40–54]."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.practice.person import Person
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal, Source, State
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.review import Decision, Review
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.both import both_of, status_of
from handrail.web.coach.led import led_row
from handrail.web.coach.work_page import clients_of, led_whole, new_here, whole_of, work_page
from handrail.web.doors import for_coach
from handrail.web.fields import PickField, RowField
from handrail.web.goal_forms import (
    DropForm,
    GoalForm,
    GoalReviewForm,
    GoalRevisionForm,
    HoldForm,
    MilestoneForm,
    RelapseForm,
)
from handrail.web.goal_strip import goal_line, how_far
from handrail.web.percents import plot
from handrail.web.rail import progress
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page
from handrail.web.weekly_goal_forms import JointWeeklyGoalForm

Form = TypeVar("Form", bound=forms.Form)
WORDS = ("text", "why", "sign", "differently", "noticed", "situation", "source")


# As a coach speaks of it; the form's own words are the client's.
SOURCES = [(Source.OWN, _lazy("Their own")), (Source.OTHER, _lazy("Somebody else’s"))]


class JointGoalForm(GoalForm):
    """The coach's: whose goal it is, where several take part."""

    def __init__(self, data: object = None, *, coachees: list[Person], **given: object) -> None:
        super().__init__(data, **given)
        _of_them(self)
        if len(coachees) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whose goal?"))
        self.coachees = coachees

    def clean(self) -> dict[str, object]:
        return {"coachee": self.coachees[0], **self.cleaned_data} if self.coachees else self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def goals(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = led_whole(request, trajectory_id)
    form = JointGoalForm(request.POST if request.method == "POST" else None, coachees=clients_of(whole))
    if request.method == "POST":
        goal = carry_out(request, form, partial(Goal.propose, whole.trajectory))
        if goal is not None:
            messages.success(request, _("Proposed. A goal begins once your client makes it theirs."))
            return redirect("coach:goal", goal.pk)
    return work_page(
        request, "goals", whole, status=REFUSED if form.errors else 200, form=new_here(form, "text"),
        open=[(goal, goal_line(whole, goal), how_far(goal), whole.next_milestone(goal)) for goal in whole.open_goals],
        ended=[goal for goal in whole.goals if not goal.is_open],
    )  # fmt: skip


@require_safe
@for_coach
def goal(request: Request, goal_id: UUID) -> HttpResponse:
    return goal_page(request, led_row(request, Goal, goal_id))


@require_POST
@for_coach
def wording(request: Request, goal_id: UUID) -> HttpResponse:
    goal, form = led_row(request, Goal, goal_id), _of_them(GoalRevisionForm(request.POST))
    said = _("Reworded. The earlier words and the reason stay readable.")
    return _step(request, goal, form, goal.revise, said=said, name="revision")


@require_POST
@for_coach
def standing(request: Request, goal_id: UUID) -> HttpResponse:
    """The wanted state is posted; the lifecycle says whether there is such a step."""
    goal = led_row(request, Goal, goal_id)
    match request.POST.get("state"):
        case State.ON_HOLD:
            form, verb, said = (
                HoldForm(request.POST),
                goal.put_on_hold,
                _("On hold. It waits here until it is taken up."),
            )
            return _step(request, goal, form, verb, said=said, name="hold")
        case State.ACTIVE if goal.state in (State.MAINTAINING, State.ACTIVE):
            said = _("It is worked on again. Nothing that was reached is lost.")
            return _step(request, goal, RelapseForm(request.POST), goal.relapse, said=said, name="relapse")
        case State.ACTIVE:
            return _step(request, goal, forms.Form(request.POST), goal.take_up, said=_("Taken up again."))
        case State.ACHIEVED:
            said = _("Reached: “%(goal)s”. That is worth a moment together.") % {"goal": goal.text}
            return _step(request, goal, forms.Form(request.POST), goal.achieve, said=said)
        case State.MAINTAINING:
            said = _("From now on it is kept going rather than worked on.")
            return _step(request, goal, forms.Form(request.POST), goal.maintain, said=said)
        case State.DROPPED:
            said = _("Let go, with the reason. That is a decision too.")
            return _step(request, goal, DropForm(request.POST), goal.drop, said=said, name="drop")
    raise Http404


@require_POST
@for_coach
def reviews(request: Request, goal_id: UUID) -> HttpResponse:
    """Looked at together [41]."""
    goal = led_row(request, Goal, goal_id)
    form = GoalReviewForm(request.POST, whole=whole_of(request, goal.trajectory))
    review = carry_out(request, form, partial(Review.of_goal, goal))
    if review is None:
        return goal_page(request, goal, review=form)
    messages.success(request, _("Looked at together; the next time is in about a month."))
    reword = "?reword=on#wording" if review.decision == Decision.REVISE else ""
    response = redirect("coach:goal", goal.pk)
    response["Location"] += reword
    return response


def _step(
    request: Request, goal: Goal, form: forms.Form, verb: Callable[..., Goal], *, said: str, name: str = "step"
) -> HttpResponse:
    if carry_out(request, form, verb) is None:
        return goal_page(request, goal, **{name: form})
    messages.success(request, said)
    return redirect("coach:goal", goal.pk)


def goal_page(request: Request, goal: Goal, **refused: forms.Form) -> HttpResponse:
    """Everything of a goal. A form that was refused stands where it was, as it was typed."""
    whole = whole_of(request, goal.trajectory, also=HELD_UP_BY)
    goal = whole.rows[Goal][goal.pk]
    shown: dict[str, forms.Form] = {
        "revision": _of_them(GoalRevisionForm(initial={name: getattr(goal, name) for name in WORDS})),
        "hold": HoldForm(), "relapse": RelapseForm(), "drop": DropForm(), "milestone": MilestoneForm(),
        "review": GoalReviewForm(whole=whole, initial={"progress": goal.progress, "achievement": goal.achievement}),
        "weekly": JointWeeklyGoalForm(),
    }  # fmt: skip
    weeks = whole.weekly_goals_of(goal)
    both = both_of(refused.get("revision"), theirs=goal.text)
    return work_page(
        request, "goal", whole, status=status_of(refused, both), both=both, goal=goal, refused=refused,
        owner=whole.people[goal.coachee_id].given_name if goal.coachee_id else "", how_far=how_far(goal),
        then=_then(goal), now=goal_line(whole, goal), milestones=milestones_of(whole, goal),
        weeks=list(reversed(weeks)), plot=plot(weeks),
        exercises=[each for each in reversed(whole.every(Exercise)) if each.goal_id == goal.pk],
        reviews=[review for review in reversed(whole.every(Review)) if review.goal_id == goal.pk],
        vision_of_goal=next((v for v in whole.visions if v.coachee_id in (None, goal.coachee_id)), None),
        thing=on_its_page(request, whole, goal, space="coach", refused=refused),
        is_rewording="reword" in request.GET,
        **{**shown, **refused},
    )  # fmt: skip


def _of_them(form: Form) -> Form:
    source = form.fields["source"]
    if isinstance(source, PickField):
        source.choices = SOURCES
    return form


def _then(goal: Goal) -> object:
    """The line at the start; None when there is nothing to lay beside today's."""
    return None if goal.progress_at_start is None else progress(goal.progress_at_start)


def milestones_of(whole: Whole, goal: Goal) -> list[Milestone]:
    """The next one first, then the others ahead, then those behind."""
    mine = [m for m in whole.every(Milestone) if m.goal_id == goal.pk]
    ahead = sorted((m for m in mine if m.state == "open"), key=lambda m: (m.due_on is None, m.due_on, m.pk))
    return [*ahead, *(m for m in mine if m.state != "open")]
