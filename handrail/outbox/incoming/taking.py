"""Taking a letter in: once, and only what it may do."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import TypeAlias

from django.db import transaction

from handrail.outbox.incoming.address import RETURNED, returned_message, tokens_in
from handrail.outbox.incoming.letter import Letter
from handrail.outbox.message import Channel, Message
from handrail.outbox.stopped import Stopped
from handrail.outbox.taken_letter import TakenLetter

# Told of an answer that a person wrote: `token` and `own_words` of the letter are what it came for.
Understand: TypeAlias = Callable[[Letter, datetime], object]


class Taken(Enum):
    """What became of a letter."""

    UNDERSTOOD = "understood"
    STOPPED = "stopped"
    NOTED = "noted"
    AUTOMATIC = "automatic"
    NOT_OURS = "not ours"
    AGAIN = "again"


def take(letter: Letter, *, at: datetime, understand: Understand) -> Taken:
    """Everything a letter does happens in one transaction, with the row that says it came: a letter delivered twice
    acts once, and one that breaks us has done nothing and may come again."""
    with transaction.atomic():
        if not TakenLetter.first_time(letter.message_id, at=at):
            return Taken.AGAIN
        if letter.report:
            return _reported(letter, at=at)
        if letter.automatic:
            return Taken.AUTOMATIC
        answered = _answered(letter)
        token = _token(letter, answered)
        if not token:
            return Taken.NOT_OURS
        understand(letter.answering(answered.text if answered else "", token), at)
        return Taken.UNDERSTOOD


def _reported(letter: Letter, *, at: datetime) -> Taken:
    """Whom it concerns is told by our own mail, found by a name that nobody can guess. So nobody can stop another's
    mail with a report they made up."""
    about = _reported_mail(letter)
    if about is None or not about.to or not letter.report or not letter.report.why:
        return Taken.NOTED
    Stopped.stop(about.practice_id, about.channel, about.to, why=letter.report.why, at=at)
    return Taken.STOPPED


def _reported_mail(letter: Letter) -> Message | None:
    mails = Message.objects.filter(channel=Channel.EMAIL)
    named = filter(None, map(returned_message, letter.tokens))
    if found := mails.filter(pk__in=list(named)).first():
        return found
    quoted = letter.report.message_ids if letter.report else ()
    return mails.filter(message_id__in=quoted).first() if quoted else None


def _answered(letter: Letter) -> Message | None:
    """Our mail that it says it answers."""
    if not letter.answers:
        return None
    return Message.objects.filter(channel=Channel.EMAIL, message_id__in=letter.answers).order_by("-pk").first()


def _token(letter: Letter, answered: Message | None) -> str:
    """The one in the address; else that of the mail it answers, for programs that write to the sender whatever the
    Reply-To says. Nothing for a letter to an address of reports: only programs write there."""
    if letter.token:
        return "" if letter.token.startswith(RETURNED) else letter.token
    if answered and answered.reply_to:
        return next(iter(tokens_in([answered.reply_to])), "")
    return ""
