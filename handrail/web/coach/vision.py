"""The vision: the client's words, which the coach may write down for them [39]."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.practice.person import Person
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.web.acting import carry_out
from handrail.web.both import both_of, status_of
from handrail.web.coach.led import led_row
from handrail.web.coach.work_page import clients_of, led_whole, work_page
from handrail.web.doors import for_coach
from handrail.web.request import Request
from handrail.web.vision_form import VisionForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def vision(request: Request, trajectory_id: UUID) -> HttpResponse:
    """One for each who takes part; `of` says whose, the first one's otherwise."""
    whole = led_whole(request, trajectory_id)
    coachee = _whose(request, whole)
    if request.method != "POST":
        return _page(request, whole, coachee)
    form, written = VisionForm(request.POST), _of(whole, coachee)
    whose = written.coachee if written else coachee
    done = carry_out(
        request, form, Vision.write, trajectory=whole.trajectory, coachee=whose, on_behalf_of_id=coachee.pk
    )
    if done is None:
        return _page(request, led_whole(request, trajectory_id), coachee, form)
    messages.success(request, _("Kept. The earlier words stay readable."))
    return redirect(request.get_full_path())


@require_POST
@for_coach
def reading(request: Request, vision_id: UUID) -> HttpResponse:
    """Read again together, and still right."""
    vision = led_row(request, Vision, vision_id)
    if carry_out(request, forms.Form(request.POST), vision.revisit):
        messages.success(request, _("Read again, and still right."))
    return redirect("coach:vision", vision.trajectory_id)


def _whose(request: Request, whole: Whole) -> Person:
    clients = clients_of(whole)
    wanted = request.GET.get("of", "")
    named = [client for client in clients if str(client.pk) == wanted] if wanted else clients
    if not named:
        raise Http404
    return named[0]


def _of(whole: Whole, coachee: Person) -> Vision | None:
    """Their own; else the one written for everybody who takes part."""
    own = [vision for vision in whole.visions if vision.coachee_id == coachee.pk]
    return next(iter(own or (vision for vision in whole.visions if vision.coachee_id is None)), None)


def _page(request: Request, whole: Whole, coachee: Person, refused: VisionForm | None = None) -> HttpResponse:
    vision = _of(whole, coachee)
    text = vision.text if vision else ""
    both = both_of(refused, theirs=text)
    return work_page(
        request, "vision", whole, status=status_of(refused, both), both=both, vision=vision, coachee=coachee, text=text,
        others=[client for client in clients_of(whole) if client != coachee], refused=refused,
        form=refused or VisionForm(initial={"text": text}), is_due=vision is not None and vision.is_due(whole.today),
    )  # fmt: skip
