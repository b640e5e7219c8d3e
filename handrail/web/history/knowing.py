"""What tellings take as known, asked of the database in a fixed number of statements."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.ledger.book import Happening, Key
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.measure import Measure
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.session import Session
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.trajectory.wording import TITLE
from handrail.web.history.places import Places
from handrail.web.history.small import small_rows
from handrail.web.history.telling import Known

# The rows that a page of history is read against. Notes and reflections are asked for one by one: they are long.
TOLD: tuple[type[Belonging], ...] = (
    Vision, Goal, Milestone, WeeklyGoal, Session, Action, Exercise, Prompt, Review, Win,
    Habit, Measure, Domain,
)  # fmt: skip


def known(whole: Whole, happenings: Iterable[Happening], *, places: Places) -> Known:
    happenings = list(happenings)
    titles, hrefs = dict(_titles(whole)), dict(_hrefs(whole, places))
    private: set[Key] = set()
    for note_id, session_id, visibility in _notes(whole, happenings):
        alone = visibility == Visibility.COACH_ONLY
        titles["note", note_id] = _("Your own note") if alone else _("Shared note")
        hrefs["note", note_id] = hrefs.get(("session", session_id), "")
        private |= {("note", note_id)} if alone else set()
    for row in _reflections(whole, happenings):
        key = ("reflection", row["id"])
        titles[key] = titles.get(("prompt", row["prompt_id"]), "")
        hrefs[key] = places.reflection(row["id"]) if row["is_read"] else ""
        private |= {key} if row["is_read"] and not _is_shared(row) else set()
    for key, title, href in list(small_rows(whole, happenings, titles=titles, hrefs=hrefs, places=places)):
        titles[key], hrefs[key] = title, href
        private |= {key} if key[0] in ("fact", "intention", "impression", "handling") else set()
    return Known(
        reader_id=whole.reader.pk,
        zone=ZoneInfo(whole.reader.zone),
        names=names(whole, happenings),
        titles=titles,
        hrefs=hrefs,
        private=frozenset(private),
        versions=places.versions,
    )


def names(whole: Whole, happenings: Iterable[Happening]) -> dict[UUID, str]:
    """Everybody that these happenings name, in one statement: by the given name, where that is clear."""
    people = list(Person.objects.filter(pk__in=set(_people(happenings)), practice_id=whole.reader.practice_id))
    given = Counter(person.given_name for person in people)
    return {person.pk: person.given_name if given[person.given_name] == 1 else person.name for person in people}


def _people(happenings: Iterable[Happening]) -> Iterator[UUID]:
    for happening in happenings:
        yield from (who for who in (happening.by_id, happening.on_behalf_of_id) if who)
        for change in happening.changes:
            for column in ("owner_id", "person_id", *(("coachee_id",) if change.table == "attendance" else ())):
                if named := change.after.get(column):
                    yield UUID(named)


def _titles(whole: Whole) -> Iterator[tuple[Key, str]]:
    for noun in whole.rows:
        table = str(noun._meta.model_name)
        if column := TITLE.get(table):
            yield from (((table, row.pk), getattr(row, column)) for row in whole.every(noun))
    for vision in whole.visions:
        yield (vision.table, vision.pk), _("The vision")
    for session in whole.sessions:
        yield (session.table, session.pk), _session(whole, session)
    for review in whole.every(Review):
        goal: Goal | None = whole.rows[Goal].get(review.goal_id) if review.goal_id else None
        yield (review.table, review.pk), goal.text if goal else _("Halfway")


def _session(whole: Whole, session: Session) -> str:
    """Its number on the line; one that fell out has only its day."""
    if landing := whole.landing(session):
        return _("Session %(number)d") % {"number": landing.number}
    return _("Session of %(day)s") % {"day": date_format(whole.day_of(session), "j F")}


def _hrefs(whole: Whole, places: Places) -> Iterator[tuple[Key, str]]:
    for row in chain(whole.visions, whole.goals, whole.sessions, whole.actions, whole.every(WeeklyGoal)):
        yield (row.table, row.pk), places.row(row)
    for exercise in whole.every(Exercise):
        yield (exercise.table, exercise.pk), places.row(exercise)
    for row in chain(whole.every(Habit), whole.every(Measure), whole.every(Domain)):
        yield (row.table, row.pk), places.row(row)
    for milestone in whole.every(Milestone):
        yield (milestone.table, milestone.pk), places.goal(milestone.goal_id)
    for review in whole.every(Review):
        yield (review.table, review.pk), places.goal(review.goal_id) if review.goal_id else ""


def _ids(happenings: Iterable[Happening], table: str) -> set[UUID]:
    return {change.row_id for happening in happenings for change in happening.changes if change.table == table}


def _notes(whole: Whole, happenings: Iterable[Happening]) -> Iterable[tuple[UUID, UUID, str]]:
    rows = Note.objects.filter(pk__in=_ids(happenings, "note")).visible_to(whole.reader)
    return rows.values_list("pk", "session_id", "visibility")


def _reflections(whole: Whole, happenings: Iterable[Happening]) -> Iterator[dict[str, Any]]:
    """The status of each, and after it the row again where the reader reads it."""
    rows = Reflection.objects.filter(pk__in=_ids(happenings, "reflection"))
    yield from ({**row, "is_read": False} for row in rows.status_for(whole.reader))
    for row in rows.visible_to(whole.reader).values("id", "prompt_id", "state", "visibility"):
        yield {**row, "is_read": True}


def _is_shared(row: dict[str, Any]) -> bool:
    return all(row[column] == value for column, value in Reflection.OPEN_WHILE.items())
