"""Around a session: who came later or could not come, who was brought along; and how it went over time [36, 119]."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import UNDER_WAY, Action
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.attending import attending
from handrail.trajectory.guest import Guest
from handrail.trajectory.guest import State as Coming
from handrail.trajectory.session import AHEAD, Session, State
from handrail.trajectory.whole import AROUND, WORK, Whole
from handrail.web.acting import carry_out, perform
from handrail.web.coach.led import led_row, led_trajectory
from handrail.web.coach.meeting_forms import AttendanceForm
from handrail.web.coach.page import page, strip
from handrail.web.doors import for_coach
from handrail.web.request import Request

# What is tapped for somebody who came later; a guess is enough.
MINUTES = (5, 10, 15, 20, 30)


@dataclass(frozen=True)
class Came:
    """One of those who meet, and what was noted of their coming."""

    person: Person
    name: str
    # What the form sends: a client's id, nothing for the coach.
    key: str
    noted: Attendance | None

    @property
    def says(self) -> str:
        if self.noted is None or self.noted.state == Was.THERE:
            return ""
        if self.noted.state == Was.AWAY:
            return _("%(name)s could not be there") % {"name": self.name}
        minutes = self.noted.minutes_late
        if not minutes:
            return _("%(name)s came later") % {"name": self.name}
        return _("%(name)s came %(minutes)d minutes later") % {"name": self.name, "minutes": minutes}


@dataclass(frozen=True)
class Around:
    """What the page of a session says and asks about it. `whole` holds the nouns of AROUND."""

    whole: Whole
    session: Session
    people: Sequence[Person]

    @cached_property
    def came(self) -> list[Came]:
        """Once its day has come: who of them is asked about."""
        coach = self.whole.trajectory.coach
        noted = {each.coachee_id: each for each in self.whole.every(Attendance) if each.session_id == self.session.pk}
        clients = [Came(each, each.given_name, str(each.pk), noted.get(each.pk)) for each in self.people]
        return [*clients, Came(coach, _("You"), "", noted.get(None))]

    @property
    def said(self) -> list[Came]:
        return [each for each in self.came if each.says]

    @property
    def asks_who_came(self) -> bool:
        return not self.session.fell_out and self.whole.day_of(self.session) <= self.whole.today

    @property
    def minutes(self) -> tuple[int, ...]:
        return MINUTES

    @cached_property
    def guests(self) -> list[Guest]:
        mine = [each for each in self.whole.every(Guest) if each.session_id == self.session.pk]
        return [each for each in mine if each.state == Coming.COMING]

    @cached_property
    def following(self) -> int:
        """How many of the same people are booked after it."""
        same = [each for each in self.whole.sessions if each.coachee_id == self.session.coachee_id]
        return sum(each.state == State.SCHEDULED and each.starts_at > self.session.starts_at for each in same)

    @cached_property
    def asked_instead_of(self) -> Session | None:
        """Of one that was asked for: the next one that is booked, which it may be meant to replace."""
        if self.session.state != State.REQUESTED:
            return None
        same = (each for each in self.whole.sessions if each.coachee_id == self.session.coachee_id)
        return next((each for each in same if each.state == State.SCHEDULED and not self._has_been(each)), None)

    def _has_been(self, session: Session) -> bool:
        return self.whole.day_of(session) < self.whole.today

    @cached_property
    def due(self) -> list[Action]:
        """What they meant to have done by its day."""
        on = self.whole.day_of(self.session)
        mine = [each for each in self.whole.open_actions if each.state in UNDER_WAY and each.due_on == on]
        return mine if self.session.state in AHEAD else []


@require_POST
@for_coach
def attendances(request: Request, session_id: UUID) -> HttpResponse:
    """Who came later, in one tap."""
    one = led_row(request, Session, session_id)
    form = AttendanceForm(request.POST, people=those_of(one))
    if carry_out(request, form, Attendance.note, session=one) is not None:
        messages.success(request, _("Noted."))
    else:
        # A few buttons and nothing typed: why not, in a sentence.
        messages.error(request, next(str(each[0]) for each in form.errors.values()))
    return redirect("coach:session", one.pk)


@require_POST
@for_coach
def guest(request: Request, guest_id: UUID) -> HttpResponse:
    """They do not come along after all."""
    one = led_row(request, Guest, guest_id)
    perform(request, one.stay_away)
    return redirect("coach:session", one.session_id)


def those_of(session: Session) -> list[Person]:
    """The clients whose session it is."""
    everybody = session.trajectory.coachees()
    return [each for each in everybody if session.coachee_id in (None, each.pk)]


@require_safe
@for_coach
def attendance(request: Request, trajectory_id: UUID) -> HttpResponse:
    """How the meetings went over time; for the coach alone."""
    one = led_trajectory(request, trajectory_id)
    whole = Whole.of(one, request.person, at=now(), nouns=(*WORK, *AROUND))
    people = one.coachees()
    return page(
        request, "attendance", trajectory=one, whole=whole, today=whole.today, people=people,
        names=", ".join(each.name for each in people), **strip(whole),
        told=attending(whole, people, often=settings.HANDRAIL_SIGNALS),
    )  # fmt: skip
