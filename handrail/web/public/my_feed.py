"""My sessions in my own calendar: its secret address is made, shown once, and ended."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.trajectory.feed_address import FeedAddress
from handrail.web.doors import for_anyone_here
from handrail.web.request import Request


@require_POST
@never_cache
@for_anyone_here
def my_feed(request: Request) -> HttpResponse:
    """A new address, in answer to the press itself: nowhere else can it be read again."""
    initials = request.person.is_coach and "initials" in request.POST
    secret = FeedAddress.make(request.person, at=now(), initials=initials)
    address = f"{settings.HANDRAIL_URL}{reverse('calendar-feed', args=[secret])}"
    # By this scheme a phone opens its own calendar, with the address in it.
    webcal = f"webcal://{address.partition('://')[2]}"
    return render(request, "public/my_feed.html", {"address": address, "webcal": webcal})


@require_POST
@for_anyone_here
def removal(request: Request) -> HttpResponse:
    if FeedAddress.revoke(request.person):
        messages.success(request, _("Ended. Whoever has the old address finds nothing there any more."))
    return redirect("me")
