"""SMS and messengers, through Apprise."""

import io
import re
from typing import Any
from uuid import UUID

from handrail.lib.refusal import NotUnderstood
from handrail.lib.sealed import Unreadable
from handrail.outbox.apprise_place import ApprisePlace
from handrail.outbox.attempt import Outcome
from handrail.outbox.channels.line import Answer
from handrail.outbox.message import Message


def line() -> "Messenger":
    return Messenger()


class Messenger:
    """A call for each message. A way whose provider does not answer is left alone for the rest of the batch."""

    broken = False

    def __init__(self) -> None:
        self.carried = 0
        self._silent: set[UUID] = set()

    def send(self, message: Message) -> Answer:
        name, _, number = message.to.partition(":")
        place = ApprisePlace.objects.of(message.practice_id).filter(name=name).first()
        if place is None:
            return Answer(Outcome.REFUSED, "no such way")
        if place.pk in self._silent:
            return Answer(Outcome.PUT_OFF, "silent", counted=False)
        self.carried += 1
        try:
            answer = _notified(place.url_to(number), message)
        except (NotUnderstood, Unreadable) as wrong:
            return Answer(Outcome.REFUSED, type(wrong).__name__)
        except Exception as fault:  # whatever is wrong with this one must not hold up the others
            return Answer(Outcome.PUT_OFF, type(fault).__name__)
        if not answer.counted:
            self._silent.add(place.pk)
        return answer

    def hang_up(self) -> None:
        """Nothing is kept open."""


def _notified(url: str, message: Message) -> Answer:
    # Imported here: the web process never sends, and Apprise knows a hundred services.
    from apprise import Apprise, LogCapture, NotifyFormat

    way = Apprise()
    if not way.add(url):
        return Answer(Outcome.REFUSED, "address not read")
    listening: Any = LogCapture
    with listening(level=30, fmt="%(message)s") as said:
        taken = way.notify(title=message.subject, body=message.short or message.text, body_format=NotifyFormat.TEXT)
    if taken:
        return Answer(Outcome.SENT, "taken")
    return _trouble(said)


def _trouble(said: io.StringIO) -> Answer:
    """Apprise says yes or no, and the reason in its log alone. Of that a code is kept, no word."""
    log = said.getvalue()
    code = re.search(r"error=(\d{3})", log)
    silent = "onnection error" in log if code is None else code[1].startswith("5")
    return Answer(Outcome.PUT_OFF, code[1] if code else "silent" if silent else "refused", counted=not silent)
