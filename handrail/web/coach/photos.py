"""A client's photo, for the coach to see."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from handrail.trajectory.photo import Photo
from handrail.trajectory.trajectory import Trajectory
from handrail.web.doors import for_coach
from handrail.web.photos import shown
from handrail.web.request import Request


@require_safe
@for_coach
def photo(request: Request, photo_id: UUID) -> HttpResponse:
    led = Trajectory.objects.led_by(request.person)
    return shown(photo_id, Photo.objects.visible_to(request.person).filter(trajectory__in=led))
