"""What a coach's page may be about: rows of the trajectories this person leads. A coach who is somebody's client
reaches that trajectory too, but through the client's pages."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import Http404

from handrail.ledger.book import seq_of
from handrail.lib.composed import Composed
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.participant import Participant
from handrail.trajectory.trajectory import Trajectory, leads
from handrail.trajectory.whole import Whole
from handrail.web.coach.reports import is_stale, is_talked_about, meets_soon
from handrail.web.doors import found
from handrail.web.request import Request

Row = TypeVar("Row", bound=Belonging)


def led_trajectory(request: Request, trajectory_id: UUID) -> Trajectory:
    one = found(Trajectory.objects.led_by(request.person).at_seq(), trajectory_id)
    return _known(one, request.person)


def led_with_people(request: Request, trajectory_id: UUID) -> tuple[Trajectory, list[Person]]:
    """The trajectory and who takes part, in one statement: a trajectory is made with its first participant."""
    return _with_people(_OF_TRAJECTORY, request.person, trajectory_id)


def led_session(request: Request, session_id: UUID) -> tuple[Trajectory, list[Person]]:
    """The same of the trajectory that a session is in."""
    return _with_people(_OF_SESSION, request.person, session_id)


def _with_people(asked: Composed, coach: Person, which: UUID) -> tuple[Trajectory, list[Person]]:
    if not (rows := asked.rows((coach.pk, coach.practice_id, which))):
        raise Http404
    one = _known(rows[0].trajectory, coach)
    one.__dict__ |= {name: rows[0].__dict__[name] for name in ("_seq", "_report", "_report_on")}
    return one, [row.person for row in rows if row.state != "left"]


def _asked(which: str, ids: Sequence[UUID], _today: date) -> Any:
    """Everybody who takes part, of a coach's, in a practice, by which trajectory it is."""
    coach_id, practice_id, which_id = ids
    mine = leads(Person(pk=coach_id), through="trajectory__")
    report = {"_report": Subquery(_waiting.values("pk")[:1]), "_report_on": Subquery(_waiting.values("period_on")[:1])}
    told = {"_seq": seq_of("trajectory_id"), **report}
    people = Participant.objects.filter(mine, practice_id=practice_id, **{which: which_id})
    return people.select_related("trajectory", "person").annotate(**told)


# The newest report of a trajectory that waits for a word from its coach: a word to that is a word to all.
_waiting = CheckIn.objects.waiting().filter(trajectory=OuterRef("trajectory_id")).order_by("-period_on", "pk")
_OF_TRAJECTORY = Composed(partial(_asked, "trajectory_id"))
_OF_SESSION = Composed(partial(_asked, "trajectory__sessions"))


def report_waiting(whole: Whole) -> UUID | None:
    """That report, where the trajectory was found together with its people; None while it rests."""
    waiting: UUID | None = whole.trajectory.__dict__.get("_report")
    on: date | None = whole.trajectory.__dict__.get("_report_on")
    met = (whole.day_of(each) for each in whole.sessions if each.took_place)
    ahead = (whole.day_of(each) for each in whole.sessions if each.is_ahead and whole.day_of(each) >= whole.today)
    rests = on is None or is_talked_about(on, met) or is_stale(on, today=whole.today)
    return None if rests or meets_soon(ahead, today=whole.today) else waiting


def _known(one: Trajectory, coach: Person) -> Trajectory:
    """Both are known already: whoever leads it is who asks, and is of this practice."""
    one.coach, one.practice = coach, coach.practice
    return one


def led_row(request: Request, noun: type[Row], row_id: UUID) -> Row:
    reached = noun.reached_by(request.person)
    mine = reached.filter(trajectory__in=Trajectory.objects.led_by(request.person))
    row: Row = found(mine.select_related("trajectory__coach", "trajectory__practice"), row_id)
    return row
