"""A signal: something that a coach would want to know now, with what shows it and one thing to do about it. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The catalogue [1N]."""

    COMPLETION_FALLING = "completion_falling"
    PILING_UP = "piling_up"
    NOT_ATTEMPTING = "not_attempting"
    FLAT_3_WEEKS = "flat_3_weeks"
    WEEK_6_HALF = "week_6_half"
    GOAL_UNREVIEWED = "goal_unreviewed"
    VISION_UNREAD = "vision_unread"
    REFLECTION_SLOWING = "reflection_slowing"
    CHECKINS_MISSED = "checkins_missed"
    ENERGY_LOW = "energy_low"
    ATTENDANCE = "attendance"
    NO_NEXT_SESSION = "no_next_session"
    SILENT_START = "silent_start"
    INVITE_UNANSWERED = "invite_unanswered"
    SILENCE = "silence"
    OVERLOAD = "overload"
    LONG_CONTEMPLATION = "long_contemplation"
    # The coach's own side.
    PROMISE_OPEN = "promise_open"
    NOTE_OPEN = "note_open"
    REPORT_UNANSWERED = "report_unanswered"


@dataclass(frozen=True)
class Signal:
    """`since`: the lived day it became true. `numbers`: what shows it, for the sentence of its kind. `of`: the goal,
    experiment or area it is about in the client's words, `ref` its id, where there is one. `level`: raised where the
    same thing has to be said again."""

    kind: Kind
    since: int
    numbers: tuple[tuple[str, int | float], ...] = ()
    of: str = ""
    ref: str = ""
    level: int = 0

    @property
    def evidence(self) -> str:
        """By this the same evidence is known again: as long as it goes on it is the same. Numbers that grow by the day
        are no part of it, and no words."""
        return f"{self.ref}:{self.since}:{self.level}"

    def number(self, name: str) -> int | float:
        return dict(self.numbers)[name]


@dataclass(frozen=True)
class Unknown:
    """What would be judged if there were more to go on: said, and never shown as fine."""

    kind: Kind
    of: str = ""
    ref: str = ""
