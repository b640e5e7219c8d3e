"""The weekly report: drafted from the week, changed and sent by the client, kept while it is typed [74]."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.trajectory.check_in import CheckIn, Kind, State, open_period
from handrail.trajectory.draft import Draft
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.report import send, words_of
from handrail.trajectory.report_answer import concrete
from handrail.trajectory.report_draft import Tried, Week, draft
from handrail.trajectory.rhythm_week import OF_A_WEEK, week_of
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.check_in import period, running, to_the_newest
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one
from handrail.web.coachee.page import page
from handrail.web.drafts import draft_url
from handrail.web.fields import NumberField, ScaleField, WordsField
from handrail.web.notes import CONFLICT
from handrail.web.request import Request

NEEDED: dict[Any, Any] = {Vision: None, Goal: None, Milestone: None} | OF_A_WEEK
SUNDAY = timedelta(days=6)
PARTS = ("moved", "stuck", "next_step")


class ReportForm(forms.Form):
    """`report.send`: a percentage for each goal that ends with the week, and three parts in words."""

    moved = WordsField(label=_("What moved"), rows=5)
    stuck = WordsField(
        label=_("What got stuck"), hint=_("Say it as it is. It is where the two of you can help."), rows=4
    )
    next_step = WordsField(label=_("What is next"), rows=3)
    energy = ScaleField(label=_("My energy this week"), low=_("none"), high=_("plenty"))

    def __init__(self, data: Any = None, *, goals: Sequence[Tried], **given: Any) -> None:
        super().__init__(data, auto_id="report-%s", **given)
        self.goals = {f"percent-{goal.id}": goal for goal in goals if not goal.goes_on}
        for name, goal in self.goals.items():
            self.fields[name] = percent = NumberField(low=0, high=100, label=goal.text, hint=_ticked(goal))
            percent.required = False
            self.initial.setdefault(name, goal.percent)

    @property
    def percents(self) -> list[forms.BoundField]:
        return [self[name] for name in self.goals]

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in PARTS]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        percents = {goal.id: given[name] for name, goal in self.goals.items() if given.get(name) is not None}
        return {name: given.get(name, "") for name in PARTS} | {"energy": given.get("energy"), "percents": percents}


@dataclass(frozen=True)
class Sheet:
    """The report as it lies open: what the week held, what was sent of it, what is being written."""

    here: Whole
    monday: date
    week: Week
    sent: CheckIn | None
    # What was typed and not sent: of this week by part, and of a week before.
    drafts: dict[str, str] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        return fingerprint(words_of(self.sent))

    @property
    def words(self) -> dict[str, Any]:
        """What the form begins with: what is being typed, else what was sent, else what the week says."""
        drafted = draft(self.week)
        known = {name: getattr(self.sent or drafted, name) for name in PARTS} | self.drafts
        return known | ({"energy": self.sent.energy} if self.sent else {})


@require_safe
@for_consenting
def report_now(request: Request) -> HttpResponse:
    """The address without a name in it, for mails and bookmarks: the newest trajectory's."""
    return to_the_newest(request, "coachee:report")


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def report(request: Request, trajectory_id: UUID) -> HttpResponse:
    if request.method != "POST":
        sheet = _sheet(request, trajectory_id)
        return _page(request, sheet, ReportForm(goals=sheet.week.goals, initial=sheet.words))
    # The week that the form was about: it may have waited on a phone without a network.
    sheet = _sheet(request, trajectory_id, of=request.POST.get("period_on", ""))
    form = ReportForm(request.POST, goals=sheet.week.goals)
    sent = carry_out(
        request, form, send, trajectory=sheet.here.trajectory, period_on=sheet.monday,
        base=request.POST.get("base") or None,
    )  # fmt: skip
    if sent is None:
        return _refused(request, _sheet(request, trajectory_id), form)
    for name in PARTS:
        Draft.drop(request.person, _place(sheet, name))
    messages.success(request, _acknowledged(sent, sheet.here.trajectory.coach.given_name))
    return redirect("rhythm:check-in", trajectory_id, sent.pk)


@require_POST
@for_consenting
def omission(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Not this week: one tap, no reason. What was typed stays where it is."""
    here = running(request, trajectory_id)
    if carry_out(request, forms.Form(request.POST), CheckIn.skip, trajectory=here, kind=Kind.WEEKLY):
        messages.success(request, _now("Left out this week. That is fine."))
    return redirect("coachee:today")


@require_POST
@for_consenting
def win(request: Request, check_in_id: UUID) -> HttpResponse:
    """What went well in a report, kept in one tap [59]."""
    said = one(request, CheckIn, check_in_id, coachee=request.person, kind=Kind.WEEKLY, state=State.SUBMITTED)
    text = concrete(said.moved)
    if not text:
        raise Http404
    if not Win.objects.filter(trajectory=said.trajectory, coachee=request.person, text=text).exists():
        form = forms.Form(request.POST)
        carry_out(request, form, Win.add, trajectory=said.trajectory, coachee=request.person, text=text)
    messages.success(request, _now("Kept: “%(text)s”. It comes back when you look back.") % {"text": text})
    return redirect("coachee:wins", said.trajectory_id)


def _ticked(goal: Tried) -> str:
    if not goal.said or not goal.of:
        return _now("In per cent, as it feels. Left open, it is looked at later.")
    return _now("Ticked on %(days)d of %(of)d days; make it what it feels like, in per cent.") % {
        "days": goal.days, "of": goal.of,
    }  # fmt: skip


def _sheet(request: Request, trajectory_id: UUID, *, of: str = "") -> Sheet:
    """The open week, or the one a form was about. Whether anything may still be said of it is the noun's to say."""
    here = Whole.of_each([running(request, trajectory_id)], request.person, at=now(), nouns=NEEDED)[0]
    open_now = open_period(Kind.WEEKLY, here.today)
    monday = period(request, open_now) if of else open_now
    weekly = [each for each in here.every(CheckIn) if each.kind == Kind.WEEKLY and each.state == State.SUBMITTED]
    sent = next((each for each in weekly if each.period_on == monday), None)
    sheet = Sheet(here, monday, week_of(here, request.person.pk, monday=monday), sent)
    mine = Draft.objects.filter(person=request.person, trajectory=here.trajectory, place__startswith="report:")
    kept = {each.place: each.text for each in mine.order_by("pk") if each.text.strip()}
    now_typed = {name: kept.pop(place) for name in PARTS if (place := _place(sheet, name)) in kept}
    return Sheet(here, monday, sheet.week, sent, now_typed, tuple(kept.values()))


def _place(sheet: Sheet, name: str) -> str:
    return f"report:{sheet.here.trajectory.pk}:{sheet.monday}:{name}"


def _acknowledged(sent: CheckIn, coach: str) -> str:
    thing = concrete(sent.moved)
    if thing:
        return _now("Sent to %(coach)s, with “%(thing)s” in it.") % {"coach": coach, "thing": thing}
    return _now("Sent to %(coach)s.") % {"coach": coach}


def _refused(request: Request, sheet: Sheet, form: ReportForm) -> HttpResponse:
    """With every word that was typed; what was sent from elsewhere meanwhile stands above."""
    base = request.POST.get("base", "")
    has_two = bool(sheet.sent and base and base != sheet.base)
    return _page(request, sheet, form, has_two=has_two, status=CONFLICT if has_two else REFUSED)


def _page(
    request: Request, sheet: Sheet, form: ReportForm, *, has_two: bool = False, status: int = 200
) -> HttpResponse:
    here = sheet.here
    for name in PARTS:
        form.fields[name].widget.attrs |= {
            "data-draft-url": draft_url(_place(sheet, name), here.trajectory.pk),
            "data-kept-word": _now("Kept. Only you see it until you send it."),
        }
    return page(
        request, "report", trajectory=here.trajectory, place="today", status=status, form=form, sheet=sheet,
        sunday=sheet.monday + SUNDAY, has_two=has_two, today=here.today, **strip(here),
    )  # fmt: skip
