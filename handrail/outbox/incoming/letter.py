"""A letter from outside, as far as it matters here."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from hashlib import sha256

from handrail.outbox.incoming.address import tokens_in
from handrail.outbox.incoming.automatic import why_automatic
from handrail.outbox.incoming.own_words import own_words
from handrail.outbox.incoming.report import MESSAGE_ID, Report, report_in

# What is read of it. Whatever is attached stands behind the words.
MOST_BYTES = 512 * 1024
# Whom it was given to comes before whom it says it is for.
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc", "Resent-To")


class NotALetter(Exception):
    """Nothing that can be read as a mail. Carries none of its words."""


@dataclass(frozen=True)
class Letter:
    """`tokens` stand for the things it may be about; whoever made them checks them. `automatic` says how a program
    gave itself away: then it has no words of anybody's own, nothing in it is an answer, and nothing answers it.
    `answers` are the Message-IDs that it says it answers. None of it is to be believed but what a token proves."""

    message_id: str
    sender: str
    subject: str
    tokens: tuple[str, ...]
    token: str
    own_words: str
    answers: tuple[str, ...]
    automatic: str
    report: Report | None
    mail: Message = field(repr=False)

    def answering(self, original: str, token: str) -> "Letter":
        """The same, read beside the mail that it answers: a reply that quotes in some unheard-of way ends where that
        begins."""
        return replace(self, token=token, own_words=own_words(self.mail, original))

    @classmethod
    def read(cls, raw: bytes, *, recipients: tuple[str, ...] = ()) -> "Letter":
        """From the bytes as they came. `recipients` are those of the envelope, where they are known. NotALetter for
        what breaks the reader."""
        try:
            mail = message_from_bytes(raw[:MOST_BYTES], policy=policy.compat32)
            if not mail.keys():
                raise NotALetter("no header")
            tokens = tuple(tokens_in([*recipients, *_recipients(mail)]))
            automatic, report = why_automatic(mail), report_in(mail)
            return cls(
                message_id=_message_id(mail, raw),
                sender=parseaddr(_header(mail, "From"))[1].casefold()[:254],
                subject=_header(mail, "Subject")[:200],
                tokens=tokens,
                token=tokens[0] if tokens else "",
                own_words="" if automatic or report else own_words(mail),
                answers=tuple(MESSAGE_ID.findall(f"{_header(mail, 'In-Reply-To')} {_header(mail, 'References')}")[:50]),
                automatic=automatic,
                report=report,
                mail=mail,
            )
        except (NotALetter, MemoryError):
            raise
        except Exception as wrong:  # the standard parser stumbles over the oddest things, and says so in many ways
            raise NotALetter(type(wrong).__name__) from None


def _message_id(mail: Message, raw: bytes) -> str:
    """As it says; a letter without one is known by all of itself."""
    stated = MESSAGE_ID.search(_header(mail, "Message-ID"))
    return stated[0] if stated else f"<{sha256(raw).hexdigest()}@unnamed.invalid>"


def _recipients(mail: Message) -> list[str]:
    named = [str(value) for name in RECIPIENTS for value in mail.get_all(name, [])[:20]]
    return [address for _, address in getaddresses([value[:5_000] for value in named])[:200]]


def _header(mail: Message, name: str) -> str:
    """On one line, decoded; as it stands where it cannot be."""
    value = str(mail.get(name, ""))[:2_000]
    with suppress(HeaderParseError, LookupError, ValueError):
        value = str(make_header(decode_header(value)))
    return " ".join(value.split()).encode("utf-8", "replace").decode("utf-8").replace("\0", "")
