"""Brainstorms: one page for coach and client, also at the same time on two devices [26]."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.ledger.covered import Covered
from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.brainstorm import LONGEST, MOST, Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.idea import Idea, Rating
from handrail.trajectory.methods.form import LEAST, MINUTES
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.fields import LineField, NumberField, RowField
from handrail.web.request import Request
from handrail.web.rhythm.frame import looking_back, page, read, row_of
from handrail.web.wording import word

NOUNS: dict[Any, Any] = {Brainstorm: None, Idea: None, Exercise: None, Session: None}
WORTH = (Rating.TRY, Rating.PERHAPS, "", Rating.NOT_NOW)
MORE = 3


class BeginForm(forms.Form):
    """`Brainstorm.begin`."""

    topic = LineField(label=_("What are we looking for ideas about?"))
    minutes = NumberField(low=1, high=LONGEST, label=_("Minutes"))
    least = NumberField(low=1, high=MOST, label=_("At least so many ideas"))
    in_turns = forms.BooleanField(required=False, label=_("One each in turn, once the coach’s are welcome too"))

    def __init__(self, data: Any = None, *, here: Whole, of: dict[str, Any]) -> None:
        asked = of["exercise"].sheet.ideas if of["exercise"] and of["exercise"].sheet else None
        usual = {"minutes": asked.minutes if asked else MINUTES, "least": asked.least if asked else LEAST}
        super().__init__(data, auto_id="begin-%s", initial={"topic": of["goal"].text if of["goal"] else "", **usual})
        self.reader, self.of = here.reader, of
        self.clients = [each for each in here.people.values() if each.pk != here.trajectory.coach_id]
        if self.reader not in self.clients and len(self.clients) > 1:
            self.fields["coachee"] = RowField(self.clients, says=lambda person: person.name, label=_("With whom?"))

    def clean(self) -> dict[str, Any]:
        whose = self.reader if self.reader in self.clients else self.clients[0] if self.clients else None
        return {"coachee": whose, **self.cleaned_data, **self.of}


class IdeaForm(forms.Form):
    """`Idea.add`. Most of what is said in a session is the client's: a coach says whose it is once theirs
    are welcome."""

    text = LineField(label=_("An idea"))

    def __init__(self, data: Any = None, *, here: Whole, storm: Brainstorm, on: Sequence[Idea]) -> None:
        client = here.people.get(storm.coachee_id) if storm.coachee_id else None
        super().__init__(data, auto_id="idea-%s", initial={"author": client})
        self.fields["text"].widget.attrs["autofocus"] = True
        self.on, self.client = on, client
        if here.reader.pk == here.trajectory.coach_id and storm.coach_may and client:
            both = [client, here.reader]
            self.fields["author"] = RowField(both, says=lambda person: person.given_name, label=_("Whose"))

    def clean(self) -> dict[str, Any]:
        first, second = [*self.on, None, None][:2]
        return {"author": self.client, **self.cleaned_data, "builds_on": first, "joins": second}


@dataclass(frozen=True)
class Storm:
    """One as its page shows it: while it goes on the newest idea first, afterwards by what each is worth."""

    row: Brainstorm
    ideas: Sequence[Idea]
    at: datetime
    people: Mapping[UUID, Person]

    @property
    def in_order(self) -> list[Idea]:
        if self.row.is_open:
            return list(reversed(self.ideas))
        return sorted(self.ideas, key=lambda each: WORTH.index(each.rating))

    @property
    def seconds_left(self) -> int:
        return max(0, round((self.row.ends_at - self.at).total_seconds()))

    @property
    def is_over(self) -> bool:
        return self.seconds_left == 0

    @property
    def still_wanted(self) -> int:
        return max(0, self.row.least - len(self.ideas))

    @property
    def turn(self) -> Person | None:
        """Whose turn it is where they take turns; the client begins."""
        if not (self.row.in_turns and self.row.coach_may and self.row.is_open):
            return None
        coach = self.row.trajectory.coach
        is_coachs = bool(self.ideas) and self.ideas[-1].author_id != coach.pk
        return coach if is_coachs else self.people.get(self.row.coachee_id) if self.row.coachee_id else None


@require_http_methods(["GET", "HEAD", "POST"])
@looking_back
def brainstorms(request: Request, trajectory: Trajectory) -> HttpResponse:
    """Those there were, and a new one."""
    here = read(request, trajectory, NOUNS)
    form = BeginForm(request.POST if request.method == "POST" else None, here=here, of=_about(request, here))
    if request.method == "POST":
        begun = carry_out(request, form, partial(Brainstorm.begin, trajectory))
        if begun is not None:
            return redirect("rhythm:brainstorm", trajectory.pk, begun.pk)
    return page(
        request, "brainstorms", here, status=REFUSED if form.is_bound else 200, form=form,
        storms=[_storm(here, each) for each in reversed(here.every(Brainstorm))],
        about={name: row.pk for name, row in form.of.items() if row}, exercise=form.of["exercise"],
    )  # fmt: skip


@require_safe
@looking_back
def brainstorm(request: Request, trajectory: Trajectory, brainstorm_id: UUID) -> HttpResponse:
    return _one(request, trajectory, row_of(request, trajectory, Brainstorm, brainstorm_id))


@require_POST
@looking_back
def ideas(request: Request, trajectory: Trajectory, brainstorm_id: UUID) -> HttpResponse:
    """One more."""
    row = row_of(request, trajectory, Brainstorm, brainstorm_id)
    here = read(request, trajectory, NOUNS)
    form = IdeaForm(request.POST, here=here, storm=row, on=_on(request.POST.getlist("on"), here, row))
    if carry_out(request, form, partial(Idea.add, row)) is None:
        return _one(request, trajectory, row, form)
    return redirect("rhythm:brainstorm", trajectory.pk, row.pk)


@require_POST
@looking_back
def standing(request: Request, trajectory: Trajectory, brainstorm_id: UUID) -> HttpResponse:
    """The form posts what is wanted: a yes to the coach's ideas, some minutes more, or that it is closed."""
    row = row_of(request, trajectory, Brainstorm, brainstorm_id)
    verbs: dict[str, Callable[..., Brainstorm]] = {
        "permitted": row.permit, "extended": partial(row.extend, minutes=MORE), "closed": row.close,
    }  # fmt: skip
    if (verb := verbs.get(request.POST.get("standing", ""))) is None:
        raise Http404
    _try(request, verb)
    return redirect("rhythm:brainstorm", trajectory.pk, row.pk)


@require_POST
@looking_back
def rating(request: Request, trajectory: Trajectory, idea_id: UUID) -> HttpResponse:
    """What an idea is worth to the client."""
    row = row_of(request, trajectory, Idea, idea_id)
    _try(request, partial(row.rate, rating=request.POST.get("rating", "")))
    return redirect(reverse("rhythm:brainstorm", args=[trajectory.pk, row.brainstorm_id]) + f"#idea-{row.pk}")


def _try(request: Request, verb: Callable[..., Covered]) -> None:
    try:
        perform(request, verb)
    except Refusal as refusal:
        messages.error(request, word(refusal))


def _one(request: Request, trajectory: Trajectory, row: Brainstorm, refused: IdeaForm | None = None) -> HttpResponse:
    here = read(request, trajectory, NOUNS)
    storm = _storm(here, here.rows[Brainstorm][row.pk])
    on = refused.on if refused else _on(request.GET.getlist("on"), here, row)
    return page(
        request, "brainstorm", here, status=REFUSED if refused else 200, storm=storm, row=storm.row, on=on,
        form=refused or IdeaForm(here=here, storm=storm.row, on=on), ratings=Rating.choices,
        client_name=here.people[row.coachee_id].given_name if row.coachee_id in here.people else "",
    )  # fmt: skip


def _storm(here: Whole, row: Brainstorm) -> Storm:
    ideas = [each for each in here.every(Idea) if each.brainstorm_id == row.pk]
    for idea in ideas:
        # Named from those who are known here anyway.
        if idea.author_id in here.people:
            idea.author = here.people[idea.author_id]
    return Storm(row, ideas, now(), here.people)


def _on(given: Sequence[str], here: Whole, row: Brainstorm) -> list[Idea]:
    """The one or two ideas that the next one builds on."""
    known = {str(each.pk): each for each in here.every(Idea) if each.brainstorm_id == row.pk}
    return [known[key] for key in dict.fromkeys(given) if key in known][:2]


def _about(request: Request, here: Whole) -> dict[str, Any]:
    """What it is to belong to, where the address or the form says so."""
    given = {**request.GET.dict(), **request.POST.dict()}
    nouns: dict[str, Any] = {"exercise": Exercise, "session": Session, "goal": Goal}
    return {name: _named(here, noun, given.get(name, "")) for name, noun in nouns.items()}


def _named(here: Whole, noun: Any, key: str) -> Any:
    return next((row for row in here.every(noun) if str(row.pk) == key), None)
