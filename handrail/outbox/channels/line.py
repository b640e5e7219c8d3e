"""What every channel is to the outbox: a line that takes one message after the other."""

from dataclasses import dataclass
from typing import Protocol

from handrail.outbox.attempt import Outcome
from handrail.outbox.message import Message


@dataclass(frozen=True)
class Answer:
    """What came of one message, and the other side's code or the name of what broke.

    `gone`: the address is no more, whoever writes to it. Why, as `Stopped` keeps it.
    `counted`: put off, and a try. An outage of somebody else's is none: it may last, and loses nothing.
    `left`: of several places it went to, those that are still to be tried. The others have it.
    """

    outcome: Outcome
    said: str
    gone: str = ""
    counted: bool = True
    left: str = ""


class Line(Protocol):
    """It carries messages until it breaks. `carried` counts those that did not break it."""

    carried: int

    @property
    def broken(self) -> bool: ...

    def send(self, message: Message) -> Answer: ...

    def hang_up(self) -> None: ...
