"""A word from the coach to a client, and what they do about a signal: two clicks from seeing to sent [79, 114].

The start page leads to both with `Ways`; the word itself lies on a page of its own, begun already, so that a page of
many clients has to think of none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.signals.signal import Kind
from handrail.trajectory.draft import Draft
from handrail.trajectory.handling import Handling, State
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.back import back
from handrail.web.coach.led import led_with_people
from handrail.web.coach.page import page, strip
from handrail.web.coach.standing import ANSWER_READ, mark_of
from handrail.web.coach.word import NOUNS, Asked, Begun, WordForm
from handrail.web.doors import for_coach, found
from handrail.web.drafts import begun
from handrail.web.request import Request
from handrail.web.wording import word

# In so many days it may come back.
LATER = (1, 7, 14)


@dataclass(frozen=True)
class Ways:
    """Where one goes from a signal: to a word that is begun, or to what else is done about it. For
    coach/_signal_ways.html."""

    trajectory_id: UUID
    kind: str = ""
    evidence: str = ""
    coachee_id: UUID | None = None
    # What else is shown of the same client: it is answered along with it.
    also: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{reverse('coach:words', args=[self.trajectory_id])}{self._query(signal=self.kind)}"

    @property
    def signal(self) -> str:
        return reverse("coach:signal", args=[self.trajectory_id, self.kind]) + self._query()

    @property
    def dom_id(self) -> str:
        """For the ids of its fields; one of each kind stands on a page for one client."""
        return f"{self.trajectory_id.hex}-{self.coachee_id.hex if self.coachee_id else ''}-{self.kind}"

    @property
    def has_words(self) -> bool:
        """Of some nothing is to be said to the client: an invitation is sent again, a note written."""
        return self.kind not in (Kind.INVITE_UNANSWERED, Kind.NOTE_OPEN, Kind.REPORT_UNANSWERED)

    def _query(self, **more: str) -> str:
        named = {**more, "evidence": self.evidence, "to": str(self.coachee_id or ""), "also": self.also}
        return "?" + urlencode({name: value for name, value in named.items() if value}, doseq=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def words(request: Request, trajectory_id: UUID) -> HttpResponse:
    trajectory, people = led_with_people(request, trajectory_id)
    agreed = set(trajectory.participants.filter(state="agreed").values_list("person_id", flat=True))
    asked = Asked.of(request, people).among(agreed)
    form = WordForm(request.POST, asked=asked, trajectory=trajectory) if request.method == "POST" else None
    if form is None or not asked.people:
        return _page(request, trajectory, people, asked)
    sent = carry_out(request, form, partial(_send, trajectory, asked))
    if sent is None:
        return _page(request, trajectory, people, asked, form)
    Draft.drop(request.person, asked.place)
    name = sent.coachee.given_name if sent.coachee else ""
    messages.success(request, _("Sent to %(name)s.") % {"name": name})
    return redirect(back(request, otherwise=request.path))


@require_POST
@for_coach
def signal(request: Request, trajectory_id: UUID, kind: str) -> HttpResponse:
    """The form posts the wanted state; none is the way back."""
    trajectory, people = led_with_people(request, trajectory_id)
    asked = Asked.of(request, people, kind=kind)
    home = reverse("coach:morning")
    try:
        kept = perform(request, partial(_say, asked.handlings(trajectory), request))
    except Refusal as refusal:
        messages.error(request, word(refusal))
        return redirect(back(request, otherwise=home))
    if kept.until is None:
        messages.success(request, _("Noted. It stays where it is."))
    else:
        rests = _("It rests until %(day)s.") % {"day": date_format(kept.until, "l j F")}
        messages.success(request, rests, extra_tags=request.get_full_path())
    return redirect(back(request, otherwise=home))


@require_POST
@for_coach
def answer_read(request: Request, trajectory_id: UUID, outreach_id: UUID) -> HttpResponse:
    """What the client wrote back was read, and no word is needed; without a state it is the way back."""
    trajectory, _people = led_with_people(request, trajectory_id)
    word = found(Outreach.objects.visible_to(request.person).filter(trajectory=trajectory), outreach_id)
    handling = Handling.of(trajectory, kind=ANSWER_READ, evidence=mark_of(word), coachee=word.coachee)
    is_read = request.POST.get("state") == State.ACTED
    perform(request, handling.act if is_read else handling.see)
    if is_read:
        messages.success(request, _("Read, and no answer needed."), extra_tags=request.get_full_path())
    return redirect(back(request, otherwise=reverse("coach:morning")))


def _say(handlings: Sequence[Handling], request: Request, *, by: Person, at: datetime) -> Handling:
    """Of all that stood there of this client: each is a row of its own, and comes back for itself."""
    said = [_say_of(each, request, by=by, at=at) for each in handlings]
    return said[0]


def _say_of(handling: Handling, request: Request, *, by: Person, at: datetime) -> Handling:
    given = request.POST
    state = given.get("state") or (State.SNOOZED if "days" in given else State.SEEN)
    reason = given.get("reason", "")
    match state:
        case State.SEEN:
            return handling.see(by=by, at=at)
        case State.ACTED:
            return handling.act(by=by, at=at, reason=reason)
        case State.DISMISSED:
            return handling.dismiss(by=by, at=at, reason=reason)
        case State.SNOOZED:
            days = next((each for each in LATER if str(each) == given.get("days")), LATER[1])
            return handling.snooze(by=by, at=at, until=by.today(at) + timedelta(days=days), reason=reason)
    raise Http404


def _send(trajectory: Trajectory, asked: Asked, *, by: Person, at: datetime, coachee: Person, text: str) -> Outreach:
    if asked.kind is None:
        return Outreach.send(trajectory, by=by, at=at, coachee=coachee, text=text)
    because, *besides = replace(asked, to=coachee).handlings(trajectory)
    for each in besides:
        each.act(by=by, at=at)
    return because.reach_out(by=by, at=at, text=text)


def _page(
    request: Request, trajectory: Trajectory, people: Sequence[Person], asked: Asked, form: WordForm | None = None
) -> HttpResponse:
    at = now()
    shown = Begun(Whole.of(trajectory, request.person, at=at, nouns=NOUNS), asked, at)
    if form is None and asked.people:
        text, _base, _is_draft = begun(request.person, place=asked.place, text=shown.proposed)
        form = WordForm(asked=asked, trajectory=trajectory, text=text)
    return page(
        request, "words", trajectory=trajectory, shown=shown, form=form, names=", ".join(each.name for each in people),
        client=asked.client, status=REFUSED if form and form.errors else 200,
        back=request.POST.get("back") or request.GET.get("back", ""), **strip(shown.whole),
    )  # fmt: skip
