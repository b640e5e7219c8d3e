"""What one may answer to each kind, and the one verb that an answer is. The page and the mail come here alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered
from handrail.lib.refusal import Missing
from handrail.lib.said import Said
from handrail.practice.person import Person
from handrail.reminders.claim import Claim
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.answering import submit
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.check_in import Kind as Rhythm
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.methods.answer import beside
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Visibility
from handrail.trajectory.session import Session
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Given:
    """What came with an answer. Which of it is asked for, the way says."""

    text: str = ""
    number: Decimal | None = None
    energy: int | None = None
    day: date | None = None
    starts_at: datetime | None = None
    moved: str = ""
    stuck: str = ""
    next_step: str = ""
    shared: bool = False
    wish: str = ""


@dataclass(frozen=True)
class Answer:
    """`asks`: for which of `Given` there is an input. `do` carries it out; None: only that they answered is kept."""

    label: Said
    asks: tuple[str, ...]
    do: Callable[["Asked", Given, Person, datetime], Covered | None]
    # What the page says above the input of words.
    words: Said = ""


@dataclass(frozen=True)
class Asked:
    """The one thing that a link or a reply is about."""

    claim: Claim
    row: Any
    trajectory: Trajectory


def _done(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    return _action(asked).complete(by=by, at=at, remark=given.text)


def _not_yet(asked: Asked, given: Given, by: Person, at: datetime) -> Covered | None:
    """Without a word it is an answer all the same; with one, that is what is in the way [73]."""
    action = _action(asked)
    if not given.text.strip():
        return None
    if action.state == ActionState.BLOCKED:
        action.unblock(by=by, at=at)
    return action.block(by=by, at=at, obstacle=given.text)


def _another_day(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    day = given.day or by.today(at) + timedelta(days=1)
    return _action(asked).move_on(by=by, at=at, due_on=day, reason=given.text)


def _write(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    """What was begun elsewhere stays above: it is in no message and on no page that a link opens."""
    if not given.text.strip():
        raise Missing("text")
    exercise = asked.row.prompt.exercise
    if exercise is not None and exercise.sheet:
        words = beside(exercise.sheet, asked.row.text, given.text)
    else:
        words = f"{asked.row.text}\n\n{given.text}" if asked.row.text.strip() else given.text
    visibility = Visibility.SHARED if given.shared else Visibility.PRIVATE
    return submit(asked.row, by=by, at=at, text=words, visibility=visibility)


def _not_this_one(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    skipped: Covered = asked.row.skip(by=by, at=at)
    return skipped


def _how_it_is(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    if given.energy is None and not given.text.strip():
        raise Missing("energy")
    said = {"energy": given.energy, "line": given.text}
    return CheckIn.submit(
        asked.trajectory, by=by, at=at, kind=Rhythm.DAILY, period_on=asked.claim.moment, **_both(asked, by, said)
    )


def _both(asked: Asked, by: Person, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said now beside what was said before: a number that comes alone takes no line away."""
    before = CheckIn.objects.filter(
        trajectory=asked.trajectory, coachee=by, kind=Rhythm.DAILY, period_on=asked.claim.moment
    ).first()
    kept = {name: getattr(before, name) for name in ("energy", "line", "moved", "stuck", "next_step")} if before else {}
    return kept | {name: value for name, value in said.items() if value not in (None, "")}


def _no_check_in(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    return CheckIn.skip(asked.trajectory, by=by, at=at, kind=Rhythm.DAILY, period_on=asked.claim.moment)


def _report(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    if not any(words.strip() for words in (given.moved, given.stuck, given.next_step)):
        raise Missing("moved")
    return CheckIn.submit(
        asked.trajectory, by=by, at=at, kind=Rhythm.WEEKLY, period_on=asked.claim.moment, moved=given.moved,
        stuck=given.stuck, next_step=given.next_step,
    )  # fmt: skip


def _no_report(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    return CheckIn.skip(asked.trajectory, by=by, at=at, kind=Rhythm.WEEKLY, period_on=asked.claim.moment)


def _number(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    """A second number is not one more: it puts right what was given for that day."""
    if given.number is None:
        raise Missing("number")
    if there := _number_of(asked, by):
        return there.correct(by=by, at=at, value=given.number, remark=given.text or there.remark)
    day = asked.claim.moment if asked.claim.kind == "daily_measure" else None
    return MeasureEntry.record(asked.row, by=by, at=at, value=given.number, measured_on=day, remark=given.text)


def _number_of(asked: Asked, by: Person) -> MeasureEntry | None:
    """What was given in answer to this question: of its day, or of the days after it was asked."""
    first = last = asked.claim.moment
    if asked.claim.kind != "daily_measure":
        first = by.today(asked.claim.at)
        last = first + timedelta(days=6)
    entries = MeasureEntry.objects.filter(measure=asked.row, measured_on__range=(first, last))
    return entries.order_by("-measured_on", "-pk").first()


def _kept(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    return Tick.put(asked.row, by=by, at=at, ticked_on=asked.claim.moment, kept=True)


def _not_kept(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    return Tick.put(asked.row, by=by, at=at, ticked_on=asked.claim.moment, kept=False)


def _another_time(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    if given.starts_at is None:
        raise Missing("starts_at")
    return Session.request(asked.trajectory, by=by, at=at, starts_at=given.starts_at, minutes=asked.row.minutes)


def _topic(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    """What was said before and not said anew stays: it is on no page that a link opens."""
    said = {"topic": given.text, "energy": given.energy, "wish": given.wish}
    if all(value in (None, "") for value in said.values()):
        raise Missing("text")
    before = Preparation.standing(asked.row, by)
    kept = {name: getattr(before, name) for name in said} if before else {}
    new = {name: value for name, value in said.items() if value not in (None, "")}
    prepared: Covered = Preparation.say(asked.row, by=by, at=at, **(kept | new))
    return prepared


def _write_back(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    answered: Covered = asked.row.answer(by=by, at=at, text=given.text)
    return answered


def _go_on(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    return asked.trajectory.resume(by=by, at=at)


def _longer(asked: Asked, given: Given, by: Person, at: datetime) -> Covered:
    """The pause that was planned ends, and another begins: the days between stay what they were."""
    trajectory, reason = asked.trajectory, asked.trajectory.pause_reason
    trajectory.resume(by=by, at=at)
    return trajectory.pause(by=by, at=at, reason=reason, resumes_on=by.today(at) + WEEK)


def _action(asked: Asked) -> Action:
    action: Action = asked.row
    return action


ANOTHER = {"another": Answer(_("Ask for another time"), ("starts_at",), _another_time)}
AHEAD = {
    "topic": Answer(_("Keep this"), ("text", "energy", "wish"), _topic, _("What I want to talk about")),
    **ANOTHER,
}
SAY = _("What is in the way, if you like")
ANSWERS: dict[str, dict[str, Answer]] = {
    "action": {
        "done": Answer(_("Done"), ("text",), _done, _("A word about it, if you like")),
        "not_yet": Answer(_("Not yet"), ("text",), _not_yet, SAY),
        "later": Answer(_("Another day"), ("day", "text"), _another_day, _("Why, if you like")),
    },
    "reflection": {
        "write": Answer(_("Keep this"), ("text", "shared"), _write, _("In your own words")),
        "skip": Answer(_("Not this one"), (), _not_this_one),
    },
    "check_in": {
        "say": Answer(_("Keep this"), ("energy", "text"), _how_it_is, _("A line, if you like")),
        "skip": Answer(_("Not today"), (), _no_check_in),
    },
    "weekly_report": {
        "say": Answer(_("Send it"), ("moved", "stuck", "next_step"), _report),
        "skip": Answer(_("Not this week"), (), _no_report),
    },
    "measure": {"number": Answer(_("Keep this"), ("number", "text"), _number, _("A word about it, if you like"))},
    "daily_measure": {"number": Answer(_("Keep this"), ("number", "text"), _number, _("A word about it, if you like"))},
    "habit": {"kept": Answer(_("Done"), (), _kept), "not_kept": Answer(_("Not today"), (), _not_kept)},
    "word": {"reply": Answer(_("Send it"), ("text",), _write_back, _("Write back"))},
    "way_back": {"back": Answer(_("Yes, let us go on"), (), _go_on), "longer": Answer(_("A week more"), (), _longer)},
    "session_ahead": AHEAD,
    "session_soon": AHEAD,
    "session_moved": ANOTHER,
    "session_cancelled": {},
}  # fmt: skip
