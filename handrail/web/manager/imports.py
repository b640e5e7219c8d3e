"""Bringing in a list: it is brought, looked at with what it would do, and only then taken in."""

from collections import Counter
from typing import Any, BinaryIO, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.header import Told
from handrail.trajectory.intake.table import Table
from handrail.trajectory.intake.trouble import Refused, Trouble, Unreadable
from handrail.trajectory.taking_in import take_in
from handrail.trajectory.upload import LARGEST, Upload
from handrail.web.acting import REFUSED
from handrail.web.doors import for_coach_or_manager, found
from handrail.web.manager.import_asked import ENCODINGS, ORDER_LABELS, choices, place_of, said, told_in
from handrail.web.manager.import_preview import LINES, opened, preview
from handrail.web.request import Request

# So many refused lines of what was taken in are kept to be shown; the look before shows all.
SHOWN = 500


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV or XLSX, as your spreadsheet saves it; contacts as Google or Outlook export them."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first."), "invalid": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"class": "input", "accept": ".csv,.tsv,.txt,.xlsx,.xlsm,text/csv"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            if upload.size and upload.size > LARGEST:
                raise Unreadable(Trouble.TOO_MANY_LINES)
            Table(cast(BinaryIO, upload.file), most=LINES)
        except Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from None
        return upload


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach_or_manager
def import_people(request: Request) -> HttpResponse:
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    coach = _coach(request.person)
    if coach and form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        file.seek(0)
        kept = Upload.keep(request.person, name=file.name or "", content=file.read(), at=now())
        return redirect("manager:import-waiting", upload_id=kept.pk)
    mine = Upload.objects.of(request.person, at=now())
    waiting = mine.filter(result__isnull=True).defer("content").order_by("-kept_at")
    context = {"form": form, "coach": coach, "waiting": waiting}
    return render(request, "manager/import.html", context, status=REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach_or_manager
def waiting(request: Request, upload_id: UUID) -> HttpResponse:
    """A list that was brought: what it would do, and the yes to it; afterwards what came of it."""
    upload = found(Upload.objects.of(request.person, at=now()), upload_id)
    coach = _coach(request.person)
    if coach is None:
        return redirect("manager:import")
    if request.method == "POST" and "away" in request.POST:
        upload.delete()
        return redirect("manager:import")
    if upload.result is not None:
        return render(request, "manager/import_done.html", {"upload": upload, "result": upload.result})
    if request.method == "POST" and _taken_in(upload, told_in(request.POST), coach):
        return redirect("manager:import-waiting", upload_id=upload.pk)
    return _shown(request, upload, coach)


def _shown(request: Request, upload: Upload, coach: Person) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {"upload": upload, "coach": coach, "orders": ORDER_LABELS, "encodings": ENCODINGS}
    try:
        seen = preview(upload, told_in(given), coach=coach, at=now())
        context |= {"seen": seen, "said": list(said(seen.table)), "place": list(place_of(seen.table))}
        context |= {"choices": choices(seen.table), "ours": Column.choices, "trouble": seen.trouble}
        context["refused"] = [_told(refused, seen.table) for refused in seen.refused]
    except Unreadable as unreadable:
        context["trouble"] = unreadable
    status = REFUSED if request.method == "POST" else 200
    return render(request, "manager/import_waiting.html", context, status=status)


def _taken_in(upload: Upload, told: Told, coach: Person) -> bool:
    """Each line is in or out by itself, and known again: a second yes changes nothing."""
    try:
        table = opened(upload, told)
        reading = table.reading()
    except Unreadable:
        return False
    counts: Counter[str] = Counter()
    refused: list[Refused] = []
    for result in take_in(table.read_by(reading), by=coach, at=now()):
        counts["refused" if isinstance(result, Refused) else result.value] += 1
        if isinstance(result, Refused) and len(refused) < SHOWN:
            refused.append(result)
    more = counts["refused"] - len(refused)
    upload.finish({"counts": counts, "refused": [_told(each, table) for each in refused], "more": more})
    return True


def _told(refused: Refused, table: Table) -> tuple[int, str, str, str]:
    return refused.line, table.header.called(refused.column), refused.shown, str(refused.reason.label)


def _coach(person: Person) -> Person | None:
    """Whose record it becomes: one's own where one coaches, else that of the coach who is here longest."""
    return person if person.is_coach else Person.objects.first_coach(person.practice_id)
