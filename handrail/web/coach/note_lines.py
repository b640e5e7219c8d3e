"""Marked lines of a note, on their way to becoming something: shown as understood, then sorted at one press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.lib.refusal import OutOfRange, Refusal
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.action import Action, first_day
from handrail.trajectory.day_words import When
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Visibility
from handrail.trajectory.note_lines import SIGNS, Kind, NoteLine, local_day, note_lines
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.session import AHEAD, Session
from handrail.trajectory.sorted_line import JUST_A_LINE, SortedLine, Sorting, is_agreed
from handrail.web.fields import DayField, LineField, RowField
from handrail.web.notes import Sheet
from handrail.web.wording import word

WEEK = timedelta(days=7)
BECOMES = {
    Kind.ACTION: gettext_lazy("Action"),
    Kind.GOAL: gettext_lazy("Goal"),
    Kind.PROMPT: gettext_lazy("Question"),
    Kind.FACT: gettext_lazy("Keep in mind"),
    JUST_A_LINE: gettext_lazy("Just a line"),
}
HINT = [(SIGNS[kind], BECOMES[kind]) for kind in Kind]
COLUMNS: Mapping[str, Any] = {
    Kind.ACTION: Action._meta.get_field("text"), Kind.GOAL: Goal._meta.get_field("text"),
    Kind.PROMPT: Prompt._meta.get_field("question"), Kind.FACT: Fact._meta.get_field("text"),
}  # fmt: skip


class LineForm(forms.Form):
    """What becomes of one line."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Becomes"),
        choices=list(BECOMES.items()),
        widget=forms.Select(attrs={"class": "input"}),
    )
    text = LineField(label=gettext_lazy("In these words"))
    due_on = DayField(label=gettext_lazy("by"), required=False)

    def __init__(
        self, data: Any = None, *, line: NoteLine, people: Sequence[Person], coach: Person, first: date, **given: Any
    ) -> None:
        super().__init__(data, prefix=line.mark, auto_id="line-%s", **given)
        self.line, self.coachees, self.first = line, people, first
        self.fields["of"] = RowField(
            [*people, coach],
            says=lambda person: _("You, as a promise") if person == coach else person.given_name,
            label=_("Who"),
        )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        column = COLUMNS.get(typed.get("kind", ""))
        if isinstance(column, Words):
            self._check(column, typed.get("text", ""))
        if typed.get("kind") == Kind.ACTION and "due_on" not in self.errors:
            self._check_day(typed.get("due_on"))
        return typed

    def _check_day(self, due_on: date | None) -> None:
        """Said beside its line; for the verb it would be the whole note's."""
        if due_on is None:
            self.add_error("due_on", _("Choose a day."))
        elif due_on < self.first:
            self.add_error("due_on", word(OutOfRange("due_on", low=self.first, high=None)))

    def _check(self, column: Words, text: str) -> None:
        try:
            column.tidy(text)
            if not text.strip():
                raise ValidationError(_("Write a few words first."))
        except Refusal as refusal:
            self.add_error("text", word(refusal))
        except ValidationError as error:
            self.add_error("text", error)

    def sorting(self, *, agreed: bool) -> Sorting:
        kind, of = self.cleaned_data["kind"], self.cleaned_data["of"]
        if kind != Kind.ACTION and of not in self.coachees:
            of = self.coachees[0]
        due_on = self.cleaned_data["due_on"] if kind == Kind.ACTION else None
        return Sorting(self.line.mark, kind, self.cleaned_data["text"], of, due_on, agreed and kind == Kind.ACTION)


@dataclass(frozen=True)
class Found:
    """One line, as it is understood."""

    line: NoteLine
    form: LineForm
    day: date | None


@dataclass(frozen=True)
class Settled:
    """One line that was dealt with."""

    line: str
    became: str
    href: str


@dataclass(frozen=True)
class Lines:
    """The marked lines of one note. `typed`: what the page says of them already, as it was sent."""

    session: Session
    visibility: str
    text: str
    people: Sequence[Person]
    coach: Person
    at: datetime
    typed: Mapping[str, Any] | None = None
    is_refused: bool = False

    @property
    def is_agreed(self) -> bool:
        return is_agreed(self.visibility, took_place=self.session.took_place)

    @property
    def is_shared(self) -> bool:
        return self.visibility == Visibility.SHARED

    @cached_property
    def _marked(self) -> list[NoteLine]:
        """Before the database is asked: most notes have none."""
        if not self.people:
            return []
        zone = self.people[0].zone
        on, today = local_day(self.session.starts_at, zone), local_day(self.at, zone)
        said = note_lines(self.text, When(on), today=today)
        return note_lines(self.text, When(on, self._next_session(zone)), today=today) if said else []

    def _next_session(self, zone: str) -> date:
        """The booked one; where there is none yet, the day on which the rhythm has it."""
        mine = Q(coachee=None) | Q(coachee=self.session.coachee_id)
        later = Session.objects.filter(mine, trajectory_id=self.session.trajectory_id, state__in=sorted(AHEAD))
        after = (
            later.filter(starts_at__gt=self.session.starts_at).in_order().values_list("starts_at", flat=True).first()
        )
        rhythm = timedelta(days=self.session.trajectory.cadence_days)
        return local_day(after or self.session.starts_at + rhythm, zone)

    @cached_property
    def _sorted(self) -> dict[str, SortedLine]:
        if not self._marked:
            return {}
        mine = SortedLine.objects.filter(note__session=self.session, note__visibility=self.visibility)
        return {line.mark: line for line in mine}

    @cached_property
    def found(self) -> list[Found]:
        return [self._found(line) for line in self._marked if line.mark not in self._sorted]

    def _found(self, line: NoteLine) -> Found:
        data = self.typed if self.is_refused and self.is_shown(line) else None
        first, people = first_day(self.session, self.coach, *self.people, at=self.at), self.people
        form = LineForm(data, line=line, people=people, coach=self.coach, first=first, initial=self._initial(line))
        return Found(line, form, line.day)

    def _initial(self, line: NoteLine) -> dict[str, Any]:
        """As it is understood; what was changed on the page already stays as it was changed."""
        today = local_day(self.at, self.people[0].zone)
        guess = (
            None
            if line.has_been
            else max(line.day or local_day(self.session.starts_at, self.people[0].zone) + WEEK, today)
        )
        of = self.coach if line.is_mine else self.people[0]
        initial = {"kind": line.kind, "text": line.text, "due_on": guess, "of": str(of.pk)}
        if self.typed is not None and self.is_shown(line):
            initial |= {name: self.typed.get(f"{line.mark}-{name}", value) for name, value in initial.items()}
        return initial

    def is_shown(self, line: NoteLine) -> bool:
        """Whether the page that was sent showed this line: what nobody has seen becomes nothing."""
        return self.typed is not None and f"{line.mark}-kind" in self.typed

    @property
    def settled(self) -> list[Settled]:
        shown = [(line, self._sorted[line.mark]) for line in self._marked if line.mark in self._sorted]
        return [Settled(line.text, str(BECOMES[done.kind]), self._href(done)) for line, done in shown]

    def _href(self, done: SortedLine) -> str:
        if done.row_id is None:
            return ""
        trajectory: UUID = self.session.trajectory_id
        match done.kind:
            case Kind.ACTION | Kind.GOAL:
                return reverse(f"coach:{done.kind}", args=[done.row_id])
            case Kind.PROMPT:
                return reverse("coach:prompts", args=[trajectory])
        return ""


def with_lines(
    sheets: Sequence[Sheet], people: Sequence[Person], *, coach: Person, at: datetime, refused: Lines | None = None
) -> list[tuple[Sheet, Lines]]:
    """Each note as it lies open, with what its lines would become; or as it was typed, where that was refused."""

    def lines(sheet: Sheet) -> Lines:
        if refused and refused.visibility == sheet.visibility:
            return refused
        return Lines(sheet.session, sheet.visibility, sheet.text, people, coach, at)

    return [(sheet, lines(sheet)) for sheet in sheets]
