"""Taking a file in: each line through verbs, in one transaction, once.

A line is known again by what it says (a receipt keeps a keyed hash of it), so the same file twice changes nothing,
however its records have moved on since: done, reworded, let go, erased. A line that says something else is compared
with what is there. Nothing is sent to anyone, and a trajectory that is made here stays a draft.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from django.utils.translation import gettext

from handrail.ledger.covered import Covered
from handrail.ledger.refusals import CannotMove
from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.refusal import Missing, NotText, NotUnderstood, OutOfRange, Refusal, TooLong
from handrail.practice.account import address
from handrail.practice.joining import add_person
from handrail.practice.membership import Role
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.goal import Goal
from handrail.trajectory.intake.table import Amiss, Column, Line, Reason, Refused, Status, Table
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.trajectory import ENDED, Trajectory

Row = TypeVar("Row", bound=Covered)
REASONS: dict[type[Refusal], Reason] = {
    Missing: Reason.MISSING,
    TooLong: Reason.TOO_LONG,
    NotText: Reason.NOT_TEXT,
    OutOfRange: Reason.OUT_OF_RANGE,
    CannotMove: Reason.MOVED_ON,
}
COLUMNS = {"name": Column.NAME, "email": Column.EMAIL, "due_on": Column.DUE, "state": Column.STATUS}


class Outcome(Enum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def take_in(table: Table, *, by: Person, at: datetime) -> Iterator[Outcome | Refused]:
    """Every line of the file, as the record of the coach `by`; what became of each, in order."""
    for line in table:
        yield line if isinstance(line, Refused) else take_in_line(line, by=by, at=at)


def take_in_line(line: Line, *, by: Person, at: datetime) -> Outcome | Refused:
    taking = _Taking(line, by=by, at=at)
    try:
        said = (address(line.email), line.goal, line.action, str(line.due_on), line.status)
        perform(taking.all_of_it, by=by, at=at, surface=Surface.FILE, key=_key(by, "line", *said))
    except Amiss as amiss:
        return Refused(line.number, amiss.column, _cell(line, amiss.column), amiss.reason)
    except NotUnderstood:
        return Refused(line.number, Column.EMAIL, line.email, Reason.NOT_AN_ADDRESS)
    return taking.outcome


@dataclass
class _Taking:
    """One line on its way in."""

    line: Line
    by: Person
    at: datetime
    outcome: Outcome = Outcome.UNCHANGED

    def all_of_it(self, *, by: Person, at: datetime) -> Covered:
        client = self._client()
        trajectory = self._trajectory(client)
        goal = self._goal(trajectory, client) if self.line.goal else None
        due_on = self.line.due_on
        return self._action(trajectory, client, goal, due_on=due_on) if due_on else goal or trajectory

    def _client(self) -> Person:
        if address(self.line.email) == self.by.email:
            raise Amiss(Column.EMAIL, Reason.OWN_ADDRESS)
        known = Person.objects.filter(practice_id=self.by.practice_id, account__email=address(self.line.email)).first()
        if known and known.is_coachee:
            return known
        with _blaming(Column.NAME):
            return self._make(add_person, name=self.line.name, email=self.line.email, roles=(Role.COACHEE,))

    def _trajectory(self, client: Person) -> Trajectory:
        led = Trajectory.objects.led_by(self.by).exclude(state__in=ENDED)
        joined = led.filter(pk__in=client.participations.exclude(state="left").values("trajectory_id"))
        # Two lines for one client that come at the same moment make one draft.
        how_many = Trajectory.objects.filter(coach=self.by, participants__person=client).count()
        key = _key(self.by, "trajectory", client.pk, how_many)
        return joined.order_by("pk").last() or self._make(draft_trajectory, key=key, coachees=[client])

    def _goal(self, trajectory: Trajectory, client: Person) -> Goal:
        with _blaming(Column.GOAL):
            same = Goal.objects.filter(trajectory=trajectory, coachee=client, text=self.line.goal)
            return same.order_by("pk").first() or self._make(
                Goal.propose, key=_key(self.by, "goal", trajectory.pk, client.pk, self.line.goal),
                trajectory=trajectory, coachee=client, text=self.line.goal,
            )  # fmt: skip

    def _action(self, trajectory: Trajectory, client: Person, goal: Goal | None, *, due_on: date) -> Action:
        text = self.line.action
        with _blaming(Column.ACTION):
            mine = Action.objects.filter(trajectory=trajectory, coachee=client)
            same = mine.filter(text=text, original_due_on=due_on, goal=goal)
            action = same.order_by("pk").first() or self._make(
                Action.propose, key=_key(self.by, "action", trajectory.pk, client.pk, text, due_on, goal and goal.pk),
                trajectory=trajectory, owner=client, text=text, due_on=due_on, goal=goal,
                agreed=self.line.status != Status.PROPOSED,
            )  # fmt: skip
        with _blaming(Column.STATUS):
            self._bring(action)
        return action

    def _bring(self, action: Action) -> None:
        """To where the line says it is. "Open" leaves an action as it is: a file takes nothing back."""
        if self.line.status == Status.DONE and action.state != ActionState.DONE:
            self._tell(action.complete)
        elif self.line.status == Status.RELEASED and action.state != ActionState.RELEASED:
            self._tell(action.release, reason=gettext("It was let go in the file this came from."))

    def _make(self, verb: Callable[..., Row], *, key: str = "", **given: Any) -> Row:
        """A new row; or with a key the one that an earlier line made, whatever it is called by now."""

        def made(*, by: Person, at: datetime) -> Row:
            self.outcome = Outcome.CREATED
            return verb(by=by, at=at, **given)

        return perform(made, by=self.by, at=self.at, surface=Surface.FILE, key=key)

    def _tell(self, verb: Callable[..., Row], **given: Any) -> None:
        perform(verb, by=self.by, at=self.at, surface=Surface.FILE, **given)
        if self.outcome == Outcome.UNCHANGED:
            self.outcome = Outcome.UPDATED


def _key(by: Person, *said: object) -> str:
    """What stands on a receipt. Keyed, so that it says nothing to whoever sees receipts alone."""
    return "file " + IntakeKey.of(by.practice_id).seal("\0".join(map(str, said)))[:56]


@contextmanager
def _blaming(column: Column) -> Iterator[None]:
    """A rule refused: say in which column of the file the reason stands."""
    try:
        yield
    except Amiss:
        raise
    except Refusal as refusal:
        reason = REASONS.get(type(refusal), Reason.NOT_POSSIBLE)
        if isinstance(refusal, NotUnderstood) and refusal.field == "email":
            reason = Reason.NOT_AN_ADDRESS
        raise Amiss(COLUMNS.get(refusal.field, column), reason) from None


def _cell(line: Line, column: Column) -> str:
    cells: dict[str, str] = {
        Column.NAME: line.name, Column.EMAIL: line.email, Column.GOAL: line.goal, Column.ACTION: line.action,
        Column.DUE: str(line.due_on or ""), Column.STATUS: line.status,
    }  # fmt: skip
    return cells[column]
