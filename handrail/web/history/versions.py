"""Every version of one row: who, when, and what changed, word by word [6]."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.ledger import book
from handrail.ledger.book import Happening, SeenChange
from handrail.ledger.covered import Covered, covered_models
from handrail.lib.clock import now
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.reach import reach_of
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.trajectory.wording import WORDS
from handrail.web.doors import found
from handrail.web.history.asked import number
from handrail.web.history.frame import looking_back, page, strip
from handrail.web.history.knowing import TOLD, known
from handrail.web.history.places import Places
from handrail.web.history.telling import Detail, Known, facts, tell, words
from handrail.web.request import Request

PAGE = 20


@dataclass(frozen=True)
class Version:
    """The row after one entry. `details` say what changed, `text` is all of it as it stood then."""

    number: int
    seq: int
    at: datetime
    sentence: str
    facts: tuple[str, ...]
    details: tuple[Detail, ...]
    text: tuple[Detail, ...]


@require_safe
@looking_back
def versions(request: Request, trajectory: Trajectory, table: str, row_id: UUID) -> HttpResponse:
    row = _row(request, trajectory, table, row_id)
    whole = Whole.of(trajectory, request.person, at=now(), nouns=TOLD)
    places = Places.of(request.person, trajectory, together="together" in request.GET)
    happenings = book.versions(row, reach=reach_of(request.person))
    knows = known(whole, happenings, places=places)
    every = list(reversed(versions_of(happenings, known=knows)))
    before, reading = number(request.GET.get("before")), number(request.GET.get("read"))
    shown = [version for version in every if before is None or version.seq < before]
    return page(
        request,
        "versions",
        trajectory=trajectory,
        places=places,
        **strip(whole, places),
        title=knows.titles.get((table, row_id)) or _("What was written"),
        leads_to=knows.hrefs.get((table, row_id), ""),
        is_private=(table, row_id) in knows.private,
        versions=shown[:PAGE],
        total=len(every),
        read=_read(every, reading),
        earlier=shown[PAGE - 1].seq if len(shown) > PAGE else None,
    )


def versions_of(happenings: list[Happening], *, known: Known) -> list[Version]:
    """One for each entry that changed the row, oldest first. Pure."""
    made: list[Version] = []
    standing: dict[str, Detail] = {}
    for place, happening in enumerate(happenings, start=1):
        change = happening.changes[0]
        standing |= _standing(change)
        telling = tell(happening, known=known)
        details = (words(change, column, label=label) for column, label in _columns(change))
        made.append(
            Version(
                place, happening.seq, telling.at, telling.sentence, tuple(facts(change, happening, known)),
                tuple(detail for detail in details if detail), tuple(d for d in standing.values() if d.text),
            )
        )  # fmt: skip
    return made


def _columns(change: SeenChange) -> list[tuple[str, str]]:
    return [
        (column, str(label))
        for (table, column), label in WORDS.items()
        if table == change.table and column in change.after
    ]


def _standing(change: SeenChange) -> dict[str, Detail]:
    """The texts that this change left standing, whole."""
    left = {}
    for column, label in _columns(change):
        text = change.after[column]
        gone = words(change, column, label=label, whole=True) if text is None else None
        left[column] = gone or Detail(label, text or "")
    return left


def _read(every: list[Version], seq: int | None) -> Version | None:
    if seq is None:
        return None
    version = next((version for version in every if version.seq == seq), None)
    if version is None:
        raise Http404
    return version


def _row(request: Request, trajectory: Trajectory, table: str, row_id: UUID) -> Covered:
    """The row, when it is one of this trajectory's and this person reaches its words; else 404."""
    noun = covered_models().get(table)
    if noun is None or not issubclass(noun, Belonging):
        raise Http404
    row: Covered = found(noun.reached_by(request.person).filter(trajectory=trajectory), row_id)
    return row
