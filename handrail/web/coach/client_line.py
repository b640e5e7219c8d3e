"""One client in the coach's list: where they are, what is next, when they last wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Prefetch
from django.utils.translation import gettext as _

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import times_carried
from handrail.trajectory.attending import IN_A_ROW, fallen_out, over
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.draft import Draft
from handrail.trajectory.kept import Place, place_of
from handrail.trajectory.participant import Participant
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.trajectory import ENDED, State, Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.coach.page import landing_href
from handrail.web.line import line
from handrail.web.rail import Rail

# The order of the list: who is under way, who has not begun, who has ended.
UNDER_WAY, INVITED, DRAFT, OVER = range(4)
RANK = {State.INVITED: INVITED, State.DRAFT: DRAFT} | dict.fromkeys(ENDED, OVER)
STANDING = "standing"
SHOWS: dict[str, set[int]] = {"now": {UNDER_WAY}, "waiting": {INVITED, DRAFT}, "ended": {OVER}}


@dataclass(frozen=True)
class Booked:
    """A session, as far as the list tells of it."""

    pk: UUID
    starts_at: datetime
    state: str


@dataclass(frozen=True)
class Report:
    """A weekly report that waits for a word from the coach."""

    pk: UUID
    trajectory_id: UUID
    period_on: date
    by: UUID | None


@dataclass(frozen=True)
class Standing:
    """What the list tells of one trajectory. Made once for as long as its history does not go on."""

    place: str
    rail: Rail
    next_session: Booked | None
    open: int
    carried: int
    reflected_on: date | None
    # Reports that wait for a word, the oldest first [79].
    reports: tuple[Report, ...]
    # What only the coach can finish: a session asked for, a session held and not closed [30].
    to_do: tuple[Booked, ...]
    # How many sessions fell out one after the other, where that is worth a word.
    fell_out: int = 0


@dataclass(frozen=True)
class ClientLine:
    trajectory: Trajectory
    names: str
    standing: Standing
    kept: Place

    @property
    def rank(self) -> int:
        return RANK.get(State(self.trajectory.state), UNDER_WAY)

    @property
    def is_under_way(self) -> bool:
        return self.rank == UNDER_WAY

    @property
    def is_draft(self) -> bool:
        return self.trajectory.state == State.DRAFT

    @property
    def state_words(self) -> str:
        """Nothing for the ordinary case: most clients are simply under way."""
        return "" if self.trajectory.state == State.ACTIVE else self.trajectory.get_state_display()

    def name_of(self, person_id: UUID | None) -> str:
        """Whose it is, in a group; else the client's name."""
        people: dict[UUID | None, str] = {
            each.person_id: each.person.name for each in self.trajectory.__dict__["joined"]
        }
        return people.get(person_id, self.names)

    @property
    def reports(self) -> list[tuple[Report, str]]:
        return [(report, self.name_of(report.by)) for report in self.standing.reports]

    @property
    def order(self) -> tuple[Any, ...]:
        booked = self.standing.next_session
        return (self.rank, booked is None, booked.starts_at if booked else "", self.names.casefold())


def client_lines(coach: Person, *, at: datetime) -> list[ClientLine]:
    """Everybody this person coaches, in as many statements for a hundred as for two."""
    today = coach.today(at)
    joined = Prefetch(
        "participants", Participant.objects.exclude(state="left").select_related("person").order_by("pk"), "joined"
    )
    trajectories = list(Trajectory.objects.led_by(coach).at_seq().prefetch_related(joined))
    places = [place_of(each, coach, today=today, page="coach.clients") for each in trajectories]
    gone_on = [each for each, place in zip(trajectories, places, strict=True) if not place.has(STANDING)]
    read = _standings(gone_on, coach, at=at)
    lines = [
        ClientLine(each, _names(each), place.once(STANDING, partial(read.__getitem__, each.pk)), place)
        for each, place in zip(trajectories, places, strict=True)
    ]
    return sorted(lines, key=lambda line: line.order)


def _standings(trajectories: list[Trajectory], coach: Person, *, at: datetime) -> dict[UUID, Standing]:
    """Of those whose history has gone on since they were told last."""
    if not trajectories:
        return {}
    nouns = {
        Session: None, Action: lambda rows, today: rows.open(), CheckIn: lambda rows, today: rows.unanswered(),
    }  # fmt: skip
    written = _last_written(trajectories, coach)
    return {
        whole.trajectory.pk: _standing(whole, written.get(whole.trajectory.pk))
        for whole in Whole.of_each(trajectories, coach, at=at, nouns=nouns)
    }


def _standing(whole: Whole, reflected_on: date | None) -> Standing:
    waiting = [s for s in whole.sessions if s.state == SessionState.REQUESTED or _is_to_close(whole, s)]
    return Standing(
        place=_place(whole),
        rail=line(whole, leads_to=lambda session_id: landing_href(whole.trajectory, session_id), with_marks=False),
        next_session=_booked(whole.next_session) if whole.next_session else None,
        open=len(whole.open_actions),
        carried=sum(times_carried(whole, action) > 0 for action in whole.open_actions),
        reflected_on=reflected_on,
        reports=tuple(
            Report(each.pk, each.trajectory_id, each.period_on, each.coachee_id)
            for each in sorted(whole.every(CheckIn), key=lambda each: (each.period_on, each.pk))
        ),
        to_do=tuple(map(_booked, waiting)),
        fell_out=_fell_out(whole),
    )


def _fell_out(whole: Whole) -> int:
    """Until one takes place again."""
    gone = len(fallen_out(over(whole)))
    return gone if gone >= IN_A_ROW and whole.trajectory.is_running else 0


def asks(coach: Person) -> tuple[bool, list[Session]]:
    """Whether a calendar wants what only the coach may do; and the sessions of notes that were interrupted: they are
    where they were left, and not forgotten [35]. Mostly there is neither, which one statement says."""
    notes = Draft.objects.filter(person=coach, place__startswith="note:")
    either = Person.objects.filter(pk=coach.pk).values_list(Exists(KnownEvent.to_decide(coach)), Exists(notes))
    calendar, note = either.get()
    return calendar, _begun(coach, notes.values_list("place", flat=True)) if note else []


def _begun(coach: Person, places: Iterable[str]) -> list[Session]:
    begun = {place.split(":")[1] for place in places}
    led = Session.objects.filter(pk__in=begun, trajectory__in=Trajectory.objects.led_by(coach))
    return list(led.in_order())


def _is_to_close(whole: Whole, session: Session) -> bool:
    """What lies before the trajectory began came in from a list: it was over long before it came here."""
    begun = whole.trajectory.starts_on
    return session.state == SessionState.HELD and begun is not None and whole.day_of(session) >= begun


def _place(whole: Whole) -> str:
    plan = whole.plan
    if whole.trajectory.state in ENDED:
        return _("%(held)d held") % {"held": plan.held}
    return _("%(held)d of %(total)d") % {"held": plan.held, "total": plan.total} if plan.total else ""


def _booked(session: Session) -> Booked:
    return Booked(session.pk, session.starts_at, session.state)


def chosen(lines: Iterable[ClientLine], *, words: str, show: str) -> list[ClientLine]:
    """Those whose name holds all of the words, in any order and case."""
    sought = words.casefold().split()
    ranks = SHOWS.get(show, {UNDER_WAY, INVITED, DRAFT, OVER})
    return [line for line in lines if line.rank in ranks and all(part in line.names.casefold() for part in sought)]


def _names(trajectory: Any) -> str:
    return trajectory.group_name or ", ".join(participant.person.name for participant in trajectory.joined)


def _last_written(trajectories: list[Trajectory], coach: Person) -> dict[UUID, date]:
    """When each client last wrote a reflection, private ones counted: that and no word of them."""
    status = Reflection.objects.filter(trajectory__in=trajectories, written_on__isnull=False).status_for(coach)
    newest = status.values_list("trajectory_id").annotate(newest=Max("written_on")).order_by()
    return dict(newest)
