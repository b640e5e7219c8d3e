"""The demo's mailbox: the mails its made-up people got, for whoever sits at this machine."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.web.request import Visit

NEWEST = 50
LOOPBACK = ("127.0.0.1", "::1")
# Any of these says that somebody further away asks, through a proxy on this machine.
FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)


def may_look(request: Visit) -> bool:
    """Only at this machine itself, and only where there is a demo."""
    here = request.META.get("REMOTE_ADDR") in LOOPBACK and not any(name in request.META for name in FORWARDED)
    return here and Practice.objects.filter(is_demo=True).exists()


@require_safe
@never_cache
def mailbox(request: Visit) -> HttpResponse:
    if not may_look(request):
        raise Http404
    demo = Practice.objects.filter(is_demo=True)
    # An address that serves a real practice too is nobody's to look into.
    real = Person.objects.exclude(practice__in=demo).exclude(email="").values("email")
    known = Person.objects.filter(practice__in=demo).exclude(email__in=real).values("email")
    mails = Message.objects.filter(practice_id__in=demo.values("pk"), to__in=known).exclude(text="")
    return render(request, "public/mailbox.html", {"mails": mails.order_by("-created_at", "-pk")[:NEWEST]})
