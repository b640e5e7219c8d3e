"""SortedLine: that a marked line of a note was dealt with, and what it became. The note itself is never touched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from handrail.ledger.surface import circumstances, current
from handrail.lib.ids import uuid7
from handrail.lib.refusal import Missing, NotYours
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.note_lines import Kind
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory

# A line that turned out to be no more than that.
JUST_A_LINE = "line"


class SortedLine(models.Model):
    """A machine table: one for each line of a note that was dealt with, so that it becomes something once. What it
    became stands in that row's own history."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="sorted_lines")
    note = models.ForeignKey(Note, models.CASCADE, related_name="sorted_lines")
    # Which line, wherever it stands (note_lines.mark_of).
    mark = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in (*Kind, JUST_A_LINE)])
    row_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "mark"], name="line_sorted_once")]


@dataclass(frozen=True)
class Sorting:
    """What somebody decided about one line. `of` is the client it is for, or the coach for a promise of their own;
    `due_on` and `agreed` are said of an action."""

    mark: str
    kind: str
    text: str
    of: Person
    due_on: date | None = None
    agreed: bool = False


def sort_note(
    session: Session, *, by: Person, at: datetime, visibility: str, text: str, lines: Sequence[Sorting],
    base: str | None = None,
) -> Any:  # fmt: skip
    """The note as it is by now, and what its lines become, as one request (`perform`): refused in one thing, it is
    refused as a whole."""
    written = Note.write(session, by=by, at=at, visibility=visibility, text=text, base=base)
    return sort_lines(written, by=by, at=at, lines=lines) if isinstance(written, Note) else written


def sort_lines(note: Note, *, by: Person, at: datetime, lines: Sequence[Sorting]) -> Note:
    """Each line becomes what was decided, by that thing's own verb; one that was dealt with before, nothing more."""
    if by.pk != note.trajectory.coach_id:
        raise NotYours
    # Two devices at once queue here: the second finds what the first one made.
    note = Note.objects.select_for_update(of=("self",)).select_related("trajectory", "session").get(pk=note.pk)
    known = set(note.sorted_lines.values_list("mark", flat=True))
    for line in lines:
        if line.mark not in known:
            known.add(line.mark)
            SortedLine.objects.create(
                practice_id=note.practice_id, trajectory=note.trajectory, note=note, mark=line.mark, kind=line.kind,
                row_id=BECOMES[line.kind](note, line, by=by, at=at),
            )  # fmt: skip
    return note


def is_agreed(note_visibility: str, *, took_place: bool) -> bool:
    """What stands in the note of both was said by both, once the session is on; the coach's own is a proposal."""
    return took_place and note_visibility == Visibility.SHARED


def _action(note: Note, line: Sorting, *, by: Person, at: datetime) -> UUID:
    if line.due_on is None:
        raise Missing("due_on")
    is_theirs = line.agreed and line.of.pk != by.pk
    with circumstances(replace(current(), on_behalf_of_id=line.of.pk if is_theirs else None)):
        return Action.propose(
            note.trajectory, by=by, at=at, owner=line.of, text=line.text, due_on=line.due_on, session=note.session,
            agreed=line.agreed,
        ).pk  # fmt: skip


def _goal(note: Note, line: Sorting, *, by: Person, at: datetime) -> UUID:
    return Goal.propose(note.trajectory, by=by, at=at, coachee=line.of, text=line.text).pk


def _prompt(note: Note, line: Sorting, *, by: Person, at: datetime) -> UUID:
    asked = Reflection.ask(note.trajectory, by=by, at=at, coachee=line.of, question=line.text, session=note.session)
    return asked.prompt_id


def _fact(note: Note, line: Sorting, *, by: Person, at: datetime) -> UUID:
    return Fact.keep(note.trajectory, by=by, at=at, coachee=line.of, text=line.text).pk


def _nothing(note: Note, line: Sorting, *, by: Person, at: datetime) -> None:
    return None


BECOMES: dict[str, Callable[..., Any]] = {
    Kind.ACTION: _action, Kind.GOAL: _goal, Kind.PROMPT: _prompt, Kind.FACT: _fact, JUST_A_LINE: _nothing,
}  # fmt: skip
