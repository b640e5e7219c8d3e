"""A trajectory as it is put on paper: what somebody reads of it, in the order people ask for it. Asks no database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.export.between import between_facts
from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.fact import Fact
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.handling import Handling
from handrail.trajectory.idea import Idea
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.pause import Pause
from handrail.trajectory.photo import Photo
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.sentence import Sentence
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.trajectory.wording import TITLE, WORDS

SECTIONS: tuple[tuple[type[Belonging], "Promise"], ...] = (
    (Vision, _("The vision")),
    (Goal, _("Three-month goals")),
    (Milestone, _("Milestones")),
    (WeeklyGoal, _("Weekly goals")),
    (Session, _("Sessions")),
    (Action, _("Actions")),
    (Exercise, _("Exercises")),
    (Prompt, _("Questions and answers")),
    (Brainstorm, _("Brainstorms")),
    (Idea, _("Ideas")),
    (Review, _("Looked back on")),
    (Win, _("Wins")),
    (CheckIn, _("Check-ins and weekly reports")),
    (Outreach, _("Words from the coach")),
    (Habit, _("Habits")),
    (Measure, _("Measures")),
    (Domain, _("Areas and readiness")),
    (Lapse, _("Slips and breaks")),
    (Pause, _("Pauses")),
    (Exploration, _("What was explored")),
    (CopingPlan, _("If–then plans")),
    (ScaleAnswer, _("On a scale from nought to ten")),
    (Sentence, _("How messages are worded")),
    (Fact, _("Kept in mind by the coach")),
    (Handling, _("What the coach did about signals")),
)
# Told with their session, in this order.
OF_A_SESSION: tuple[type[Belonging], ...] = (Preparation, Note, Summary, Feedback)
# What else a row says in a few words: a day or a number, put into a sentence.
DAYS: Mapping[str, "Promise"] = {
    "due_on": _("by %(day)s"),
    "from_on": _("from %(day)s"),
    "until_on": _("until %(day)s"),
    "started_on": _("since %(day)s"),
    "replied_on": _("answered %(day)s"),
    "starts_on": _("from %(day)s"),
    "ends_on": _("to %(day)s"),
    "held_on": _("%(day)s"),
    "won_on": _("%(day)s"),
    "ended_on": _("ended %(day)s"),
    "revisited_on": _("last read again %(day)s"),
}
NUMBERS: Mapping[str, "Promise"] = {
    "minutes": _("%(number)d minutes"),
    "percent": _("%(number)d %%"),
    "progress": _("progress %(number)d of 10"),
    "energy": _("energy %(number)d of 10"),
    "commitment": _("commitment %(number)d of 10"),
    "confidence": _("confidence %(number)d of 10"),
}
CHOICES = ("state", "reason", "cadence", "achievement", "kind", "relevance", "decision", "fit", "rating")


@dataclass(frozen=True)
class Said:
    """Words, what they are called, and since when they stood, where that is told."""

    text: str
    label: str = ""
    on: date | None = None
    is_private: bool = False


@dataclass(frozen=True)
class Piece:
    """One row. `earlier` are the words that stood there before."""

    title: str
    facts: Sequence[str]
    words: Sequence[Said]
    earlier: Sequence[Said] = ()
    # Where its photos lie, as seen from the page.
    photos: Sequence[str] = ()


@dataclass(frozen=True)
class Section:
    heading: str
    pieces: Sequence[Piece]


# The words that stood in a row before those of today, oldest first.
Earlier = Mapping[UUID, Sequence[Said]]


@dataclass(frozen=True)
class Sheet:
    """`unread` says, for each question, what is known of answers that the reader does not read (table 1O, "s")."""

    whole: Whole
    earlier: Earlier
    unread: Mapping[UUID, Sequence[str]]
    photo_at: str = "photos/{id}.jpg"

    def sections(self) -> Iterator[Section]:
        for noun, heading in SECTIONS:
            rows = self.whole.sessions if noun is Session else self.whole.every(noun)
            if rows:
                yield Section(str(heading), [self._piece(row) for row in rows])

    def _piece(self, row: Any) -> Piece:
        words, earlier = list(_words(row)), list(self.earlier.get(row.pk, ()))
        for other in self._beside(row):
            words += _words(other)
            earlier += self.earlier.get(other.pk, ())
        return Piece(
            self._title(row), [*self._facts(row), *self.unread.get(row.pk, ())], words, earlier, self._photos(row)
        )

    def _photos(self, row: Any) -> list[str]:
        kept = (each for each in self.whole.every(Photo) if each.action_id == row.pk and each.state == "kept")
        return [self.photo_at.format(id=photo.pk) for photo in kept]

    def _beside(self, row: Any) -> Iterator[Belonging]:
        """Rows told with another: what was brought to a session and its notes, answers, an action's other days."""
        if isinstance(row, Session):
            told: list[Any] = [each for noun in OF_A_SESSION for each in self.whole.every(noun)]
            yield from (each for each in told if each.session_id == row.pk)
        elif isinstance(row, Prompt):
            yield from self.whole.reflections_on(row)
        elif isinstance(row, Action):
            yield from self.whole.postponements(row)

    def _title(self, row: Any) -> str:
        if isinstance(row, Session):
            return self._moment(row.starts_at)
        if isinstance(row, CheckIn):
            return f"{row.get_kind_display()}, {_day(row.period_on)}"
        if isinstance(row, Outreach):
            return self._moment(row.sent_at)
        if isinstance(row, Exploration):
            return self._moment(row.session.starts_at)
        if isinstance(row, ScaleAnswer):
            return f"{row.asked} {row.value}/10".strip()
        return str(getattr(row, TITLE.get(row.table, ""), ""))

    def _facts(self, row: Any) -> Iterator[str]:
        # Coach and one client need no telling whose it is.
        if len(self.whole.people) > 2 and row.coachee_id in self.whole.people:
            yield self.whole.people[row.coachee_id].name
        for name in CHOICES:
            if said := getattr(row, f"get_{name}_display", str)():
                yield str(said)
        if isinstance(row, Action) and row.owner_id == self.whole.trajectory.coach_id:
            yield _now("a promise of %(name)s") % {"name": self.whole.trajectory.coach.name}
        for name, sentence in DAYS.items():
            if day := getattr(row, name, None):
                yield sentence % {"day": _day(day)}
        for name, sentence in NUMBERS.items():
            if (number := getattr(row, name, None)) is not None:
                yield sentence % {"number": number}
        yield from between_facts(self.whole, row)
        for change in self.whole.postponements(row) if isinstance(row, Action) else ():
            yield _now("moved from %(day)s to %(other)s") % {"day": _day(change.from_on), "other": _day(change.to_on)}
        if not isinstance(row, Goal) and (goal := self.whole.rows[Goal].get(getattr(row, "goal_id", None) or row.pk)):
            yield _now("for: %(goal)s") % {"goal": goal.text}

    def _moment(self, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self.whole.reader.zone))
        return f"{_day(local.date())}, {date_format(local, 'H:i')}"


def _words(row: Any) -> Iterator[Said]:
    title = TITLE.get(row.table)
    for (table, column), label in WORDS.items():
        if table == row.table and column != title and (text := getattr(row, column)):
            yield Said(text, _label(row, str(label)), getattr(row, "written_on", None), _is_private(row))


def _label(row: Any, label: str) -> str:
    if isinstance(row, Summary):
        return _now("The summary")
    if isinstance(row, Note):
        return _now("The coach’s own note") if row.visibility == Visibility.COACH_ONLY else _now("Notes")
    return _now("Answer") if isinstance(row, Reflection) else label


def _is_private(row: Any) -> bool:
    return isinstance(row, Reflection) and not row.is_shared


def _day(day: date) -> str:
    return date_format(day, "j F Y")
