"""A client's own copy: what the pages show them of their trajectories, and every version of it they may read [1O]."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import UUIDField, Value

from handrail.export.eyes import as_only, coachs_own, reach_with
from handrail.export.sheet import Said, Sheet
from handrail.ledger import book
from handrail.ledger.book import Happening, Reach
from handrail.ledger.covered import Covered, written
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.kept import Rows
from handrail.trajectory.photo import Photo
from handrail.trajectory.photo import State as PhotoState
from handrail.trajectory.trajectory import State, Trajectory
from handrail.trajectory.whole import NOUNS, Whole
from handrail.trajectory.wording import WORDS

FORMAT, VERSION = "handrail own copy", 1
DATA = "own-copy.json"
AT_ONCE = 1_000


@dataclass(frozen=True)
class Part:
    """One trajectory, as far as this client reads it."""

    whole: Whole
    history: list[Happening]
    names: dict[UUID, str]

    @cached_property
    def sheet(self) -> Sheet:
        zone = ZoneInfo(self.whole.reader.zone)
        return Sheet(self.whole, dict(_earlier(self.history, zone)), {})

    def record(self) -> dict[str, Any]:
        trajectory, rows = self.whole.trajectory, self.whole.rows.items()
        return {
            "trajectory": {**_record(trajectory), "coach": trajectory.coach.name},
            "rows": {str(noun._meta.model_name): [_record(row) for row in each.values()] for noun, each in rows},
            "history": [_told(happening, self.names) for happening in self.history],
        }


@dataclass(frozen=True)
class OwnCopy:
    """`has_notes` says that it was asked for with the coach's own notes; `held_back` counts the trajectories of several
    people whose notes are not in it, for they speak of others too."""

    person: Person
    at: datetime
    parts: list[Part]
    has_notes: bool = False
    held_back: int = 0

    @cached_property
    def consents(self) -> list[Consent]:
        mine = Consent.objects.visible_to(self.person).filter(person=self.person)
        return list(mine.select_related("agreement").order_by("pk"))

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The words that were said yes to."""
        return list(Agreement.objects.filter(pk__in={consent.agreement_id for consent in self.consents}).order_by("pk"))

    @cached_property
    def drafts(self) -> list[Draft]:
        """What is being written, its writer's alone."""
        mine = Draft.objects.filter(person=self.person, trajectory__in=[part.whole.trajectory for part in self.parts])
        return list(mine.order_by("pk"))

    @cached_property
    def photos(self) -> list[Photo]:
        """Those to lie beside the page."""
        return [photo for part in self.parts for photo in part.whole.every(Photo) if photo.state == PhotoState.KEPT]

    @property
    def beginning(self) -> str:
        """How the file begins: the same for every copy of this person."""
        return _json({"format": FORMAT, "version": VERSION, "person_id": str(self.person.pk)}).removesuffix("\n}")

    def as_json(self) -> str:
        person = self.person
        held = {
            "format": FORMAT,
            "version": VERSION,
            "person_id": str(person.pk),
            "made_at": self.at.isoformat(),
            "practice": person.practice.name,
            "person": {"name": person.name, "email": person.email, "zone": person.zone},
            "consents": [_record(consent) for consent in self.consents],
            "agreements": [_record(agreement) for agreement in self.agreements],
            "trajectories": [part.record() for part in self.parts],
            "drafts": [{"place": d.place, "text": d.text, "kept_at": d.kept_at.isoformat()} for d in self.drafts],
        }
        return _json(held) + "\n"


def own_copy(person: Person, *, at: datetime, access_request: bool = False) -> OwnCopy:
    """What this person reads as a client; on an access request, also what their coach noted for themselves, and what
    is kept about somebody who was never asked, has not answered or has left."""
    client = as_only(person, "coachee")
    mine = list(Trajectory.objects.joined_by(client).select_related("coach").order_by("pk"))
    about = list(_about(client, mine)) if access_request else []
    several = {each.pk for each in [*mine, *about] if len(each.participants.values("person").distinct()) > 1}
    parts = [_part(each, client, coachs_own(each) if access_request else {}, at=at) for each in mine]
    parts += [_part(each, client, coachs_own(each), at=at) for each in about if each.pk not in several]
    return OwnCopy(client, at, parts, access_request, len(several) if access_request else 0)


def _about(client: Person, mine: Collection[Trajectory]) -> Any:
    """Trajectories of this person that they do not read. Where others take part too, their coach looks with them."""
    theirs = Trajectory.objects.filter(participants__person=client.pk, practice_id=client.practice_id)
    closed = theirs.exclude(pk__in=[each.pk for each in mine]).exclude(state=State.ERASED).select_related("coach")
    return closed.annotate(_found_for=Value(client.pk, UUIDField())).order_by("pk")


def _part(trajectory: Trajectory, client: Person, own: Rows, *, at: datetime) -> Part:
    whole = Whole.of(trajectory, client, at=at, nouns=NOUNS)
    for noun, rows in own.items():
        whole.rows[noun] = {**whole.rows[noun], **rows}
    given = {pk for rows in own.values() for pk in rows}
    if trajectory.found_for:
        given |= {trajectory.pk, *(pk for rows in whole.rows.values() for pk in rows)}
    history = list(_history(trajectory.pk, reach=reach_with(client, given)))
    names = {person.pk: person.name for person in Person.objects.visible_to(client)}
    return Part(whole, history, names)


def _history(stream_id: UUID, *, reach: Reach) -> Iterator[Happening]:
    after = 0
    while happenings := book.timeline(stream_id, reach=reach, after=after, limit=AT_ONCE):
        yield from happenings
        after = happenings[-1].seq


def _json(held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, indent=1)


def _record(row: Covered) -> dict[str, Any]:
    columns = (column for column in row.columns() if column.attname != "practice_id")
    return {"id": str(row.pk), **{c.attname: written(c, getattr(row, c.attname)) for c in columns}}


def _told(happening: Happening, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "verb": happening.verb.value,
        "by": names.get(happening.by_id) if happening.by_id else None,
        "recorded_at": happening.recorded_at.isoformat(),
        "happened_at": happening.happened_at.isoformat(),
        "changes": [
            {
                "table": change.table, "id": str(change.row_id), "before": change.before, "after": change.after,
                **({"withheld": sorted(change.withheld)} if change.withheld else {}),
            }
            for change in happening.changes
        ],
    }  # fmt: skip


def _earlier(history: Collection[Happening], zone: ZoneInfo) -> Iterator[tuple[UUID, list[Said]]]:
    """Of each row the words that stood in it before those of today."""
    standing: dict[tuple[UUID, str], list[Said]] = defaultdict(list)
    now: dict[tuple[UUID, str], str] = {}
    for happening in history:
        on = happening.recorded_at.astimezone(zone).date()
        for change in happening.changes:
            for (table, column), label in WORDS.items():
                if table == change.table and column in change.after:
                    now[change.row_id, column] = text = change.after[column] or ""
                    standing[change.row_id, column] += [Said(text, str(label), on)] if text else []
    earlier: dict[UUID, list[Said]] = defaultdict(list)
    for (row_id, column), versions in standing.items():
        earlier[row_id] += [said for said in versions if said.text != now[row_id, column]]
    yield from earlier.items()
