"""Where a message leads: one thing, answered without signing in. Looking changes nothing; an answer is a POST.

The token opens this one thing and nothing else: no session is made, no cookie is set, no other page is opened by it. It
needs no CSRF token either: who can post here knows the token, and that is all there is to know."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handrail.ledger.surface import Surface
from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.reminders.judge import Reason
from handrail.reminders.opened import Gone, Opened, open_token
from handrail.reminders.opened import answer as carry_out
from handrail.web.acting import REFUSED
from handrail.web.public.answer_form import AnotherTimeForm, AnswerForm, SheetAnswerForm
from handrail.web.public.sign_in import ASKED_OR_SENT, GONE
from handrail.web.sheet import sheet_of
from handrail.web.wording import word

NOTED = {
    "done": _("Done, and written down. Well done."),
    "not_yet": _("That is fine. It stays where it is."),
    "later": _("It has its new day."),
    "write": _("Your words are kept."),
    "reply": _("Your words are with your coach."),
    "skip": _("That is fine. Nothing more is asked of this."),
    "say": _("Thank you. It is written down."),
    "number": _("The number is kept."),
    "kept": _("Ticked for that day."),
    "not_kept": _("Written down. It counts as a day, and as nothing else."),
    "topic": _("Kept. Your coach finds it before you meet."),
    "another": _("Your coach sees the time that you asked for."),
    "back": _("Good to have you back."),
    "longer": _("A week more. See you then."),
}
GONE_BECAUSE = {
    Reason.DONE: _("This has its answer already."),
    Reason.ENDED: _("This has ended, or was made into something else. Nothing is asked of it any more."),
    Reason.MOVED: _("This has another time by now. The newest message has it right."),
    Reason.BY_NOW: _("This was for another day. Nothing of it waits for you."),
    Reason.CONSENT: _("Nothing is kept here without your yes. You can give it again on your own page."),
}
GONE_AT_ALL = _("This link opens nothing here, or does not any more.")


@csrf_exempt
@require_http_methods(ASKED_OR_SENT)
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    at = now()
    if request.method != "POST" and request.GET.get("noted") in NOTED:
        return small(request, "noted", said=NOTED[request.GET["noted"]])
    try:
        opened = open_token(token, at=at)
    except Gone as gone:
        return small(request, "gone", said=GONE_BECAUSE.get(gone.reason or Reason.LEFT, GONE_AT_ALL), status=GONE)
    with timezone.override(ZoneInfo(opened.someone.person.zone)):
        return _posted(request, opened, token, at=at) if request.method == "POST" else _page(request, opened)


def _posted(request: HttpRequest, opened: Opened, token: str, *, at: datetime) -> HttpResponse:
    way = request.POST.get("way", "")
    if way not in opened.ways:
        return _page(request, opened, status=REFUSED)
    form = _form(opened, way, request.POST)
    if not form.is_valid():
        return _page(request, opened, amiss=(way, form), status=REFUSED)
    try:
        before = request.POST.get("before", "")[:40]
        carry_out(opened, way, form.given, at=at, surface=Surface.LINK, answered_before=before)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, word(refusal))
        return _page(request, opened, amiss=(way, form), status=REFUSED)
    response = HttpResponse(status=303)
    response["Location"] = f"{request.path}?noted={way}"
    return response


def _page(
    request: HttpRequest, opened: Opened, *, amiss: tuple[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The way that was tapped in the message is in front; the others lie folded below it."""
    wanted = amiss[0] if amiss else request.GET.get("as", "")
    names = sorted(opened.ways, key=lambda name: name != wanted)
    forms = [
        {"name": name, "label": opened.ways[name].label, "form": amiss[1] if amiss and amiss[0] == name else None}
        for name in names
    ]
    for each in forms:
        each["form"] = each["form"] or _form(opened, str(each["name"]), None)
    words = opened.kind.spoken(opened.item, opened.someone)
    coach = opened.asked.trajectory.coach
    answered_at = opened.claim.answered_at
    return small(
        request, "answer", words=words, ways=forms, coach=coach, stop=f"{request.path}/stop", status=status,
        before=answered_at.isoformat() if answered_at else "",
    )  # fmt: skip


def _form(opened: Opened, way: str, data: Any) -> Any:
    if way == "another":
        return AnotherTimeForm(data, zone=opened.someone.person.zone)
    if way == "write" and (sheet := sheet_of(opened.item.row)) and sheet.parts:
        return SheetAnswerForm(sheet, data, question=opened.item.row.prompt.question)
    return AnswerForm(data, way=way, asked=opened.ways[way])


def small(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, f"public/{name}.html", context, status=status)
    # The address is the key: it is told to nobody, and found by no search.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
