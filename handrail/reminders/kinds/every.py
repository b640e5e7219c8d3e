"""All kinds, in the order in which they stand in one message."""

from handrail.reminders.kinds.action import ActionDue
from handrail.reminders.kinds.check_in import DailyCheckIn, WeeklyReport
from handrail.reminders.kinds.digest import Digest
from handrail.reminders.kinds.habit import HabitCue
from handrail.reminders.kinds.kind import Kind
from handrail.reminders.kinds.measure import DailyMeasure, MeasureDue
from handrail.reminders.kinds.note import NoteToWrite
from handrail.reminders.kinds.preparation import PreparationDue
from handrail.reminders.kinds.promise import PromiseDue
from handrail.reminders.kinds.reflection import QuestionAsked
from handrail.reminders.kinds.session import (
    SessionAhead,
    SessionAsked,
    SessionCancelled,
    SessionChanged,
    SessionMoved,
    SessionSoon,
)
from handrail.reminders.kinds.way_back import WayBack
from handrail.reminders.kinds.word import WordAnswered, WordSent

DIGEST = Digest()
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        SessionCancelled(), SessionMoved(), SessionChanged(), SessionAsked(), SessionSoon(), SessionAhead(),
        PreparationDue(), WordSent(), WayBack(), PromiseDue(), ActionDue(), HabitCue(), DailyMeasure(),
        DailyCheckIn(), MeasureDue(), WeeklyReport(), QuestionAsked(), NoteToWrite(), WordAnswered(), DIGEST,
    )
}  # fmt: skip
ORDER = {name: place for place, name in enumerate(KINDS)}
