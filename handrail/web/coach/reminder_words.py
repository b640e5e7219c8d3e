"""What goes out in the coach's name to one client: read beforehand, and worded anew, kind by kind [81]."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.reminders.preview import Preview, previews, say
from handrail.trajectory.trajectory import Trajectory
from handrail.web.acting import REFUSED, carry_out
from handrail.web.doors import for_coach, found
from handrail.web.fields import WordsField
from handrail.web.request import Request


class SentenceForm(forms.Form):
    """Cleans to what `say` takes."""

    kind = forms.CharField(widget=forms.HiddenInput)
    text = WordsField(label=_("In my own words"), rows=2)

    def __init__(self, data: Any = None, *, preview: Preview) -> None:
        super().__init__(data, initial={"kind": preview.kind, "text": preview.own}, auto_id=f"{preview.kind}-%s")
        marks = ", ".join(f"{{{mark}}}" for mark in preview.marks)
        self.fields["text"].help_text = _("Empty: as Handrail says it. In braces may stand %(marks)s.") % {
            "marks": marks
        }


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def words(request: Request, trajectory_id: UUID, person_id: UUID) -> HttpResponse:
    trajectory = found(Trajectory.objects.led_by(request.person), trajectory_id)
    client = next((each for each in trajectory.coachees() if each.pk == person_id), None)
    if client is None:
        raise Http404
    shown = previews(trajectory, client, coach=request.person, at=now())
    if request.method != "POST":
        return _page(request, trajectory, client, shown)
    preview = next((each for each in shown if each.kind == request.POST.get("kind")), None)
    if preview is None:
        return _page(request, trajectory, client, shown, status=REFUSED)
    form = SentenceForm(request.POST, preview=preview)
    if carry_out(request, form, partial(say, trajectory)) is None:
        return _page(request, trajectory, client, shown, amiss=(preview.kind, form), status=REFUSED)
    return redirect(reverse("coach:reminder-words", args=[trajectory.pk, client.pk]) + f"#{preview.kind}")


def _page(
    request: Request, trajectory: Trajectory, client: Person, shown: list[Preview], *,
    amiss: tuple[str, forms.Form] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    each = [
        (preview, amiss[1] if amiss and amiss[0] == preview.kind else SentenceForm(preview=preview))
        for preview in shown
    ]
    context = {"trajectory": trajectory, "client": client, "each": each, "several": len(trajectory.coachees()) > 1}
    return render(request, "coach/reminder_words.html", context, status=status)
