"""The coach's calendar: a file brought and looked at before it comes in, addresses that are looked at by themselves,
and what waits for a decision."""

from collections import Counter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.clock import now
from handrail.lib.fetching import CannotFetch
from handrail.lib.refusal import OutOfRange
from handrail.trajectory.calendars.carry import Outcome, carry_out
from handrail.trajectory.calendars.deciding import decide
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.calendars.subscription import MOST, Subscription
from handrail.trajectory.calendars.taking_in import read_for
from handrail.trajectory.intake.trouble import Unreadable
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.upload import LARGEST, Upload, What
from handrail.web.acting import REFUSED
from handrail.web.coach.calendar_preview import SHOWN, Preview, decision, preview
from handrail.web.coach.page import page
from handrail.web.doors import for_coach, found
from handrail.web.request import Request

CALENDAR = "calendar"


class CalendarForm(forms.Form):
    file = forms.FileField(
        label=_("The calendar"),
        help_text=_("An .ics file, as Google, Outlook and Apple export it; or an invitation."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first."), "invalid": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"class": "input", "accept": ".ics,.ical,.ifb,text/calendar"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if upload.size and upload.size > LARGEST:
            raise forms.ValidationError(
                _("This is a large one. Bring it in with “bin/handrail import”, or export fewer years.")
            )
        return upload


class AddressForm(forms.Form):
    url = forms.CharField(
        label=_("Its secret address"),
        help_text=_("In Google: “Secret address in iCal format”. In Outlook: publish it, then the ICS link. "
                    "It begins with https:// or webcal://, and whoever has it reads your calendar."),
        error_messages={"required": _("Paste the address first.")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false",
                                      "inputmode": "url"}),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def calendar(request: Request) -> HttpResponse:
    """Bring in a file."""
    if request.method != "POST":
        return _calendar_page(request)
    form = CalendarForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            read_for(request.person, content, at=now())
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            # With what its events will be known by is made here, so that looking writes nothing.
            IntakeKey.of(request.person.practice_id)
            name = form.cleaned_data["file"].name or ""
            kept = Upload.keep(request.person, name=name, content=content, at=now(), what=What.CALENDAR)
            return redirect("coach:calendar-file", file_id=kept.pk)
    return _calendar_page(request, file_form=form)


def _calendar_page(request: Request, **refused: forms.Form) -> HttpResponse:
    coach = request.person
    subscriptions = list(Subscription.objects.of(coach))
    return page(
        request, CALENDAR, status=REFUSED if refused else 200, subscriptions=subscriptions,
        has_room=len(subscriptions) < MOST, to_decide=_to_decide(request), waiting=_waiting(request),
        **{"file_form": CalendarForm(), "address_form": AddressForm(), **refused},
    )  # fmt: skip


def _to_decide(request: Request) -> list[tuple[KnownEvent, str]]:
    waiting = list(KnownEvent.to_decide(request.person))
    return [(row, _names(row)) for row in waiting]


def _waiting(request: Request) -> Any:
    brought = Upload.objects.of(request.person, at=now(), what=What.CALENDAR)
    return brought.filter(result__isnull=True).defer("content").order_by("-kept_at")


def _names(row: KnownEvent) -> str:
    return ", ".join(person.name for person in row.session.trajectory.coachees()) if row.session else ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def calendar_file(request: Request, file_id: UUID) -> HttpResponse:
    """A calendar that was brought: what it would do, and the yes to it; afterwards what came of it."""
    upload = found(Upload.objects.of(request.person, at=now(), what=What.CALENDAR), file_id)
    if upload.result is not None:
        return page(request, "calendar_done", upload=upload, result=upload.result)
    if request.method == "POST" and "away" in request.POST:
        upload.delete()
        return redirect("coach:calendar")
    try:
        shown = preview(bytes(upload.content), coach=request.person, at=now(), given=request.POST)
    except Unreadable:
        raise Http404 from None
    if request.method == "POST" and "again" not in request.POST:
        upload.finish(_taken_in(request, shown))
        return redirect("coach:calendar-file", file_id=upload.pk)
    return page(request, "calendar_file", upload=upload, seen=shown)


def _taken_in(request: Request, shown: Preview) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    refused: list[tuple[str, str]] = []
    for step, outcome in carry_out(shown.plan, by=request.person, decide=decision(request.POST)):
        counts[outcome.value] += 1
        if outcome == Outcome.REFUSED and len(refused) < SHOWN:
            when = step.starts_at.astimezone(ZoneInfo(request.person.zone))
            refused.append((date_format(when, "l j F Y, H:i"), str(step.what.label)))
    return {"counts": counts, "refused": refused}


@require_POST
@for_coach
def subscriptions(request: Request) -> HttpResponse:
    """Look at this address from now on."""
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            Subscription.begin(request.person, at=now(), url=form.cleaned_data["url"])
        except CannotFetch:
            form.add_error("url", _now("Handrail goes to https:// and webcal:// addresses only, without a password."))
        except OutOfRange:
            form.add_error("url", _now("These are as many as there may be. End one first."))
        else:
            messages.success(request, _now("It is looked at in a moment, and every hour from then on."))
            return redirect("coach:calendar")
    return _calendar_page(request, address_form=form)


@require_POST
@for_coach
def subscription(request: Request, subscription_id: UUID) -> HttpResponse:
    """Look there no more. What came in stays."""
    found(Subscription.objects.of(request.person), subscription_id).delete()
    messages.success(request, _now("It is not looked at any more. What came in stays."))
    return redirect("coach:calendar")


@require_POST
@for_coach
def event(request: Request, event_id: UUID) -> HttpResponse:
    """What the calendar would have with a session that has words on it: followed, or not."""
    row = found(KnownEvent.to_decide(request.person), event_id)
    followed = request.POST.get("wanted") == "follow"
    if decide(row, by=request.person, at=now(), follow=followed):
        said = _now("Done, as the calendar says.") if followed else _now("It stays as it is.")
        messages.success(request, said)
    else:
        messages.info(request, _now("This has moved on meanwhile. Look at it as it is now."))
    return redirect("coach:calendar")
