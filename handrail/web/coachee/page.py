"""The frame of a client's page: four places to go, and the one they are in."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.trajectory.trajectory import Trajectory
from handrail.web.request import Request


def page(
    request: Request, name: str, *, trajectory: Trajectory | None, place: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """templates/coachee/<name>.html. `place` is the part of the site this belongs to: today, map, reflect."""
    for given in context.values():
        if isinstance(given, forms.Form):
            _lead_to_what_is_amiss(given)
    context |= {"nav": places(trajectory, place), "trajectory": trajectory, "person": request.person}
    return render(request, f"coachee/{name}.html", context, status=status)


def places(trajectory: Trajectory | None, current: str) -> list[dict[str, Any]]:
    places = [("today", _("Today"), reverse("coachee:today"))]
    if trajectory is not None:
        places += [
            ("map", _("Trajectory"), reverse("coachee:map", args=[trajectory.pk])),
            ("reflect", _("Reflect"), reverse("coachee:reflections", args=[trajectory.pk])),
            ("history", _("History"), reverse("history:timeline", args=[trajectory.pk])),
        ]
    return [{"label": label, "href": href, "current": name == current} for name, label, href in places]


def _lead_to_what_is_amiss(form: forms.Form) -> None:
    """The browser scrolls there by itself, without a script, however far down the page it is."""
    amiss = next((name for name in form.errors if name in form.fields), None)
    if amiss:
        form.fields[amiss].widget.attrs["autofocus"] = True
