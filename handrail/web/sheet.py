"""A method's form on a page: its boxes as fields, what was typed as an answer, and an answer drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from handrail.trajectory.methods.answer import TOP, Answer, Pair, Value, compose, read
from handrail.trajectory.methods.form import Form, Part, Shape
from handrail.trajectory.methods.form import Kind as FieldKind
from handrail.trajectory.reflection import Reflection
from handrail.web.fields import LineField, ScaleField, WordsField
from handrail.web.request import Request
from handrail.web.wheel import Wheel, wheel

REST = "rest"


class SheetForm(forms.Form):
    """Every box of a method. Nothing is required: a sheet may be left and come back to."""

    def __init__(self, form: Form, data: Any = None, *, answer: Answer | None = None, question: str = "") -> None:
        self.sheet, answer = form, answer or Answer()
        super().__init__(data, auto_id="sheet-%s", initial=dict(_initial(form, answer)))
        for part in form.parts:
            self.fields |= dict(_fields(part))
        # What belongs to no box answers the question itself: so does a reply by mail.
        self.fields[REST] = WordsField(label=question or form.question, rows=3)

    @property
    def blocks(self) -> "Iterator[Block]":
        """The fields of each part, under its heading."""
        for part in self.sheet.parts:
            yield Block(part, tuple(self[name] for name in dict(_fields(part))))

    @property
    def rest(self) -> forms.BoundField:
        return self[REST]

    @property
    def text(self) -> str:
        """What was typed, as the text that is kept."""
        given = self.cleaned_data
        values = {part.name: _value(part, given) for part in self.sheet.parts}
        return compose(self.sheet, Answer(values, given.get(REST, ""))).replace("\r\n", "\n")


def sheet_of(reflection: Reflection) -> Form | None:
    """What this answer is written into; None for a plain page."""
    exercise = reflection.prompt.exercise
    return exercise.sheet if exercise else None


def sheet_form(reflection: Reflection, text: str) -> SheetForm | None:
    """The boxes with what is written so far."""
    sheet = sheet_of(reflection)
    if sheet is None or not sheet.parts:
        return None
    return SheetForm(sheet, answer=read(sheet, text), question=reflection.prompt.question)


PLACE = "reflection:"


def place(reflection: Reflection) -> str:
    """Where the draft of an answer is kept."""
    return f"{PLACE}{reflection.pk}"


def written_sheet(request: Request, where: str) -> str | None:
    """What a sheet that is being filled in would be kept as; None for what is no sheet of this person's."""
    if (row_id := _id(where)) is None:
        return None
    mine = Reflection.objects.visible_to(request.person).filter(pk=row_id, coachee=request.person)
    row = mine.select_related("prompt__exercise").first()
    sheet = sheet_of(row) if row else None
    form = SheetForm(sheet, request.POST) if sheet else None
    return form.text if form and form.is_valid() else None


def _id(where: str) -> UUID | None:
    try:
        return UUID(where.removeprefix(PLACE))
    except ValueError:
        return None


@dataclass(frozen=True)
class Block:
    part: Part
    fields: tuple[forms.BoundField, ...]

    @property
    def heading(self) -> str:
        """Only where the fields do not say it themselves."""
        return self.part.heading if self.part.shape in (Shape.NUMBERS, Shape.PAIRS) else ""

    @property
    def hint(self) -> str:
        return self.part.field.hint if self.heading else ""

    @property
    def pairs(self) -> tuple[tuple[forms.BoundField, ...], ...]:
        return tuple(self.fields[n : n + 2] for n in range(0, len(self.fields), 2))

    @property
    def is_wheel(self) -> bool:
        return self.part.shape == Shape.NUMBERS


def _fields(part: Part) -> Iterator[tuple[str, forms.Field]]:
    of, hint = part.field, part.field.hint if not part.name.endswith(("-right", "-lower", "-up")) else ""
    match part.shape:
        case Shape.WORDS:
            yield part.name, WordsField(label=_short(part), hint=hint, rows=2)
        case Shape.LINES if of.kind == FieldKind.PICKS:
            yield part.name, _picks(part)
            yield f"{part.name}-own", WordsField(label=_("Words of my own"), hint=_("One on each line."), rows=1)
        case Shape.LINES:
            yield part.name, WordsField(label=_short(part), hint=hint or _("One on each line."), rows=max(3, of.least))
        case Shape.NUMBER:
            yield part.name, ScaleField(label=part.heading, hint=hint, low=of.low, high=of.high)
        case Shape.NUMBERS:
            for number, item in enumerate(of.items):
                yield f"{part.name}-{number}", ScaleField(label=item, low=of.low, high=of.high)
        case Shape.PAIRS:
            for number in range(of.most):
                yield f"{part.name}-{number}-when", LineField(label=f"{of.when} …")
                yield f"{part.name}-{number}-then", LineField(label=f"{of.then} …")


def _short(part: Part) -> str:
    """Below its field's own label a part need not say that again."""
    return (
        part.heading.removeprefix(f"{part.field.label} · ") if part.name.endswith(("-lower", "-up")) else part.heading
    )


def _picks(part: Part) -> forms.Field:
    hint = _("Up to %(most)d.") % {"most": part.field.most} if part.field.most else ""
    return forms.MultipleChoiceField(
        label=part.heading, help_text=part.field.hint or hint, required=False,
        choices=[(item, item) for item in part.field.items], widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def _value(part: Part, given: Mapping[str, Any]) -> Value:
    match part.shape:
        case Shape.WORDS:
            return str(given.get(part.name, ""))
        case Shape.LINES:
            typed = given.get(part.name, "")
            own = str(given.get(f"{part.name}-own", "")).splitlines()
            return (*(typed if isinstance(typed, list) else typed.splitlines()), *own)
        case Shape.NUMBER:
            number = given.get(part.name)
            return "" if number is None else int(number)
        case Shape.NUMBERS:
            said = ((item, given.get(f"{part.name}-{n}")) for n, item in enumerate(part.field.items))
            return {item: number for item, number in said if number is not None}
        case Shape.PAIRS:
            return tuple(
                (given.get(f"{part.name}-{n}-when", ""), given.get(f"{part.name}-{n}-then", ""))
                for n in range(part.field.most)
            )


def _initial(form: Form, answer: Answer) -> Iterator[tuple[str, Any]]:
    """The answer as it stands in the fields. What has no place in them any more stands with the rest."""
    rest = [answer.rest]
    for part in form.parts:
        name, of = part.name, part.field
        match part.shape:
            case Shape.WORDS:
                yield name, answer.words(name)
            case Shape.LINES if of.kind == FieldKind.PICKS:
                lines = answer.lines(name)
                yield name, [line for line in lines if line in of.items]
                yield f"{name}-own", "\n".join(line for line in lines if line not in of.items)
            case Shape.LINES:
                yield name, "\n".join(answer.lines(name))
            case Shape.NUMBER:
                yield name, answer.number(name)
            case Shape.NUMBERS:
                for number, item in enumerate(of.items):
                    yield f"{name}-{number}", answer.numbers(name).get(item)
            case Shape.PAIRS:
                pairs = answer.pairs(name)
                for number, (when, then) in enumerate(pairs[: of.most]):
                    yield f"{name}-{number}-when", when
                    yield f"{name}-{number}-then", then
                rest += [f"{of.when} {when}, {of.then} {then}" for when, then in pairs[of.most :]]
    yield REST, "\n".join(filter(None, rest))


# Reading an answer


@dataclass(frozen=True)
class Shown:
    """One part of an answer as a page shows it. `heading` is empty for words that belong to no part."""

    heading: str
    words: str = ""
    lines: tuple[str, ...] = ()
    number: int | None = None
    wheel: Wheel | None = None
    pairs: tuple[Pair, ...] = ()
    part: Part | None = None

    @property
    def along(self) -> int:
        """How far along its rail, in hundredths."""
        return 100 * (self.number or 0) // TOP


def shown(form: Form | None, text: str, *, before: str = "", question: str = "") -> list[Shown]:
    """An answer, part by part; beside a wheel the one of an answer before it. Last what answers the question itself."""
    if form is None:
        return [Shown("", words=text)]
    answer, earlier = read(form, text), read(form, before)
    parts = [_shown(part, answer, earlier) for part in form.parts if part.name in answer.values]
    return [*parts, *([Shown(question if parts else "", words=answer.rest)] if answer.rest else [])]


def _shown(part: Part, answer: Answer, earlier: Answer) -> Shown:
    name, heading = part.name, part.heading
    match part.shape:
        case Shape.WORDS:
            return Shown(heading, words=answer.words(name), part=part)
        case Shape.LINES:
            return Shown(heading, lines=answer.lines(name), part=part)
        case Shape.NUMBER:
            return Shown(heading, number=answer.number(name), part=part)
        case Shape.NUMBERS:
            drawn = wheel(part.field.items, answer.numbers(name), before=earlier.numbers(name))
            return Shown(heading, wheel=drawn, part=part)
        case Shape.PAIRS:
            return Shown(heading, pairs=answer.pairs(name), part=part)
