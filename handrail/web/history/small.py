"""Rows that have no name of their own: a tick is told by its habit, a number by its measure, a photo by its action."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from handrail.ledger.book import Happening, Key
from handrail.signals.naming import name_of
from handrail.trajectory.agenda_item import AgendaItem
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.fact import Fact
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.handling import Handling
from handrail.trajectory.idea import Idea
from handrail.trajectory.impression import Impression
from handrail.trajectory.intention import Intention
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.photo import Photo
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.summary import Summary
from handrail.trajectory.tick import Tick
from handrail.trajectory.whole import Whole
from handrail.web.history.places import Places

# Of which rows each is: the first that is there.
OF: Mapping[type[Belonging], tuple[tuple[str, str], ...]] = {
    Tick: (("habit_id", "habit"), ("weekly_goal_id", "weeklygoal")),
    MeasureEntry: (("measure_id", "measure"),),
    StageEntry: (("domain_id", "domain"),),
    Photo: (("action_id", "action"),),
    ScaleAnswer: (
        ("action_id", "action"),
        ("weekly_goal_id", "weeklygoal"),
        ("habit_id", "habit"),
        ("goal_id", "goal"),
        ("session_id", "session"),
    ),
    Preparation: (("session_id", "session"),),
    CopingPlan: (("action_id", "action"), ("weekly_goal_id", "weeklygoal"), ("habit_id", "habit")),
    Exploration: (("session_id", "session"),),
    AgendaItem: (("session_id", "session"),),
    Summary: (("session_id", "session"),),
    Feedback: (("session_id", "session"),),
    Intention: (("session_id", "session"),),
    Impression: (("session_id", "session"),),
    Lapse: (("habit_id", "habit"), ("weekly_goal_id", "weeklygoal"), ("domain_id", "domain")),
}


def small_rows(
    whole: Whole, happenings: Iterable[Happening], *, titles: Mapping[Key, str], hrefs: Mapping[Key, str],
    places: Places,
) -> Iterator[tuple[Key, str, str]]:  # fmt: skip
    """Each with its title and where it leads. One statement a noun, and none for nouns that nothing happened to."""
    touched = _touched(happenings)
    for noun, parents in OF.items():
        table = str(noun._meta.model_name)
        for row in _rows(noun, touched.get(table, set()), whole, [column for column, _ in parents]):
            parent = next(((name, row[column]) for column, name in parents if row[column]), None)
            title = titles.get(parent, "") if parent else ""
            yield (
                (table, row["id"]),
                title,
                places.lapses if noun is Lapse else hrefs.get(parent or ("", row["id"]), ""),
            )
    for row in _rows(CheckIn, touched.get("checkin", set()), whole, ["kind", "period_on"]):
        kind = dict(CheckIn._meta.get_field("kind").flatchoices)[row["kind"]]
        href = places.check_ins
        yield ("checkin", row["id"]), f"{kind}, {date_format(row['period_on'], 'j F')}", href
    for row in _rows(Brainstorm, touched.get("brainstorm", set()), whole, ["topic"]):
        yield ("brainstorm", row["id"]), row["topic"], places.brainstorm(row["id"])
    for row in _rows(Idea, touched.get("idea", set()), whole, ["text", "brainstorm_id"]):
        yield ("idea", row["id"]), row["text"], places.brainstorm(row["brainstorm_id"])
    for word_id in touched.get("outreach", set()):
        # It is called nothing, and all of them stand in one place.
        yield ("outreach", word_id), "", places.words
    for row in _rows(Handling, touched.get("handling", set()), whole, ["kind"]):
        yield ("handling", row["id"]), name_of(row["kind"]), ""
    for row in _rows(Fact, touched.get("fact", set()), whole, ["text"]):
        yield ("fact", row["id"]), row["text"], ""


def _touched(happenings: Iterable[Happening]) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = {}
    for happening in happenings:
        for change in happening.changes:
            found.setdefault(change.table, set()).add(change.row_id)
    return found


def _rows(noun: type[Belonging], ids: set[UUID], whole: Whole, columns: list[str]) -> Iterable[dict[str, Any]]:
    if not ids:
        return []
    rows: Iterable[dict[str, Any]] = noun.reached_by(whole.reader).filter(pk__in=ids).values("id", *columns)
    return rows
