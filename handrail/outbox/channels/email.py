"""Mail over SMTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import format_datetime, parseaddr
from smtplib import SMTP, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

from handrail.outbox.attempt import Outcome
from handrail.outbox.channels.server import Server, Unreachable
from handrail.outbox.message import Message


@dataclass(frozen=True)
class Answer:
    """What came of one message, and the server's code or the name of what broke."""

    outcome: Outcome
    said: str


class Line:
    """An open connection to the server. It carries messages until it breaks."""

    def __init__(self, smtp: SMTP) -> None:
        self.smtp = smtp
        self.carried = 0

    @property
    def broken(self) -> bool:
        return self.smtp.sock is None

    def send(self, message: Message) -> Answer:
        try:
            mail, to = written(message), _envelope(message.to)
        except Exception as fault:  # whatever is wrong with this one must not hold up the others
            return Answer(Outcome.PUT_OFF, type(fault).__name__)
        answer = self._hand_over(mail, to)
        self.carried += not self.broken
        return answer

    def _hand_over(self, mail: bytes, to: str) -> Answer:
        try:
            self.smtp.sendmail(_envelope(parseaddr(settings.HANDRAIL_FROM)[1]), [to], mail)
        except SMTPRecipientsRefused as refused:
            return self._no(*next(iter(refused.recipients.values())), final=True)
        except SMTPResponseException as refused:
            # A refused sender is a setting of ours and can be mended: the message is not at fault.
            return self._no(refused.smtp_code, refused.smtp_error, final=not hasattr(refused, "sender"))
        except (OSError, ValueError) as fault:
            self.smtp.close()
            return Answer(Outcome.PUT_OFF, type(fault.__context__ or fault).__name__)
        return Answer(Outcome.SENT, "250")

    def _no(self, code: int, sentence: bytes | str, *, final: bool) -> Answer:
        with suppress(OSError):
            self.smtp.rset()
        said = _codes(code, sentence)
        return Answer(Outcome.REFUSED if final and _for_good(said) else Outcome.PUT_OFF, said)


@contextmanager
def connected(url: str) -> Iterator[Line]:
    """A line to the server at this address, hung up afterwards."""
    server = Server.at(url)
    try:
        smtp = server.dial()
    except OSError as fault:
        raise Unreachable(f"{server!r}: {fault}") from fault
    try:
        yield Line(smtp)
    finally:
        with suppress(OSError):
            smtp.quit()
        smtp.close()


def written(message: Message) -> bytes:
    """The mail as it goes over the line, the same at each try but for the boundary between its parts."""
    headers = {
        "Message-ID": message.message_id,
        "Date": format_datetime(message.created_at),
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMultiAlternatives(message.subject, message.text, settings.HANDRAIL_FROM, [message.to], headers=headers)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail.message().as_bytes().replace(b"\n", b"\r\n")


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
