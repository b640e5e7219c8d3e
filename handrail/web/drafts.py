"""Drafts: what is being written is kept by the server, for its author alone, until it becomes a version."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.trajectory import Trajectory
from handrail.web.acting import REFUSED
from handrail.web.doors import for_anyone_here, found
from handrail.web.request import Request
from handrail.web.sheet import written_sheet


class DraftForm(forms.Form):
    """What the page sends by itself: no person reads an error of this one."""

    place = forms.CharField(max_length=120)
    trajectory = forms.UUIDField()
    text = forms.CharField(required=False, strip=False)
    base = forms.CharField(required=False, max_length=16)
    # Which page it is open on, and what that showed (`Draft.keep`).
    page = forms.CharField(required=False, max_length=16)
    seen = forms.CharField(required=False, max_length=16)


@for_anyone_here
@require_POST
def draft(request: Request) -> HttpResponse:
    """Keep what is typed so far. Place and trajectory stand in the address, words and base are posted."""
    form = DraftForm({**request.GET.dict(), **request.POST.dict()})
    if not form.is_valid():
        return HttpResponse(status=REFUSED)
    given = form.cleaned_data
    if "sheet" in request.POST and (text := written_sheet(request, given["place"])) is not None:
        given["text"] = text
    trajectory = found(Trajectory.objects.visible_to(request.person), given.pop("trajectory"))
    # A page that was open when a client took their yes back goes on sending.
    if trajectory.coach_id != request.person.pk and not request.person.consents_now:
        return HttpResponse(status=REFUSED)
    try:
        Draft.keep(request.person, trajectory=trajectory, at=now(), **given)
    except Refusal:
        return HttpResponse(status=REFUSED)
    return HttpResponse(status=204)


def draft_url(place: str, trajectory_id: UUID) -> str:
    """For `data-draft-url` of the textarea; the words and their base are posted there."""
    return f"{reverse('draft')}?{urlencode({'place': place, 'trajectory': str(trajectory_id)})}"


def begun(person: Person, *, place: str, text: str) -> tuple[str, str, bool]:
    """What a form shows: the draft where one was begun on these words or on earlier ones, else the words
    themselves; with the fingerprint of what it was begun on, and whether it is a draft."""
    kept = Draft.of(person, place)
    if kept is None or fingerprint(kept.text) == fingerprint(text):
        return text, fingerprint(text), False
    return kept.text, kept.base or fingerprint(text), True
