"""The frame of a page about the work in one trajectory: what it is for, whose it is, and the way back to it."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import WORK, Whole
from handrail.web.coach.led import led_trajectory
from handrail.web.coach.load import loads
from handrail.web.coach.page import page, strip
from handrail.web.request import Request

FormT = TypeVar("FormT", bound=forms.BaseForm)


def led_whole(request: Request, trajectory_id: UUID) -> Whole:
    return whole_of(request, led_trajectory(request, trajectory_id))


def whole_of(request: Request, trajectory: Trajectory, *, also: Sequence[type[Belonging]] = ()) -> Whole:
    return Whole.of(trajectory, request.person, at=now(), nouns=(*WORK, *also))


def new_here(form: FormT, field: str) -> FormT:
    """The key n leads to this field (js/keys.js)."""
    form.fields[field].widget.attrs["data-new"] = ""
    return form


def clients_of(whole: Whole) -> list[Person]:
    return [person for person in whole.people.values() if person.pk != whole.trajectory.coach_id]


def work_page(request: Request, name: str, whole: Whole, *, status: int = 200, **context: Any) -> HttpResponse:
    """templates/coach/<name>.html, with the goals in sight and the client named."""
    clients = clients_of(whole)
    frame = {
        "trajectory": whole.trajectory,
        "today": whole.today,
        "client": get_text_list([client.given_name for client in clients], _("and")),
        "client_in_full": get_text_list([client.name for client in clients], _("and")),
        "strip": strip(whole),
        # Asked only by pages with a form that adds to the week.
        "load": SimpleLazyObject(lambda: loads(whole, clients)),
    }
    return page(request, name, status=status, **frame, **context)
