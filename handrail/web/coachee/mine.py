"""What a client comes to: their own side of the trajectories they take part in, while their two yeses stand."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, partial, wraps
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from handrail.lib.clock import now
from handrail.lib.composed import Composed
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import WORK, Whole
from handrail.web.doors import View, for_coachee, found
from handrail.web.request import Request

Row = TypeVar("Row", bound=Belonging)


def for_consenting(view: View) -> View:
    """The door to every page with content: a yes that was taken back closes it, kindly."""

    @wraps(view)
    def behind(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.person.consents_now:
            return redirect("coachee:consent")
        return view(request, *args, **kwargs)

    return for_coachee(behind)


def mine(noun: type[Row], person: Person) -> BelongingQuerySet[Row]:
    """Rows of the trajectories this person takes part in."""
    manager: Any = noun._default_manager
    rows: BelongingQuerySet[Row] = manager.visible_to_participant(person)
    return rows


def one(request: Request, noun: type[Row], row_id: UUID, **having: Any) -> Row:
    """The row that a form is about; 404 when it is not among the client's own. What it has to have is said of whom
    (who asks), or in words."""
    person = request.person
    theirs = tuple(name for name, value in having.items() if value == person)
    words = frozenset((name, value) for name, value in having.items() if name not in theirs)
    if person.is_coachee:
        for row in _composed(noun, theirs, words).rows((person.pk, person.practice_id, row_id)):
            found_row: Row = row
            return found_row
    raise Http404


@cache
def _composed(noun: type[Belonging], theirs: tuple[str, ...], words: frozenset[tuple[str, Any]]) -> Composed:
    return Composed(partial(_asked, noun, theirs, words))


def _asked(
    noun: type[Belonging], theirs: tuple[str, ...], words: Iterable[tuple[str, Any]], ids: Sequence[UUID], _today: date
) -> Any:
    """By client, practice and row."""
    person = Person(pk=ids[0], practice_id=ids[1])
    person.__dict__["roles"] = frozenset({"coachee"})
    return mine(noun, person).filter(pk=ids[2], **dict.fromkeys(theirs, person), **dict(words))


def trajectory(request: Request, trajectory_id: UUID) -> Trajectory:
    return found(Trajectory.objects.joined_now(request.person).select_related("coach"), trajectory_id)


def whole(request: Request, of: Trajectory, *, also: Sequence[type[Belonging]] = ()) -> Whole:
    return Whole.of(of, request.person, at=now(), nouns=(*WORK, *also))
