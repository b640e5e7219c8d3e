"""Mail over SMTP."""

import re
from contextlib import suppress
from email.utils import format_datetime
from smtplib import SMTP, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail.message import sanitize_address
from django.utils.encoding import punycode

from handrail.outbox.attempt import Outcome
from handrail.outbox.channels.line import Answer
from handrail.outbox.channels.mime import mime
from handrail.outbox.channels.paper import enclosed
from handrail.outbox.channels.server import Server, Unreachable
from handrail.outbox.incoming.address import return_path
from handrail.outbox.message import Message
from handrail.outbox.parts import sending_domain
from handrail.outbox.stopped import Why


def line() -> "Smtp | None":
    """A call to the mail server; nothing where none is set."""
    if not settings.HANDRAIL_SMTP:
        return None
    server = Server.at(settings.HANDRAIL_SMTP)
    try:
        return Smtp(server.dial())
    except OSError as fault:
        raise Unreachable(f"{server!r}: {fault}") from fault


class Smtp:
    """An open connection to the server. It carries messages until it breaks."""

    def __init__(self, smtp: SMTP) -> None:
        self.smtp = smtp
        self.carried = 0

    @property
    def broken(self) -> bool:
        return self.smtp.sock is None

    def send(self, message: Message) -> Answer:
        try:
            mail, to, back = written(message), _envelope(message.to), _envelope(return_path(message.id))
        except Exception as fault:  # whatever is wrong with this one must not hold up the others
            return Answer(Outcome.PUT_OFF, type(fault).__name__)
        answer = self._hand_over(mail, to, back)
        self.carried += not self.broken
        return answer

    def _hand_over(self, mail: bytes, to: str, back: str) -> Answer:
        try:
            self.smtp.sendmail(back, [to], mail)
        except SMTPRecipientsRefused as refused:
            return self._no(*next(iter(refused.recipients.values())), final=True, of_address=True)
        except SMTPResponseException as refused:
            # A refused sender is a setting of ours and can be mended: the message is not at fault.
            return self._no(refused.smtp_code, refused.smtp_error, final=not hasattr(refused, "sender"))
        except (OSError, ValueError) as fault:
            self.smtp.close()
            return Answer(Outcome.PUT_OFF, type(fault.__context__ or fault).__name__)
        return Answer(Outcome.SENT, "250")

    def _no(self, code: int, sentence: bytes | str, *, final: bool, of_address: bool = False) -> Answer:
        with suppress(OSError):
            self.smtp.rset()
        said = _codes(code, sentence)
        if not final or not _for_good(said):
            return Answer(Outcome.PUT_OFF, said)
        # Only where the server says plainly that the address is none: a bare 550 may be anything.
        return Answer(Outcome.REFUSED, said, gone=Why.GONE if of_address and " 5.1." in said else "")

    def hang_up(self) -> None:
        with suppress(OSError):
            self.smtp.quit()
        self.smtp.close()


def written(message: Message) -> bytes:
    """The mail as it goes over the line, the same at each try."""
    headers = {
        "From": sanitize_address(settings.HANDRAIL_FROM, "utf-8"),
        "To": _envelope(message.to),
        "Subject": message.subject,
        "Date": format_datetime(message.created_at),
        "Message-ID": message.message_id,
        # RFC 3834: nobody's program is to answer this one, and it says whether it answers somebody itself.
        "Auto-Submitted": "auto-replied" if message.answers else "auto-generated",
        **({"Reply-To": _envelope(message.reply_to)} if message.reply_to else {}),
        **_threading(message),
        **_way_out(message),
    }
    parts = [("text/plain", message.text)]
    if message.html:
        parts.append(("text/html", message.html))
    if message.calendar:
        # RFC 6047: an alternative to the words, whose method is said in the type.
        parts.append((f"text/calendar; method={message.calendar_method}", message.calendar))
    return mime(headers, parts, boundary=f"=_{message.id.hex}", enclosed=enclosed(message))


def _threading(message: Message) -> dict[str, str]:
    """All mails of a thread hang on one head that was never sent: they stand together, in whatever order they come."""
    head = f"<{message.thread}@{sending_domain()}>" if message.thread else ""
    if not head and not message.answers:
        return {}
    return {"In-Reply-To": message.answers or head, "References": " ".join(filter(None, [head, message.answers]))}


def _way_out(message: Message) -> dict[str, str]:
    """One click, without opening the mail (RFC 8058). The address is posted to, never fetched."""
    if not message.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{message.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _envelope(address: str) -> str:
    name, _, domain = address.rpartition("@")
    return f"{name}@{punycode(domain)}"


def _codes(code: int, sentence: bytes | str) -> str:
    text = sentence.decode("ascii", "replace") if isinstance(sentence, bytes) else sentence
    enhanced = re.match(r"[245]\.\d{1,3}\.\d{1,3}\b", text)
    return f"{code} {enhanced[0]}" if enhanced else str(code)


def _for_good(said: str) -> bool:
    """Such an address, or such a mail, is never taken.

    Below 550 it is a protocol or sign-in matter, and 5.7 is policy ("relay denied", a block list):
    mostly our own set-up, which somebody can mend before the last try.
    """
    return int(said[:3]) >= 550 and " 5.7." not in said
