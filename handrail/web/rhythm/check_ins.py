"""What the client said between sessions, and what the coach answered: the same page for both [77, 82]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.trajectory.check_in import CheckIn, Kind, State, open_period
from handrail.trajectory.draft import Draft
from handrail.trajectory.measuring import Plot, Taken, plot
from handrail.trajectory.report_answer import Said, concrete, proposed_answer
from handrail.trajectory.rhythm_week import next_session_on
from handrail.trajectory.session import Session
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.web.acting import REFUSED, carry_out
from handrail.web.back import back
from handrail.web.coach.waiting import report_after
from handrail.web.drafts import begun, draft_url
from handrail.web.fields import DayField, WordsField
from handrail.web.request import Request
from handrail.web.rhythm.frame import looking_back, page, reached, read, row_of

# As many as one page shows; a link leads on to what was before.
AT_ONCE = 30
SUNDAY = timedelta(days=6)
TEN = Decimal(10)
TICKED = ("weekly_goal", "habit")


@dataclass(frozen=True)
class Entry:
    """One check-in or report as the list tells it."""

    row: CheckIn
    # Whose it is, where several take part.
    by: str
    # What was ticked that day.
    kept: tuple[str, ...]
    not_kept: tuple[str, ...]

    @property
    def is_report(self) -> bool:
        return self.row.kind == Kind.WEEKLY

    @property
    def is_skipped(self) -> bool:
        return self.row.state == State.SKIPPED

    @property
    def ends_on(self) -> date:
        return self.row.period_on + SUNDAY


class AnswerForm(forms.Form):
    """`CheckIn.answer`, begun with a few words that are the coach's to change."""

    text = WordsField(label=gettext_lazy("Your answer"), rows=7)


@require_safe
@looking_back
def check_ins(request: Request, trajectory: Trajectory) -> HttpResponse:
    """Newest first. What was not said leaves no gap: nobody counts."""
    before = _before(request)
    here = read(request, trajectory, {CheckIn: lambda rows, today: _page_of(rows, before)})
    shown = sorted(here.every(CheckIn), key=lambda row: (row.period_on, row.kind, row.pk), reverse=True)
    entries = _entries(request, here, shown[:AT_ONCE])
    return page(
        request, "check_ins", here, entries=entries, earlier=shown[AT_ONCE - 1].period_on if shown[AT_ONCE:] else None,
        energies=_energies(here, shown), is_newest=before is None,
    )  # fmt: skip


@require_safe
@looking_back
def check_in(request: Request, trajectory: Trajectory, check_in_id: UUID) -> HttpResponse:
    return _one(request, row_of(request, trajectory, CheckIn, check_in_id))


@require_POST
@looking_back
def answer(request: Request, trajectory: Trajectory, check_in_id: UUID) -> HttpResponse:
    """The coach's word on it. To others this is no address."""
    row, form = row_of(request, trajectory, CheckIn, check_in_id), AnswerForm(request.POST)
    if not trajectory.is_led_by(request.person) or row.state == State.SKIPPED:
        raise Http404
    if carry_out(request, form, row.answer) is None:
        return _one(request, row, form)
    Draft.drop(request.person, _place(row))
    messages.success(request, _("Answered. It stands on your client’s Today."))
    return redirect(back(request, otherwise=reverse("rhythm:check-in", args=[trajectory.pk, row.pk])))


def _one(request: Request, row: CheckIn, form: AnswerForm | None = None) -> HttpResponse:
    nouns: dict[Any, Any] = {
        CheckIn: lambda rows, today: rows.filter(pk=row.pk), Session: None,
        Win: lambda rows, today: rows.filter(coachee=row.coachee_id),
    }  # fmt: skip
    here = read(request, row.trajectory, nouns)
    row = here.rows[CheckIn][row.pk]
    thing, mine = concrete(row.moved), row.coachee_id == request.person.pk
    return page(
        request, "check_in", here, status=REFUSED if form else 200, entry=_entries(request, here, [row])[0],
        form=form or _answering(request, here, row), has_answer=bool(row.reply),
        writer=_name(here, row.coachee_id),
        is_open=mine and row.period_on == open_period(row.kind, here.today),
        onward=_onward(request, row),
        win="" if not mine or any(win.text == thing for win in here.every(Win)) else thing,
    )  # fmt: skip


def _onward(request: Request, row: CheckIn) -> str:
    """Who came from the start page goes on to the next report there, and from the last one back."""
    if request.method == "POST":
        return back(request, otherwise="")
    is_on_the_way = request.GET.get("back") == reverse("coach:morning") and row.trajectory.is_led_by(request.person)
    return report_after(request.person, row, at=now()) if is_on_the_way else ""


def _answering(request: Request, here: Whole, row: CheckIn) -> AnswerForm | None:
    """What was begun, what was sent, or what the report itself suggests; for its coach only."""
    if not here.trajectory.is_led_by(request.person) or row.state == State.SKIPPED:
        return None
    text, _base, _is_draft = begun(request.person, place=_place(row), text=row.reply)
    form = AnswerForm(initial={"text": text or _proposed(here, row)})
    form.fields["text"].widget.attrs |= {
        "data-draft-url": draft_url(_place(row), here.trajectory.pk), "data-kept-word": _("Kept as a draft"),
    }  # fmt: skip
    return form


def _proposed(here: Whole, row: CheckIn) -> str:
    said = Said(
        _name(here, row.coachee_id), row.moved or row.line, row.stuck, row.next_step, session_on=next_session_on(here)
    )
    return proposed_answer(said)


def _place(row: CheckIn) -> str:
    return f"answer:{row.pk}"


def _entries(request: Request, here: Whole, rows: Sequence[CheckIn]) -> list[Entry]:
    """With what was ticked on the days of the daily ones; a report has told it in words."""
    days = {row.period_on for row in rows if row.kind == Kind.DAILY}
    ticked: dict[tuple[date, UUID | None, bool], list[str]] = {}
    for tick in reached(request, here.trajectory, Tick).filter(ticked_on__in=days).select_related(*TICKED).in_order():
        of = tick.weekly_goal or tick.habit
        ticked.setdefault((tick.ticked_on, tick.coachee_id, tick.kept), []).append(of.text if of else "")
    return [_entry(here, row, ticked if row.kind == Kind.DAILY else {}) for row in rows]


def _entry(here: Whole, row: CheckIn, ticked: Mapping[tuple[date, UUID | None, bool], list[str]]) -> Entry:
    kept, not_kept = (
        tuple(ticked.get((row.period_on, row.coachee_id, was), []) + ticked.get((row.period_on, None, was), []))
        for was in (True, False)
    )
    return Entry(row, _name(here, row.coachee_id), kept, not_kept)


def _energies(here: Whole, shown: Sequence[CheckIn]) -> list[tuple[str, Plot]]:
    """Energy over time, a line for each person."""
    people = sorted({row.coachee_id for row in shown if row.coachee_id}, key=str)
    drawn = [(_name(here, person), plot(_energy_of(shown, person), low=Decimal(0), high=TEN)) for person in people]
    return [(name, each) for name, each in drawn if each and len(each.points) > 1]


def _energy_of(shown: Sequence[CheckIn], person: UUID) -> list[Taken]:
    mine = [row for row in shown if row.coachee_id == person and row.energy is not None]
    return [Taken(row.period_on, Decimal(row.energy or 0), row.line) for row in mine]


def _name(here: Whole, person: UUID | None) -> str:
    return here.people[person].given_name if person in here.people else ""


def _before(request: Request) -> date | None:
    try:
        day: date | None = DayField(required=False).clean(request.GET.get("before", ""))
    except forms.ValidationError:
        return None
    return day


def _page_of(rows: Any, before: date | None) -> Any:
    earlier = rows.filter(period_on__lt=before) if before else rows
    return earlier.order_by("-period_on", "-pk")[: AT_ONCE + 1]
