"""Where a messenger of the practice reaches me: given, shown to be mine by a code that was sent there, taken back."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.outbox.number import Number, TooOften
from handrail.reminders.choice import Channel, Choice
from handrail.web.acting import REFUSED, perform
from handrail.web.doors import for_coachee
from handrail.web.public.my_number_form import CodeForm, NumberForm, places_of
from handrail.web.public.my_reminders import page
from handrail.web.request import Request


@require_POST
@for_coachee
def number(request: Request) -> HttpResponse:
    """A code goes there. Until it is typed in here, everything comes by mail."""
    person, form = request.person, NumberForm(request.POST, places=places_of(request.person))
    if not form.is_valid():
        return page(request, status=REFUSED, number_form=form)
    text = _("{code} is your code. With it your reminders come here.")
    try:
        with transaction.atomic():
            Number.ask(
                practice_id=person.practice_id, person_id=person.pk, at=now(), subject=_("Your code"), text=text,
                **form.cleaned_data,
            )  # fmt: skip
    except TooOften:
        form.add_error("number", _("Three codes were sent today. Try again tomorrow."))
    except Refusal:
        form.add_error("number", _("That is neither a number with its country nor a name."))
    if form.errors:
        return page(request, status=REFUSED, number_form=form)
    return redirect("my-reminders")


@require_POST
@for_coachee
def code(request: Request) -> HttpResponse:
    person, form = request.person, CodeForm(request.POST)
    if form.is_valid() and not Number.show(person.pk, code=form.cleaned_data["code"], at=now()):
        form.add_error("code", _("That is not the code, or not any more. Ask for another one."))
    if not form.is_valid():
        return page(request, status=REFUSED, code_form=form)
    perform(request, partial(Choice.hear_by, person), channel=Channel.APPRISE.value)
    messages.success(request, _("Kept. Your reminders come there from now on."))
    return redirect("my-reminders")


@require_POST
@for_coachee
def removal(request: Request) -> HttpResponse:
    person = request.person
    with transaction.atomic():
        Number.forget(person.pk)
        if Choice.of(person).channel == Channel.APPRISE:
            perform(request, partial(Choice.hear_by, person), channel=Channel.EMAIL.value)
    return redirect("my-reminders")
