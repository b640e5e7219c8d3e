"""How the work goes, for whoever runs the practice: coach by coach in numbers, and who falls behind; never a word of
what it is about, and no reason why [1O, "s"; 110, 143, 150]."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.judged import Judged, judged_of_practice
from handrail.signals.standing import Standing, standing_by_coach
from handrail.signals.tally import Tally, tally, together
from handrail.trajectory.overview import Counts, Kept, counts_by_coach, kept_by_coach
from handrail.trajectory.paperwork import Met, met, note_delay
from handrail.web.doors import for_manager
from handrail.web.manager.people import everybody
from handrail.web.request import Request

PAGE = 50
WINDOW = timedelta(weeks=4)


@dataclass(frozen=True)
class CoachLine:
    coach: Person
    counts: Counts
    kept: Kept
    standing: Standing
    tally: Tally
    # From a session to its note, in the middle of the last four weeks.
    note_delay: timedelta | None


@dataclass(frozen=True)
class Behind:
    """That somebody falls behind, since when, and with whom: what it is stands on the coach's page alone."""

    name: str
    coachee_id: UUID
    coach: str
    since: date
    signs: int
    is_seen: bool
    last_contact: date | None


@require_safe
@for_manager
def coaching(request: Request) -> HttpResponse:
    at, manager = now(), request.person
    people = list(everybody(manager))
    judged = judged_of_practice(manager, at=at)
    lines = _lines(
        people, judged, counts=counts_by_coach(manager, at=at), kept=kept_by_coach(manager, at=at),
        standings=standing_by_coach(judged), delays=_note_delays(manager, at=at),
    )  # fmt: skip
    behind = _behind(judged, {person.pk: person.name for person in people}, today=manager.today(at))
    context = {
        "lines": lines, "today": manager.today(at),
        "behind": Paginator(behind, PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "manager/coaching.html", context)


def _lines(
    people: Iterable[Person],
    judged: Iterable[Judged],
    *,
    counts: dict[UUID, Counts],
    kept: dict[UUID, Kept],
    standings: dict[UUID, Standing],
    delays: dict[UUID, timedelta | None],
) -> list[CoachLine]:
    mine: dict[UUID, list[Judged]] = defaultdict(list)
    for each in judged:
        mine[each.life.coach_id].append(each)
    return [
        CoachLine(
            person, counts.get(person.pk, Counts()), kept.get(person.pk, Kept()),
            standing=standings.get(person.pk, Standing()),
            tally=together(tally(each.facts, settings.HANDRAIL_SIGNALS) for each in mine[person.pk]),
            note_delay=delays.get(person.pk),
        )
        for person in people
        if person.is_coach or person.pk in mine
    ]  # fmt: skip


def _note_delays(manager: Person, *, at: datetime) -> dict[UUID, timedelta | None]:
    sessions: dict[UUID, list[Met]] = defaultdict(list)
    for each in met(manager, since=at - WINDOW, until=at):
        sessions[each.coach_id].append(each)
    return {coach: note_delay(theirs) for coach, theirs in sessions.items()}


def _behind(judged: Sequence[Judged], names: dict[UUID, str], *, today: date) -> list[Behind]:
    """Those longest behind of whom nobody has taken note come first."""
    found = [
        Behind(
            each.life.name, each.life.coachee_id, names.get(each.life.coach_id, ""),
            since=min(raised.since for raised in each.of_client), signs=len(each.of_client),
            is_seen=all(raised.handled for raised in each.of_client),
            last_contact=min(each.last_contact, today) if each.last_contact else None,
        )
        for each in judged
        if each.of_client
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.is_seen, -each.signs, each.since, each.name.casefold()))
