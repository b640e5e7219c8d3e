"""Bringing in a list: a file of people, goals and actions, taken in as a coach's record."""

from collections import Counter
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.intake.table import Table
from handrail.trajectory.intake.trouble import Refused, Unreadable
from handrail.trajectory.taking_in import take_in
from handrail.web.acting import REFUSED
from handrail.web.doors import for_coach_or_manager
from handrail.web.request import Request

# A page has to answer while somebody waits for it; the command takes files of any size.
LARGEST = 200_000
# So many refused lines are shown; beyond that something is wrong with all of them.
SHOWN = 200


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first."), "invalid": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"class": "input", "accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Table:
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if upload.size and upload.size > LARGEST:
            raise forms.ValidationError(
                _("This is a large one. Bring it in with “bin/handrail import”, or as several smaller files.")
            )
        try:
            table = Table(cast(BinaryIO, upload.file))
            table.reading()
            return table
        except Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from None


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach_or_manager
def import_people(request: Request) -> HttpResponse:
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    coach = _coach(request.person)
    context: dict[str, Any] = {"form": form, "coach": coach}
    if coach and form.is_bound and form.is_valid():
        return render(request, "manager/import.html", context | _taken_in(form.cleaned_data["file"], coach))
    return render(request, "manager/import.html", context, status=REFUSED if form.is_bound else 200)


def _coach(person: Person) -> Person | None:
    """Whose record it becomes: one's own where one coaches, else that of the coach who is here longest."""
    return person if person.is_coach else Person.objects.first_coach(person.practice_id)


def _taken_in(table: Table, coach: Person) -> dict[str, Any]:
    """Each line is in or out by itself, so the same file again goes on where a broken connection left off."""
    counts: Counter[str] = Counter()
    refused: list[Refused] = []
    for result in take_in(table.lines(), by=coach, at=now()):
        counts["refused" if isinstance(result, Refused) else result.value] += 1
        if isinstance(result, Refused) and len(refused) < SHOWN:
            refused.append(result)
    more = counts["refused"] - len(refused)
    return {"counts": counts, "refused": refused, "more": more, "left_out": table.left_out}
