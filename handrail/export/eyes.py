"""Through whose eyes something is written out. What is private stays with whoever reads it on the pages (law 3)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.ledger.book import Reach, Sight
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.fact import Fact
from handrail.trajectory.handling import Handling
from handrail.trajectory.impression import Impression
from handrail.trajectory.intention import Intention
from handrail.trajectory.kept import Rows
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.reach import reach_of
from handrail.trajectory.reflection import Reflection, State
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import NOUNS, Whole

# Rows that only the coach reads.
COACHS_OWN: Mapping[type[Belonging], Callable[[Any], bool]] = {
    Note: lambda note: note.visibility == Visibility.COACH_ONLY,
    Fact: lambda fact: True,
    Intention: lambda intention: True,
    Impression: lambda impression: True,
    Handling: lambda handling: True,
}
# Given to no client, on request neither: nobody reads a risk label about themselves [115, 1O].
GIVEN_TO_NOBODY = frozenset({Handling})


def as_only(person: Person, role: str) -> Person:
    """This person with one role: a coach who is coached as well has a copy of their own, and not their clients'."""
    alone = copy(person)
    alone.roles = frozenset({role})
    return alone


def both(trajectory: Trajectory, *, at: datetime) -> Whole:
    """What coach and clients of it both read: neither the coach's own notes nor what a client keeps private."""
    whole = Whole.of(trajectory, as_only(trajectory.coach, "coach"), at=at, nouns=NOUNS)
    for noun, is_own in COACHS_OWN.items():
        whole.rows[noun] = {pk: row for pk, row in whole.rows[noun].items() if not is_own(row)}
    return whole


def kept_private(trajectory: Trajectory) -> dict[UUID, list[str]]:
    """For each question, what is known of answers that only their writer reads: that and when, and never a word."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Reflection.objects.filter(trajectory=trajectory).status_for(as_only(trajectory.coach, "coach"))
    for row in rows.order_by("asked_on", "pk"):
        if all(row[column] == value for column, value in Reflection.OPEN_WHILE.items()):
            continue
        day = date_format(row["written_on"] or row["asked_on"], "j F Y")
        sentence = _("%(day)s: answered, and kept private") if row["written_on"] else _("%(day)s: asked")
        found[row["prompt_id"]].append(
            _("%(day)s: skipped") % {"day": day} if row["state"] == State.SKIPPED else sentence % {"day": day}
        )
    return found


def coachs_own(trajectory: Trajectory) -> Rows:
    """What is given on an access request [1O]. Where several take part they speak of others too, and are left out."""
    if len(trajectory.participants.values("person").distinct()) > 1:
        return {}
    coach = as_only(trajectory.coach, "coach")
    return {
        noun: {row.pk: row for row in noun.reached_by(coach).filter(trajectory=trajectory) if is_own(row)}
        for noun, is_own in COACHS_OWN.items()
        if noun not in GIVEN_TO_NOBODY
    }


def reach_with(person: Person, rows: Collection[UUID]) -> Reach:
    """What this person reaches, and these rows."""
    usual = reach_of(person)

    def reach(table: str, ids: Collection[UUID]) -> Mapping[UUID, Sight]:
        return {**usual(table, ids), **{pk: Sight.CONTENT for pk in ids if pk in rows}}

    return reach
