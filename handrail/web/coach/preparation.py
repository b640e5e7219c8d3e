"""Preparing a session: one screen that says what moved, what got stuck, what they wrote and bring [13, 19]."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.said import Said
from handrail.practice.person import Person
from handrail.reminders.choice import PREPARE, Choice
from handrail.trajectory.kept import Selection
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.questions.bank import fitting
from handrail.trajectory.questions.question import Question
from handrail.trajectory.questions.situations import situations
from handrail.trajectory.sections import Section
from handrail.trajectory.session import Session
from handrail.trajectory.since_last import ROWS, SinceLast, Tried
from handrail.trajectory.stage_entry import Stage
from handrail.trajectory.whole import Whole
from handrail.web.acting import carry_out
from handrail.web.back import back
from handrail.web.coach.led import led_session
from handrail.web.coach.page import page, strip
from handrail.web.doors import for_coach
from handrail.web.percents import Plot, plot
from handrail.web.request import Request

HOUR, DAY = 60, 24 * 60
PRESENT = Selection("coach.preparation", ROWS)
OPENING_QUESTIONS = 3


def before(minutes: int) -> Said:
    """How long before a session, in words."""
    if minutes >= DAY:
        return _("a day before each session")
    if minutes >= HOUR:
        hours = minutes // HOUR
        return ngettext_lazy("an hour before each session", "%(n)d hours before each session", "n") % {"n": hours}
    return _("half an hour before each session")


@dataclass(frozen=True)
class PreparationPage:
    whole: Whole
    session: Session
    people: Sequence[Person]

    @cached_property
    def since(self) -> SinceLast:
        return SinceLast(self.whole, self.session)

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.people)

    @property
    def given_names(self) -> str:
        return ", ".join(person.given_name for person in self.people)

    @property
    def number(self) -> int | None:
        landing = self.whole.landing(self.session)
        return landing.number if landing else None

    @property
    def said(self) -> list[tuple[str, Preparation]]:
        """What each brings; by name where there are several."""
        names: dict[UUID | None, str] = {person.pk: person.given_name for person in self.people}
        several = len(self.people) > 1
        return [(names.get(each.coachee_id, "") if several else "", each) for each in self.since.said]

    @property
    def tried(self) -> list[tuple[Tried, Plot | None]]:
        return [(each, plot(each.reviewed)) for each in self.since.tried]

    @property
    def questions(self) -> Sequence[Question]:
        stages = [Stage(entry.stage) for entry in self.since.stages]
        return fitting(
            Section.OPENING, situations=situations(self.since), stages=stages, number=OPENING_QUESTIONS,
            turn=self.number or 0,
        )  # fmt: skip


class MailForm(forms.Form):
    """`Choice.prepare`."""

    minutes = forms.TypedChoiceField(
        label=_("Mail me what there is to know"), coerce=int, empty_value=None, required=False,
        choices=[("", _("No, thank you")), *[(minutes, before(minutes)) for minutes in PREPARE]],
        widget=forms.Select(attrs={"class": "input short"}),
    )  # fmt: skip


@require_POST
@for_coach
def preparation_mail(request: Request) -> HttpResponse:
    """For all of a coach's sessions; asked for, or not wanted any more, on the page of one."""
    form = MailForm(request.POST)
    if carry_out(request, form, partial(Choice.prepare, request.person)) is None:
        messages.error(request, _now("Choose one of what is offered."))
    else:
        messages.success(request, _now("Kept. So it is for every session from now on."))
    return redirect(back(request, otherwise=reverse("coach:clients")))


@require_safe
@for_coach
def preparation(request: Request, session_id: UUID) -> HttpResponse:
    trajectory, people = led_session(request, session_id)
    whole = Whole.of_some(trajectory, request.person, at=now(), rows=PRESENT)
    session = whole.rows[Session][session_id]
    shown = PreparationPage(whole, session, people)
    return page(
        request, "preparation", trajectory=trajectory, session=session, whole=whole, shown=shown, today=whole.today,
        mail_form=MailForm(initial={"minutes": Choice.of(request.person).prepare_minutes}),
        **whole.once("strip", lambda: strip(whole)),
    )  # fmt: skip
