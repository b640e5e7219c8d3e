"""The frame around every page: where somebody of these roles can go, and who they are here."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from handrail.web.coachee.page import places as client_places
from handrail.web.who import SEVERAL

# Whether this device has told its time zone already: once is enough, or two devices would move somebody to and fro.
ZONE_TOLD = "zone_told"


def shell(request: HttpRequest) -> dict[str, Any]:
    """What base.html asks for. Nothing of it for a stranger."""
    person: Person | None = getattr(request, "person", None)
    if person is None:
        return {}
    return {
        "nav": SimpleLazyObject(lambda: _nav(person, request.path)),
        # A part of a page asks for neither.
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "menu_label": person.name,
        # Whose page this is, for a device that keeps it (docs/offline.md).
        "page_of": str(person.pk),
        "zone_url": "" if person.zone_is_chosen or request.session.get(ZONE_TOLD) else reverse("time-zone"),
    }


def _nav(person: Person, path: str) -> list[dict[str, Any]]:
    ways: list[dict[str, Any]] = []
    if person.is_coach:
        ways += [_way(_("Day"), "coach:morning"), _way(_("Clients"), "coach:clients")]
        ways += [_way(_("Methods"), "coach:methods")]
    if person.is_coachee:
        trajectory = Trajectory.objects.joined_by(person).running().order_by("pk").last()
        ways += client_places(trajectory, "")
    if person.is_manager:
        ways += [_way(_("Coaching"), "manager:coaching"), _way(_("People"), "manager:people")]
        ways += [_way(_("Practice"), "manager:practice")]
    here = max((way["href"] for way in ways if path.startswith(way["href"])), key=len, default="")
    if person.is_coach and path != here and (here == reverse("coach:morning") or path.startswith("/trajectories/")):
        # What is below the start page, or looked back at, is part of being with a client.
        here = reverse("coach:clients")
    for way in ways:
        way["current"] = way["href"] == here
    return ways


def _menu(request: HttpRequest) -> list[dict[str, str]]:
    menu = [{"label": _("You, and who sees what"), "href": reverse("me")}]
    if request.session.get(SEVERAL):
        menu.append({"label": _("Another practice"), "href": reverse("practices")})
    return [*menu, {"label": _("Sign out"), "action": reverse("sign-out")}]


def _way(label: str, name: str) -> dict[str, Any]:
    return {"label": label, "href": reverse(name)}
