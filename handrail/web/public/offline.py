"""What makes the client's side stand on a device by itself. Nothing here is anybody's: words come from the device."""

from functools import cache
from pathlib import Path

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from handrail.web.device import whose
from handrail.web.public.home import entrance
from handrail.web.request import Visit

PARTS = Path(__file__).resolve().parent.parent / "worker"
# Their order: each speaks of the ones before it.
ORDER = (
    "store", "who", "pages", "queue", "asking", "settling", "drafts", "sending", "leaving", "answering", "listening",
    "notices", "worker",
)  # fmt: skip


@cache
def _whole() -> str:
    """The worker's files as one: it may fetch nothing while it starts, for there may be no network."""
    return "\n".join((PARTS / f"{name}.js").read_text() for name in ORDER)


@require_safe
def worker(request: Visit) -> HttpResponse:
    """Asked for anew at every visit, so that a new release is known at once."""
    return HttpResponse(_whole(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def manifest(request: Visit) -> JsonResponse:
    sizes = {"192x192": "icon-192.png", "512x512": "icon-512.png"}
    icons = [{"src": static(name), "sizes": size, "type": "image/png"} for size, name in sizes.items()]
    icons += [
        {"src": static("icon-maskable.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
    ]
    told = {
        "id": "/", "name": "Handrail", "short_name": "Handrail", "start_url": "/", "scope": "/",
        "display": "standalone", "background_color": "#faf7f0", "theme_color": "#faf7f0", "icons": icons,
        "description": _("What you agreed, and what helps, between the sessions."),
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", headers={"Cache-Control": "max-age=3600"})


@require_safe
@never_cache
def token(request: Visit) -> JsonResponse:
    """Whose device this is just now, where they begin, and a token that their forms are taken with. A stranger's cookie
    is left alone: the page they are on may just have been given one."""
    if not request.person:
        return JsonResponse({"person": "", "home": "", "token": ""})
    home = reverse(entrance(request.person))
    return JsonResponse({"person": whose(request), "home": home, "token": get_token(request)})


@require_safe
def waiting(request: Visit) -> HttpResponse:
    """What waits on this device to be sent. The page is empty; the device fills it."""
    return render(request, "public/waiting.html")


@require_safe
def offline(request: Visit) -> HttpResponse:
    """Shown where there is no network and nothing kept."""
    return render(request, "public/offline.html")
