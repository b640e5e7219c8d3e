"""The parts of a message, each in the one way it is kept: refused where it is queued, not where it would be sent."""

import re
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

from handrail.lib.refusal import NotText, NotUnderstood, TooLong

ADDRESS = 254
SUBJECT = 200
BODY = 200_000
PLACE = 500
LETTER_ID = 300
NAME = 20
PAPER_NAME = 80
# NUL, which PostgreSQL does not keep, and halves of letters, which no mail can carry.
UNREADABLE = re.compile("[\0\ud800-\udfff]")


def one_address(to: str, field: str = "to") -> str:
    """One mail address in the way it is kept; NotUnderstood or TooLong where it is none."""
    address = to.strip().casefold()
    try:
        validate_email(address)
        punycode(address.rpartition("@")[2])
    except (ValidationError, UnicodeError) as wrong:
        raise NotUnderstood(field) from wrong
    if len(address) > ADDRESS:
        raise TooLong(field, limit=ADDRESS, length=len(address))
    return address


def subject(words: str) -> str:
    """On one line, and shortened: a long name must not keep an invitation from being sent."""
    line = " ".join(readable("subject", words).split())
    return line if len(line) <= SUBJECT else line[: SUBJECT - 1] + "…"


def body(field: str, words: str) -> str:
    lines = readable(field, words).replace("\r\n", "\n").replace("\r", "\n")
    if len(lines) > BODY:
        raise TooLong(field, limit=BODY, length=len(lines))
    return lines


def place(field: str, url: str) -> str:
    """An address on the web, or nothing. It becomes a header: no spaces, no brackets, no line ends."""
    if url and not re.fullmatch(r"https?://[!-;=?-~]+", url):
        raise NotUnderstood(field)
    return word(field, url, limit=PLACE)


def word(field: str, said: str, *, limit: int) -> str:
    """Printable ASCII without a space, or nothing."""
    if not re.fullmatch(r"[!-~]*", said):
        raise NotUnderstood(field)
    if len(said) > limit:
        raise TooLong(field, limit=limit, length=len(said))
    return said


def file_name(name: str) -> str:
    """A file as every program takes it, without its ending: it stands in a header and on somebody's disk."""
    if not re.fullmatch(r"[a-z0-9-]*", name):
        raise NotUnderstood("paper_name")
    return name[:PAPER_NAME]


def readable(field: str, words: str) -> str:
    if UNREADABLE.search(words):
        raise NotText(field)
    return words


def sending_domain() -> str:
    domain = parseaddr(settings.HANDRAIL_FROM)[1].rpartition("@")[2]
    return punycode(domain) if domain else "localhost"
