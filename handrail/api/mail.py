"""Where a mail provider hands letters in, instead of a mailbox that is read."""

import json
import logging
from base64 import b64decode
from binascii import Error as NotBase64
from email import message_from_bytes
from email.message import Message
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.outbox.checks import SHORTEST_SECRET
from handrail.outbox.incoming.letter import Letter, NotALetter
from handrail.outbox.incoming.taking import take
from handrail.reminders.replies import understand

# A letter of ten megabytes in base64. Of what is in it the first half megabyte is looked at.
MOST_BYTES = 15_000_000
# As providers name the letter and whom its envelope was for, in forms and in JSON.
RAW = ("message", "raw", "email", "body-mime", "RawEmail", "raw_email", "mime")
RECIPIENT = ("recipient", "to", "OriginalRecipient", "envelope_to", "rcpt_to")
MOST_FIELDS = 100

log = logging.getLogger("handrail.mail")


@csrf_exempt
@require_POST
def hook(request: HttpRequest) -> HttpResponse:
    """204 once it is taken in, and also for what will never be a letter: a provider is not to bring it again. Anything
    else that goes wrong is a 500, and it brings it again; a letter that comes twice acts once."""
    if len(settings.HANDRAIL_MAIL_HOOK) < SHORTEST_SECRET:
        raise Http404
    if not constant_time_compare(_secret(request), settings.HANDRAIL_MAIL_HOOK):
        return HttpResponse(status=403)
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        raw, recipients = _handed_in(request, request.read(int(length)))
        became = take(Letter.read(raw, recipients=recipients), at=now(), understand=understand).value
    except NotALetter as nothing:
        became = f"no letter ({nothing})"
    log.info("A letter came by the hook: %s", became)
    return HttpResponse(status=204)


def _secret(request: HttpRequest) -> str:
    """In a header, or as the password of the address, for providers that know nothing else. Not in the query: servers
    on the way write those down."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() == "bearer":
        return value.strip()
    if kind.casefold() != "basic":
        return ""
    try:
        return b64decode(value, validate=True).decode().partition(":")[2]
    except (NotBase64, UnicodeDecodeError):
        return ""


def _handed_in(request: HttpRequest, body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The letter, and whom its envelope was for, where that is said. NotALetter where neither form is met."""
    kind = request.content_type or ""
    if kind in ("message/rfc822", "application/octet-stream", "text/plain"):
        return body, (request.headers.get("X-Recipient", ""),)
    if kind == "application/json":
        return _from(_json(body))
    if kind == "application/x-www-form-urlencoded":
        return _from(_form(body))
    if kind == "multipart/form-data":
        return _from(_parts(request.headers.get("Content-Type", ""), body))
    raise NotALetter("of an unknown kind")


def _form(body: bytes) -> dict[str, object]:
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS))
    except ValueError:
        raise NotALetter("not a form") from None


def _parts(kind: str, body: bytes) -> dict[str, object]:
    """A form is a mail of parts. Read as one: Django's reader of forms stops at 2.5 MB, and letters do not."""
    form = message_from_bytes(b"Content-Type: " + kind.encode("latin-1", "replace") + b"\r\n\r\n" + body)
    payload = form.get_payload()
    parts = [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    named = parts[:MOST_FIELDS]
    return {str(part.get_param("name", "", "Content-Disposition")): part.get_payload(decode=True) for part in named}


def _json(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NotALetter("not JSON") from None
    return found if isinstance(found, dict) else {}


def _from(fields: dict[str, object]) -> tuple[bytes, tuple[str, ...]]:
    recipients = tuple(_words(fields[name])[:1_000] for name in RECIPIENT if fields.get(name))
    for name in RAW:
        value = fields.get(name)
        if isinstance(value, bytes) and value:
            return value, recipients
        if isinstance(value, str) and value:
            return _bytes(value), recipients
    raise NotALetter("without the raw mail")


def _bytes(words: str) -> bytes:
    """As it is, or in base64 (no letter is: its first line has a colon)."""
    if ":" not in words[:1_000]:
        try:
            return b64decode("".join(words.split()), validate=True)
        except NotBase64:
            raise NotALetter("neither mail nor base64") from None
    return words.encode("utf-8", "surrogateescape")


def _words(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
