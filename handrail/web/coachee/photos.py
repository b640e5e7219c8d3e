"""A photo of what was done: brought, seen, taken away again."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.trajectory.action import Action
from handrail.trajectory.photo import Photo
from handrail.web.acting import carry_out
from handrail.web.coachee.actions import refused
from handrail.web.coachee.mine import for_consenting, mine, one
from handrail.web.photos import PhotoForm, shown
from handrail.web.request import Request


@require_POST
@for_consenting
def photos(request: Request, action_id: UUID) -> HttpResponse:
    row = one(request, Action, action_id, owner=request.person)
    form = PhotoForm(request.POST, request.FILES)
    if carry_out(request, form, Photo.add, action=row) is None:
        return refused(request, row, photo=form)
    messages.success(request, _("It is here now. %(coach)s sees it too.") % {"coach": row.trajectory.coach.given_name})
    return redirect("coachee:action", row.pk)


@require_safe
@for_consenting
def photo(request: Request, photo_id: UUID) -> HttpResponse:
    return shown(photo_id, mine(Photo, request.person))


@require_POST
@for_consenting
def removal(request: Request, photo_id: UUID) -> HttpResponse:
    row = one(request, Photo, photo_id, action__owner=request.person)
    if carry_out(request, forms.Form(request.POST), row.remove) is not None:
        messages.success(request, _("Taken away, and nothing of it is kept."))
    return redirect("coachee:action", row.action_id)
