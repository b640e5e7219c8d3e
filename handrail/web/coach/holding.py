"""While a session is on: its arc re-arranged, weeks looked back on, cards written, goals set. Every form leads back to
the section it stands in; refused, the page is shown with that section open and everything as it was typed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda_item import AgendaItem
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.exploration import Card
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.sections import Section
from handrail.trajectory.session import Session
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.action_forms import JointActionForm
from handrail.web.coach.around import those_of
from handrail.web.coach.cards import CardSheet, quietly, write_card
from handrail.web.coach.led import led_row
from handrail.web.coach.sessions import session_page
from handrail.web.doors import for_coach, found
from handrail.web.goal_forms import GoalReviewForm, MilestoneForm
from handrail.web.holding_forms import AgainForm, ArrangeForm, NewGoalForm
from handrail.web.notes import CONFLICT
from handrail.web.request import Request
from handrail.web.things import NOUNS, Step, explained, made_smaller, planned, rated
from handrail.web.weekly_goal_forms import JointWeeklyGoalForm, WeeklyReviewForm


def _step(
    request: Request, one: Session, part: str, form: forms.Form, verb: Callable[..., Any], *, name: str, said: str = "",
    of: Any = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """One form of one section."""
    if carry_out(request, form, verb, **given) is None:
        refused: dict[str, Any] = {name: form}
        return session_page(request, one, part=part, **refused)
    if said:
        messages.success(request, said)
    return redirect(at_part(one, part, of=of))


def at_part(one: Session, part: str, *, of: Any = None) -> str:
    """The section, and the thing in it that has a question left."""
    row = f"&of={of.pk}" if of else ""
    return f"{reverse('coach:session', args=[one.pk])}?part={part}{row}#part-{part}"


def _here(request: Request, one: Session, noun: type[Any], row_id: UUID) -> Any:
    """A row of those who meet in this session: what is another's in a group is not talked about here."""
    theirs = noun.reached_by(request.person).filter(trajectory=one.trajectory)
    return found(theirs.filter(Q(coachee=None) | Q(coachee=one.coachee_id)) if one.coachee_id else theirs, row_id)


def _together(form: forms.Form, whose: UUID | None) -> UUID | None:
    """Whose word it also was: the client's, where the two agreed it in the room."""
    return whose if form.is_valid() and form.cleaned_data.get("agreed") else None


@require_POST
@for_coach
def agenda(request: Request, session_id: UUID) -> HttpResponse:
    """Longer, shorter, left out, brought in, earlier or later."""
    one, form = led_row(request, Session, session_id), ArrangeForm(request.POST)
    part = request.POST.get("section", "")
    return _step(request, one, part, form, partial(AgendaItem.arrange, one), name=f"arrange-{part}")


@require_POST
@for_coach
def week_review(request: Request, session_id: UUID, weekly_goal_id: UUID) -> HttpResponse:
    one, form = led_row(request, Session, session_id), WeeklyReviewForm(request.POST)
    week: WeeklyGoal = _here(request, one, WeeklyGoal, weekly_goal_id)
    said = _("Looked back on “%(week)s”. What was learned stays.") % {"week": week.text}
    return _step(request, one, Section.WEEKLY_GOALS, form, week.review, name=f"review-{week.pk}", said=said)


@require_POST
@for_coach
def week_again(request: Request, session_id: UUID, weekly_goal_id: UUID) -> HttpResponse:
    """One more week: the same, smaller or bigger, as its size was found [23]."""
    one, form = led_row(request, Session, session_id), AgainForm(request.POST)
    week: WeeklyGoal = _here(request, one, WeeklyGoal, weekly_goal_id)
    return _step(
        request, one, Section.WEEKLY_GOALS, form, week.again, name=f"again-{week.pk}",
        said=_("Agreed for the next week."), on_behalf_of_id=week.coachee_id,
    )  # fmt: skip


@require_POST
@for_coach
def goal_review(request: Request, session_id: UUID, goal_id: UUID) -> HttpResponse:
    one = led_row(request, Session, session_id)
    goal: Goal = _here(request, one, Goal, goal_id)
    whole = Whole.of(one.trajectory, request.person, at=now(), nouns=(Session,))
    form = GoalReviewForm(request.POST, whole=whole)
    said = _("Looked at together; the next time is in about a month.")
    part, name = Section.THREE_MONTH_GOALS, f"goal-review-{goal.pk}"
    return _step(request, one, part, form, partial(Review.of_goal, goal), name=name, said=said)


@require_POST
@for_coach
def card(request: Request, session_id: UUID, person_id: UUID, card: str) -> HttpResponse:
    one = led_row(request, Session, session_id)
    person = next((each for each in those_of(one) if each.pk == person_id), None)
    if person is None or card not in Card.values:
        raise Http404
    written = write_card(request, one, person, Card(card))
    if "X-Quiet" in request.headers:
        return quietly(written)
    if isinstance(written, CardSheet):
        refused: dict[str, Any] = {written.name: written}
        answer = session_page(request, one, part=Section.GENERATIVE, **refused)
        answer.status_code = CONFLICT if written.both else REFUSED
        return answer
    return redirect(at_part(one, Section.GENERATIVE))


@require_POST
@for_coach
def actions(request: Request, session_id: UUID) -> HttpResponse:
    one = led_row(request, Session, session_id)
    whole = Whole.of(one.trajectory, request.person, at=now(), nouns=(Session, Goal))
    form = JointActionForm(request.POST, whole=whole, coachees=those_of(one))
    owner = form.cleaned_data.get("owner") if form.is_valid() else None
    whose = _together(form, owner.pk if owner and owner != request.person else None)
    verb = partial(Action.propose, one.trajectory)
    return _step(request, one, Section.GOAL_SETTING, form, verb, name="action", on_behalf_of_id=whose)


@require_POST
@for_coach
def weekly_goals(request: Request, session_id: UUID, goal_id: UUID) -> HttpResponse:
    one, form = led_row(request, Session, session_id), JointWeeklyGoalForm(request.POST)
    goal: Goal = _here(request, one, Goal, goal_id)
    verb, whose = partial(WeeklyGoal.propose, goal), _together(form, goal.coachee_id)
    return _step(request, one, Section.GOAL_SETTING, form, verb, name=f"week-{goal.pk}", on_behalf_of_id=whose)


@require_POST
@for_coach
def steps(request: Request, session_id: UUID, goal_id: UUID) -> HttpResponse:
    one, form = led_row(request, Session, session_id), MilestoneForm(request.POST)
    goal: Goal = _here(request, one, Goal, goal_id)
    return _step(request, one, Section.GOAL_SETTING, form, partial(Milestone.add, goal), name=f"step-{goal.pk}")


@require_POST
@for_coach
def goals(request: Request, session_id: UUID) -> HttpResponse:
    """Another three-month goal; it begins once the client makes it theirs."""
    one = led_row(request, Session, session_id)
    form, verb = NewGoalForm(request.POST, people=those_of(one)), partial(_with_step, one)
    said = _("Proposed. A goal begins once your client makes it theirs.")
    return _step(request, one, Section.GOAL_SETTING, form, verb, name="goal", said=said)


def _with_step(one: Session, *, by: Person, at: datetime, step: str, **goal: Any) -> Goal:
    proposed = Goal.propose(one.trajectory, by=by, at=at, **goal)
    if step.strip():
        Milestone.add(proposed, by=by, at=at, text=step)
    return proposed


@require_POST
@for_coach
def smaller(request: Request, session_id: UUID, of: str, of_id: UUID) -> HttpResponse:
    one = led_row(request, Session, session_id)
    about = _about(request, one, of, of_id)
    # From where it stands: beside what came in open, or beside what was agreed here.
    came_in = isinstance(about, Action) and about.session_id != one.pk
    part = Section.OPENING if came_in else Section.GOAL_SETTING
    return _taken(request, one, made_smaller(request.POST, about, session=one), of=about, part=part)


@require_POST
@for_coach
def scale(request: Request, session_id: UUID, of: str, of_id: UUID) -> HttpResponse:
    """As the client says it."""
    one = led_row(request, Session, session_id)
    about = _about(request, one, of, of_id)
    return _taken(request, one, rated(request.POST, about, session=one), of=about)


@require_POST
@for_coach
def reasons(request: Request, session_id: UUID, scale_answer_id: UUID) -> HttpResponse:
    one = led_row(request, Session, session_id)
    answer: ScaleAnswer = _here(request, one, ScaleAnswer, scale_answer_id)
    return _taken(request, one, explained(request.POST, answer), of=answer.about)


@require_POST
@for_coach
def plans(request: Request, session_id: UUID, of: str, of_id: UUID) -> HttpResponse:
    one = led_row(request, Session, session_id)
    about = _about(request, one, of, of_id)
    return _taken(request, one, planned(request.POST, about), of=about)


@require_POST
@for_coach
def plan(request: Request, session_id: UUID, coping_plan_id: UUID) -> HttpResponse:
    """Let go: it did not fit."""
    one, form = led_row(request, Session, session_id), forms.Form(request.POST)
    row: CopingPlan = _here(request, one, CopingPlan, coping_plan_id)
    return _step(request, one, Section.GOAL_SETTING, form, row.let_go, name="plan")


def _taken(request: Request, one: Session, step: Step, *, of: Any, part: str = Section.GOAL_SETTING) -> HttpResponse:
    """In the client's name: the two agreed it in the room."""
    return _step(
        request, one, part, step.form, step.verb, name=step.name, said=step.said, of=of if step.has_more else None,
        on_behalf_of_id=of.coachee_id,
    )  # fmt: skip


def _about(request: Request, one: Session, of: str, of_id: UUID) -> Any:
    if of not in NOUNS:
        raise Http404
    return _here(request, one, NOUNS[of], of_id)
