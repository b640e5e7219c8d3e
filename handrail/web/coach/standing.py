"""What a coach's pages tell of one trajectory among many: of a hundred in as many statements as of one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from handrail.ledger.signs import newest_sign
from handrail.ledger.verbs import Verb
from handrail.lib.among import Among
from handrail.lib.at_once import at_once
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import times_carried
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.handling import Handling
from handrail.trajectory.kept import Narrowing
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.trajectory import ENDED, Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.coach.reports import is_talked_about

# As a handling of this kind it is kept that an answer was read.
ANSWER_READ = "answer_read"
NOUNS: Mapping[type[Belonging], Narrowing | None] = {
    Session: None, Action: lambda rows, today: rows.open(), CheckIn: lambda rows, today: rows.waiting(),
    Outreach: None, Handling: lambda rows, today: rows.filter(kind=ANSWER_READ),
}  # fmt: skip
# With these a coach turns to a client; what else a coach writes down is no contact.
TURNED_TO = frozenset({Verb.CHECK_IN_ANSWERED, Verb.OUTREACH_SENT})
# Before that it is the last session that is told.
LOOKED_BACK = timedelta(days=92)


@dataclass(frozen=True)
class Booked:
    """A session, as far as a list tells of it. `number`: its place on the line, None for one beside it."""

    pk: UUID
    starts_at: datetime
    minutes: int
    state: str
    number: int | None


@dataclass(frozen=True)
class Report:
    """A weekly report that waits for a word from the coach."""

    pk: UUID
    trajectory_id: UUID
    period_on: date
    by: UUID | None


@dataclass(frozen=True)
class Answer:
    """What a client wrote back to the coach's last word, not read yet. `turn` is another one when they write more."""

    pk: UUID
    by: UUID | None
    turn: int
    replied_on: date


@dataclass(frozen=True)
class Promise:
    """Something the coach said they would do."""

    pk: UUID
    text: str
    due_on: date


@dataclass(frozen=True)
class Standing:
    """Where one trajectory is. Made once for as long as its history does not go on, each day anew."""

    place: str
    # How far along, in percent; None where there is no plan.
    along: int | None
    next_session: Booked | None
    # Of today, and not dealt with yet; and the first one later.
    today: tuple[Booked, ...]
    after_today: Booked | None
    open: int
    carried: int
    reflected_on: date | None
    contact_on: date | None
    # Reports that wait for a word, the oldest first [79]; who met since has talked.
    reports: tuple[Report, ...]
    promises: tuple[Promise, ...]
    answers: tuple[Answer, ...]
    # What only the coach can finish: a session asked for, one held and not closed [30], one whose day has passed.
    to_do: tuple[Booked, ...]


def standings(trajectories: Sequence[Trajectory], coach: Person, *, at: datetime) -> dict[UUID, Standing]:
    if not trajectories:
        return {}
    written, seen = map(dict, at_once(_last_written(trajectories, coach), _last_seen(trajectories, coach, at)))
    return {
        whole.trajectory.pk: _standing(whole, written.get(whole.trajectory.pk), seen.get(whole.trajectory.pk))
        for whole in Whole.of_each(trajectories, coach, at=at, nouns=NOUNS)
    }


def _standing(whole: Whole, reflected_on: date | None, seen: datetime | None) -> Standing:
    # What the coach promised waits for the coach, and is told elsewhere.
    theirs = [action for action in whole.open_actions if not action.is_promise]
    return Standing(
        place=_place(whole),
        along=round(100 * whole.plan.held / whole.plan.total) if whole.plan.total else None,
        next_session=_booked(whole, whole.next_session) if whole.next_session else None,
        today=tuple(_booked(whole, each) for each in _of_today(whole)),
        after_today=next((_booked(whole, s) for s in whole.sessions if s.is_ahead and _is_later(whole, s)), None),
        open=len(theirs),
        carried=sum(times_carried(whole, action) > 0 for action in theirs),
        reflected_on=reflected_on,
        contact_on=max([*([whole.reader.today(seen)] if seen else []), *_met(whole)], default=None),
        reports=tuple(
            Report(each.pk, each.trajectory_id, each.period_on, each.coachee_id)
            for each in sorted(whole.every(CheckIn), key=lambda each: (each.period_on, each.pk))
            if not is_talked_about(each.period_on, _met(whole))
        ),
        promises=tuple(Promise(each.pk, each.text, each.due_on) for each in whole.open_actions if each.is_promise),
        answers=tuple(_answers(whole)),
        to_do=tuple(_booked(whole, each) for each in whole.sessions if _waits(whole, each)),
    )


def _answers(whole: Whole) -> Iterator[Answer]:
    """Whoever was written to again was answered, and what was ticked as read waits no more."""
    newest = {each.coachee_id: each for each in sorted(whole.every(Outreach), key=lambda each: (each.sent_at, each.pk))}
    read = {each.evidence for each in whole.every(Handling) if each.until}
    for word in newest.values():
        if word.replied_on and mark_of(word) not in read:
            yield Answer(word.pk, word.coachee_id, word.revision, word.replied_on)


def mark_of(word: Outreach) -> str:
    """What is written back later is to be read anew."""
    return f"{word.pk}:{word.revision}"


def _booked(whole: Whole, session: Session) -> Booked:
    landing = whole.landing(session)
    return Booked(session.pk, session.starts_at, session.minutes, session.state, landing.number if landing else None)


def _of_today(whole: Whole) -> Iterator[Session]:
    for session in whole.sessions:
        if session.state in (SessionState.SCHEDULED, SessionState.IN_PROGRESS) and whole.day_of(session) == whole.today:
            yield session


def _is_later(whole: Whole, session: Session) -> bool:
    return whole.day_of(session) > whole.today


def _met(whole: Whole) -> Iterable[date]:
    return (whole.day_of(session) for session in whole.sessions if session.took_place)


def _waits(whole: Whole, session: Session) -> bool:
    """What lies before the trajectory began came in from a list: it was over long before it came here."""
    if session.state == SessionState.REQUESTED:
        return True
    begun, day = whole.trajectory.starts_on, whole.day_of(session)
    is_over = session.state == SessionState.SCHEDULED and day < whole.today and whole.trajectory.is_running
    is_open = session.state == SessionState.HELD or is_over
    return is_open and begun is not None and day >= begun


def _place(whole: Whole) -> str:
    plan = whole.plan
    if whole.trajectory.state in ENDED:
        return _("%(held)d held") % {"held": plan.held}
    return _("%(held)d of %(total)d") % {"held": plan.held, "total": plan.total} if plan.total else ""


def _last_written(trajectories: Sequence[Trajectory], coach: Person) -> Any:
    """When each client last wrote a reflection, private ones counted: that and no word of them."""
    ids = Among([each.pk for each in trajectories])
    status = Reflection.objects.filter(trajectory__in=ids, written_on__isnull=False).status_for(coach)
    return status.order_by().values_list("trajectory_id").annotate(newest=Max("written_on"))


def _last_seen(trajectories: Sequence[Any], coach: Person, at: datetime) -> Any:
    people = {joined.person_id for each in trajectories for joined in each.joined}
    streams = [each.pk for each in trajectories]
    return newest_sign(people - {coach.pk}, streams=streams, since=at - LOOKED_BACK, also=TURNED_TO)
