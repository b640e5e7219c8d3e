"""From a form to a verb: one way for all pages."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from handrail.ledger.covered import Covered
from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform as _perform
from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.web.happened import happened_at
from handrail.web.request import Request, Visit
from handrail.web.wording import word

Row = TypeVar("Row", bound=Covered)
REFUSED = 422
NOT_CONTENT = {"csrfmiddlewaretoken", "key"}


def perform(request: Request | Visit, verb: Callable[..., Row], *, by: Person | None = None, **given: Any) -> Row:
    """Carry out one verb for whoever asks: now, from the web, once per form (its hidden `key`).
    `by` is for the one visitor who acts before signing in: somebody who was invited."""
    acting = by or request.person
    assert acting, "the doors let nobody in here whom we do not know"
    at = now()
    return _perform(
        verb,
        by=acting,
        at=at,
        surface=Surface.WEB,
        key=_request_key(request),
        happened_at=happened_at(request, at=at),
        **given,
    )


def _request_key(request: Request | Visit) -> str:
    """The form's key and everything it carries. The same form with other words in it is no repeat: a phone that
    never heard the first answer may have gone on writing, and what was added must not be taken for said already."""
    if not (key := request.POST.get("key")):
        return ""
    fields = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in NOT_CONTENT)
    files = sorted((name, [_digest(file) for file in request.FILES.getlist(name)]) for name in request.FILES)
    return sha256(repr((key, request.path, fields, files)).encode()).hexdigest()


def _digest(file: "UploadedFile[Any]") -> str:
    seen = sha256()
    for chunk in file.chunks():
        seen.update(chunk)
    file.seek(0)
    return seen.hexdigest()


def carry_out(request: Request, form: forms.Form, verb: Callable[..., Row], **given: Any) -> Row | None:
    """The verb with what the form holds; None when form or rule refuse. The form then says
    why, beside the field it is about, and still holds every word that was typed."""
    if not form.is_valid():
        return None
    try:
        return perform(request, verb, **form.cleaned_data, **given)
    except Refusal as refusal:
        field = refusal.field.removesuffix("_id")
        form.add_error(field if field in form.fields else None, word(refusal))
        return None
