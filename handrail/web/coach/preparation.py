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
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.said import Said
from handrail.practice.person import Person
from handrail.reminders.choice import PREPARE, Choice
from handrail.trajectory.intention import Intention
from handrail.trajectory.kept import Selection
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.questions.bank import fitting
from handrail.trajectory.questions.situations import situations
from handrail.trajectory.sections import Section
from handrail.trajectory.session import Session, State
from handrail.trajectory.since_last import ROWS, SinceLast
from handrail.trajectory.stage_entry import Stage
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.back import back
from handrail.web.coach.led import led_row, led_session
from handrail.web.coach.page import page, strip
from handrail.web.doors import for_coach
from handrail.web.request import Request

HOUR, DAY = 60, 24 * 60
PRESENT = Selection("coach.preparation", ROWS)
# So many are offered beside those that were chosen already.
OFFERED = 4


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
    def who(self) -> str:
        """As one speaks of them: Amina, Emil and Jonas."""
        return get_text_list([person.given_name for person in self.people], _now("and"))

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

    def offered(self, chosen: Sequence[str]) -> list[tuple[str, str, bool]]:
        """Questions to begin with, each with a way of listening, and whether it is taken along [14]."""
        fit = self.whole.once(("fitting", self.session.pk), self._fitting)
        others = [(text, mirror, False) for text, mirror in fit if text not in chosen]
        mirrors = dict(fit)
        return [*((text, mirrors.get(text, ""), True) for text in chosen), *others][: max(OFFERED, len(chosen))]

    def _fitting(self) -> list[tuple[str, str]]:
        stages = [Stage(entry.stage) for entry in self.since.stages]
        found = fitting(
            Section.OPENING, situations=situations(self.since), stages=stages, number=OFFERED, turn=self.number or 0
        )
        return [(str(each.text), str(each.mirror.label) if each.mirror else "") for each in found]


MAIL_ME = _("Mail me what there is to know")
MAILED = [(None, _("No, thank you")), *[(minutes, before(minutes)) for minutes in PREPARE]]


class MailForm(forms.Form):
    """`Choice.prepare`."""

    minutes = forms.TypedChoiceField(
        label=MAIL_ME, coerce=int, empty_value=None, required=False, choices=MAILED
    )  # fmt: skip


class ChosenField(forms.MultipleChoiceField):
    """Whatever wording was offered when the page was drawn."""

    def valid_value(self, value: str) -> bool:
        return True


class IntentionForm(forms.Form):
    """`Intention.keep`."""

    text = forms.CharField(label=_("How I want to be there"), required=False)
    questions = ChosenField(label=_("Two or three to begin with"), required=False)

    @classmethod
    def of(cls, kept: Intention | None) -> "IntentionForm":
        return cls(initial={"text": kept.text, "questions": kept.openers} if kept else {})

    @property
    def chosen(self) -> list[str]:
        return [str(each) for each in self["questions"].value() or []]


@require_POST
@for_coach
def intention(request: Request, session_id: UUID) -> HttpResponse:
    row, form = led_row(request, Session, session_id), IntentionForm(request.POST)
    if carry_out(request, form, Intention.keep, session=row) is None:
        return _page(request, session_id, form=form, status=REFUSED)
    messages.success(request, _now("Kept for you. The questions stand at the beginning of the session."))
    return redirect(reverse("coach:preparation", args=[session_id]))


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
    return _page(request, session_id)


def _page(request: Request, session_id: UUID, *, form: IntentionForm | None = None, status: int = 200) -> HttpResponse:
    trajectory, people = led_session(request, session_id)
    whole = Whole.of_some(trajectory, request.person, at=now(), rows=PRESENT)
    session = whole.rows[Session][session_id]
    shown = PreparationPage(whole, session, people)
    form = form or IntentionForm.of(shown.since.intention)
    return page(
        request, "preparation", trajectory=trajectory, session=session, whole=whole, shown=shown, today=whole.today,
        form=form, offered=shown.offered(form.chosen), status=status,
        can_intend=session.is_ahead or session.state == State.IN_PROGRESS,
        mailed=Choice.of(request.person).prepare_minutes, mail_choices=MAILED, mail_label=MAIL_ME,
        **whole.once("strip", lambda: strip(whole)),
    )  # fmt: skip
