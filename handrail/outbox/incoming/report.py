"""What mail servers report: that a mail could not be delivered (RFC 3464), or that somebody complained (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from handrail.outbox.incoming.automatic import MACHINES
from handrail.outbox.stopped import Why

# Printable, and short enough to be answered by name.
MESSAGE_ID = re.compile(r"<[!-;=?A-~]{1,90}@[!-;=?A-~]{1,200}>")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
CODE = re.compile(r"(?<![\d.])(5[0-5]\d)[ -]")
# Not the address's fault: a full mailbox, the server's own trouble, the way there, policy (mostly our set-up).
PASSING = re.compile(r"5\.(2\.[23]|3\.\d+|4\.\d+|7\.\d+)$")
READ = 20_000


@dataclass(frozen=True)
class Report:
    """`why` is nothing where it is no reason to stop: a delay, a full mailbox. `message_ids` are the mails it may be
    about, as it quotes them; who is meant follows from our mail, never from what a report claims."""

    why: str
    said: str
    message_ids: tuple[str, ...]


def report_in(mail: Message) -> Report | None:
    """The report, if it is one."""
    kind = str(mail.get_param("report-type", "")).casefold()
    if mail.get_content_type() == "multipart/report" and kind == "disposition-notification":
        return None
    if feedback := _part(mail, "message/feedback-report"):
        abuse = "abuse" in _text(feedback).casefold()
        return Report(Why.COMPLAINED if abuse else "", "complaint", _quoted(mail))
    if delivery := _part(mail, "message/delivery-status"):
        why, said = _delivery(delivery)
        return Report(why, said, _quoted(mail))
    return _in_words(mail)


def _delivery(part: Message) -> tuple[str, str]:
    """The worst of what it says of each recipient: our mails have one."""
    status = ""
    for group in part.get_payload() if isinstance(part.get_payload(), list) else [part]:
        if not isinstance(group, Message) or str(group.get("Action", "")).strip().casefold() != "failed":
            continue
        stated = STATUS.search(str(group.get("Status", "")))
        spelled = STATUS.search(str(group.get("Diagnostic-Code", "")))
        # Some servers say 5.0.0 of everything, and what it was only in the sentence they were given.
        status = stated[1] if stated and not stated[1].endswith(".0.0") else spelled[1] if spelled else "5.0.0"
    return _why(status), status or "delayed"


def _in_words(mail: Message) -> Report | None:
    """Old servers write a letter to people. Taken for a report only if a server sent it and it names a code."""
    sender = str(mail.get("From", "")).partition("<")[2] or str(mail.get("From", ""))
    if "X-Failed-Recipients" not in mail and not MACHINES.match(sender.strip()):
        return None
    words = _text(next(iter(_texts(mail)), mail))
    status, code = STATUS.search(words), CODE.search(words)
    failed = "X-Failed-Recipients" in mail or (status and status[1].startswith("5")) or (not status and code)
    if not failed:
        return None
    said = status[1] if status else code[1] if code else "5.0.0"
    return Report(_why(said), said, _quoted(mail))


def _why(status: str) -> str:
    return Why.BOUNCED if status.startswith("5") and not PASSING.match(status) else ""


def _quoted(mail: Message) -> tuple[str, ...]:
    """The ids of mails quoted in it: of the original that it carries, else of whatever looks like one."""
    found = [
        str(name)
        for part in _parts(mail)
        if part is not mail and part.get_content_maintype() != "multipart"
        for name in part.get_all("Message-ID", [])
    ]
    for part in _parts(mail):
        if part.get_content_type() in ("text/rfc822-headers", "text/plain", "message/rfc822"):
            found += MESSAGE_ID.findall(_text(part))
    found += [
        name for header in ("In-Reply-To", "References") for name in MESSAGE_ID.findall(str(mail.get(header, "")))
    ]
    return tuple(dict.fromkeys(name.strip() for name in found))[:20]


def _part(mail: Message, kind: str) -> Message | None:
    return next((part for part in _parts(mail) if part.get_content_type() == kind), None)


def _texts(mail: Message) -> Iterator[Message]:
    return (part for part in _parts(mail) if part.get_content_type() == "text/plain")


def _parts(mail: Message) -> list[Message]:
    """The first of them: a mail of a thousand parts is no report."""
    found: list[Message] = []
    for part in mail.walk():
        found.append(part)
        if len(found) == 30:
            break
    return found


def _text(part: Message) -> str:
    """Of a part that carries no text: what stands in it as it came."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload[:READ].decode("utf-8", "replace")
    return part.as_string()[:READ]
