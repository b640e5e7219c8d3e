"""What each automatic message says to one client, as their coach may read it beforehand and word it anew [81]."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from handrail.lib.refusal import NotUnderstood
from handrail.lib.said import Said
from handrail.practice.person import Person
from handrail.reminders.item import Item, Someone, Words
from handrail.reminders.kinds.every import KINDS
from handrail.reminders.kinds.kind import Kind
from handrail.reminders.people import look_at
from handrail.reminders.wall import Walls
from handrail.trajectory.sentence import Sentence, filled
from handrail.trajectory.trajectory import Trajectory

# What fell due or will within so many days serves as the example.
NEAR = 7


@dataclass(frozen=True)
class Preview:
    """`own` is the coach's sentence as they wrote it, `ours` what is said without one; both with their marks."""

    kind: str
    title: Said
    subject: str
    words: Words
    own: str
    ours: str
    marks: tuple[str, ...]
    # Whether there is something of theirs that it would be about now.
    is_real: bool


def previews(trajectory: Trajectory, client: Person, *, coach: Person, at: datetime) -> list[Preview]:
    """Of every kind that speaks in the coach's name; the same number of statements whatever there is to say."""
    someone = look_at([client.pk], at=at)[client.pk]
    walls = Walls.at_once(at)
    return [
        _preview(kind, trajectory, someone, coach=coach, walls=walls) for kind in KINDS.values() if str(kind.sentence)
    ]


def say(trajectory: Trajectory, *, by: Person, at: datetime, kind: str, text: str) -> Sentence:
    """The coach's own words for this kind; ours again where they are empty."""
    known = KINDS.get(kind)
    if known is None or not str(known.sentence):
        raise NotUnderstood("kind")
    return Sentence.say(trajectory, by=by, at=at, kind=kind, text=text, marks=known.marks)


def _preview(kind: Kind, trajectory: Trajectory, someone: Someone, *, coach: Person, walls: Walls) -> Preview:
    item = _example(kind, trajectory, someone, coach=coach, walls=walls)
    own = someone.sentences.get((trajectory.pk, kind.name), "")
    words = kind.spoken(item, someone) if item else _without_example(own or str(kind.sentence), someone)
    subject = kind.subject_of(item, someone) if item else str(kind.subject)
    marks = tuple(sorted(kind.marks))
    return Preview(kind.name, kind.title, subject, words, own, str(kind.sentence), marks, item is not None)


def _example(kind: Kind, trajectory: Trajectory, someone: Someone, *, coach: Person, walls: Walls) -> Item | None:
    """Something of this client that the coach may read, done or not: it is about the words."""
    rows = [
        row for row in kind.rows([someone.person.pk], walls, back=NEAR)[:50] if row.trajectory_id == trajectory.pk
    ]  # fmt: skip
    read = partial(_is_read, coach=coach)
    return next((item for item in kind.items(rows, {someone.person.pk: someone}) if read(item)), None)


def _is_read(item: Item, *, coach: Person) -> bool:
    return bool(type(item.row).reached_by(coach).filter(pk=item.row.pk).exists())


def _without_example(sentence: str, someone: Someone) -> Words:
    return Words(said=filled(sentence, {"name": someone.person.given_name, "day": _("Thursday")}))
