"""Sessions: booking, moving, holding and closing them; each an ordinary path with one action [36]."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.guest import Guest
from handrail.trajectory.review import Review
from handrail.trajectory.session import Session, State
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import AROUND, Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.action_forms import JointActionForm
from handrail.web.back import back
from handrail.web.coach.around import Around, those_of
from handrail.web.coach.closing import CLOSED
from handrail.web.coach.held import Held, begun_at, nouns_of
from handrail.web.coach.led import led_row, led_trajectory
from handrail.web.coach.meeting_forms import BookingForm, FallingOutForm, GuestForm, MoveForm
from handrail.web.coach.note_lines import HINT, Lines, with_lines
from handrail.web.coach.page import page, plain_refusals, strip
from handrail.web.coach.session_page import SessionPage
from handrail.web.doors import for_coach
from handrail.web.fields import WordsField
from handrail.web.holding_forms import Refused
from handrail.web.moment import as_typed, next_moment
from handrail.web.notes import Sheet
from handrail.web.request import Request


class MidpointForm(forms.Form):
    """`Review.midpoint`."""

    learning = WordsField(label=_("What do you both see, looking back?"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def sessions(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Book one, or several at once."""
    return _new_session(request, led_trajectory(request, trajectory_id), has_been=False)


@require_POST
@for_coach
def held_sessions(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Note one that took place without being booked, or at another hour than was."""
    return _new_session(request, led_trajectory(request, trajectory_id), has_been=True)


def _new_session(request: Request, one: Trajectory, *, has_been: bool) -> HttpResponse:
    coach, whole, people = request.person, Whole.of(one, request.person, at=now()), one.coachees()
    given: dict[str, Any] = {"whole": whole, "people": people, "zone": coach.zone}
    if request.method == "POST":
        first = None if has_been else coach.today(now())
        form = BookingForm(request.POST, has_been=has_been, first=first, **given)
        session = carry_out(request, form, Session.note_afterwards if has_been else Session.book, trajectory=one)
        if session is not None and has_been:
            messages.success(request, _now("Noted. Write down what matters while you still have it."))
            return redirect("coach:session", session.pk)
        if session is not None:
            messages.success(request, _booked(form.cleaned_data))
            return redirect("coach:trajectory", one.pk)
    else:
        form = BookingForm(initial=next_moment(whole, coach, at=now()), **given)
    status = REFUSED if request.method == "POST" else 200
    names = one.group_name or ", ".join(person.name for person in people)
    return page(
        request, "book", status=status, trajectory=one, form=form, has_been=has_been, names=names, **strip(whole)
    )


def _booked(given: dict[str, Any]) -> str:
    times = given.get("times", 1)
    return _now("Booked.") if times == 1 else _now("All %(times)d are booked.") % {"times": times}


@require_safe
@for_coach
def session(request: Request, session_id: UUID) -> HttpResponse:
    return session_page(request, led_row(request, Session, session_id))


def session_page(
    request: Request, one: Session, *, sheet: Sheet | None = None, lines: Lines | None = None, part: str = "",
    **refused: Any,
) -> HttpResponse:  # fmt: skip
    """The page; with a note or a form that was refused, and everything in it as it was typed."""
    at = now()
    whole = Whole.of(one.trajectory, request.person, at=at, nouns=(*nouns_of(one), *AROUND, *CLOSED))
    one = whole.rows[Session][one.pk]
    people = those_of(one)
    shown, around = SessionPage(whole, one, people), Around(whole, one, people)
    forms_shown = _forms(request, shown, around) | refused
    part, of = part or request.GET.get("part", ""), request.GET.get("of", "")
    held = Held(shown, at, _begun_at(one, request.person), part, of, Refused(refused))
    # What is being written, or was refused, is not looked for further down.
    notes_first = sheet is not None or one.state == State.IN_PROGRESS
    notes = with_lines(shown.sheets(sheet), people, coach=request.person, at=at, refused=lines)
    return page(
        request, "session", status=REFUSED if refused or sheet else 200, trajectory=one.trajectory, session=one,
        notes_first=notes_first, around=around, marks=HINT, notes=notes, held=held, whole=whole, shown=shown,
        today=whole.today, refused=refused, plain_refusals=plain_refusals(refused), **forms_shown, **strip(whole),
    )  # fmt: skip


def _begun_at(one: Session, coach: Person) -> datetime | None:
    return begun_at(one, coach) if one.state == State.IN_PROGRESS else None


def _forms(request: Request, shown: SessionPage, around: Around) -> dict[str, Any]:
    one, coach, whole = shown.session, request.person, shown.whole
    together = JointActionForm(
        whole=whole, coachees=list(shown.people), initial={"session": one, "agreed": shown.is_on}
    )
    typed = as_typed(one.starts_at, one.minutes, zone=coach.zone)
    return {
        "action_form": together,
        "moment_form": MoveForm(zone=coach.zone, following=around.following, due=around.due, initial=typed),
        "cancelled_form": FallingOutForm(name="cancelled", following=around.following),
        "guest_form": GuestForm(),
        "no_show_form": FallingOutForm(name="no-show"),
        "midpoint_form": MidpointForm(),
    }


@require_POST
@for_coach
def replacement(request: Request, session_id: UUID, booked_id: UUID) -> HttpResponse:
    """What was asked for becomes the new time of one that is booked."""
    one, booked = led_row(request, Session, session_id), led_row(request, Session, booked_id)
    if booked.trajectory_id != one.trajectory_id or booked.coachee_id != one.coachee_id:
        raise Http404
    form = forms.Form(request.POST)
    if carry_out(request, form, one.confirm, instead_of=booked) is None:
        return session_page(request, one, state_form=form)
    messages.success(request, _now("Moved to the time that was asked for."))
    return redirect("coach:session", booked.pk)


@require_POST
@for_coach
def moment(request: Request, session_id: UUID) -> HttpResponse:
    """Another time."""
    one = led_row(request, Session, session_id)
    coach = request.person
    form = MoveForm(request.POST, zone=coach.zone, first=coach.today(now()), following=_offered(one))
    if carry_out(request, form, one.reschedule) is None:
        return session_page(request, one, moment_form=form)
    messages.success(request, _now("Moved. What hangs on it moves along, and whoever comes is told."))
    return redirect("coach:session", one.pk)


def _offered(one: Session) -> int:
    """Also of the last one, so that a second tap asks for the same as the first."""
    return max(1, one.following().count())


SAID = {
    State.SCHEDULED: _("Booked."),
    State.IN_PROGRESS: _("It has begun. What you agree now, you agree together."),
    State.HELD: _("Held. Now or later today: what stays of it."),
    State.CANCELLED: _("Cancelled. What was on its table waits for the next one."),
    State.NO_SHOW: _("Noted. What was on its table waits for the next one."),
}


@require_POST
@for_coach
def state(request: Request, session_id: UUID) -> HttpResponse:
    """The form posts the wanted state."""
    one = led_row(request, Session, session_id)
    wanted = request.POST.get("state", "")
    verbs: dict[str, Callable[..., Session]] = {
        State.SCHEDULED: one.confirm, State.IN_PROGRESS: one.start, State.HELD: one.hold,
        State.CANCELLED: one.cancel, State.NO_SHOW: one.miss,
    }  # fmt: skip
    if wanted not in verbs:
        raise Http404
    falls_out = wanted in (State.CANCELLED, State.NO_SHOW)
    form = forms.Form(request.POST)
    if falls_out:
        following = _offered(one) if wanted == State.CANCELLED else 0
        form = FallingOutForm(request.POST, name=wanted.replace("_", "-"), following=following)
    if carry_out(request, form, verbs[wanted]) is None:
        refused: dict[str, Any] = {f"{wanted}_form": form}
        return session_page(request, one, **refused)
    messages.success(request, str(SAID[State(wanted)]))
    return redirect("coach:session-closing" if wanted == State.HELD else "coach:session", one.pk)


@require_POST
@for_coach
def midpoint(request: Request, session_id: UUID) -> HttpResponse:
    """The walk back along the whole trajectory was made [8]."""
    one = led_row(request, Session, session_id)
    form = MidpointForm(request.POST)
    if carry_out(request, form, Review.midpoint, trajectory=one.trajectory, session=one) is None:
        return session_page(request, one, midpoint_form=form)
    messages.success(request, _now("The look back is kept."))
    return redirect(back(request, otherwise=reverse("coach:session", args=[one.pk])))


@require_POST
@for_coach
def guests(request: Request, session_id: UUID) -> HttpResponse:
    """Somebody comes along."""
    one = led_row(request, Session, session_id)
    form = GuestForm(request.POST)
    if carry_out(request, form, Guest.bring, session=one, coachee=those_of(one)[0]) is None:
        return session_page(request, one, guest_form=form)
    messages.success(request, _now("Noted, with what they hear. Nothing is sent to them."))
    return redirect("coach:session", one.pk)
