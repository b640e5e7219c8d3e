"""Writing a method: its words, and a line for each thing that is asked. The file stays behind it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.lib.said import Said
from handrail.trajectory.methods.file import MOST_FIELDS, USUAL
from handrail.trajectory.methods.form import Field, Form, Kind
from handrail.web.fields import LineField, NumberField, WordsField

KINDS: dict[Kind, Said] = {
    Kind.WORDS: _("Words"),
    Kind.LINES: _("A list"),
    Kind.PICKS: _("Choosing from a list"),
    Kind.SCALE: _("A scale from nought to ten"),
    Kind.WHEEL: _("A wheel"),
    Kind.COLUMNS: _("Two columns"),
    Kind.IF_THEN: _("If–then plans"),
    Kind.IDEAS: _("A brainstorm"),
}
LINE = ("kind", "label", "hint", "items", "place")
# How many empty lines wait at the end.
MORE = 3
WORDS = ("title", "about", "instructions", "question", "source", "licence", "language")


class MethodForm(forms.Form):
    """`Method.write` and `Method.change`. What a file says beyond these fields stays as it was."""

    title = LineField(label=_("What it is called"))
    about = WordsField(label=_("When it helps"), hint=_("For you and other coaches; clients do not see it."), rows=2)
    instructions = WordsField(label=_("What to do"), hint=_("This is what a client reads first."), rows=4)
    question = WordsField(label=_("The question to answer afterwards"), rows=2)
    minutes = NumberField(low=1, high=120, label=_("Minutes it takes, roughly"))
    source = LineField(label=_("Where it comes from"), hint=_("Who thought of it; so that they are named."))
    licence = LineField(label=_("Licence"), hint=_("What others may do with it, when you share it."))
    language = LineField(label=_("Language"), hint=_("As a short code: en, nl, de."))
    base = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, of: Form | None = None, base: str = "") -> None:
        self.of = of or Form("", "", "")
        initial = {name: getattr(self.of, name) for name in WORDS} | {"minutes": self.of.minutes or None, "base": base}
        super().__init__(data, auto_id="method-%s", initial=initial | dict(_rows(self.of)))
        self.fields["minutes"].required = False
        for number in range(min(MOST_FIELDS, len(self.of.fields) + MORE)):
            self.fields |= _line(number)

    @property
    def head(self) -> Iterator[forms.BoundField]:
        yield from (self[name] for name in (*WORDS[:4], "minutes", *WORDS[4:]))

    @property
    def lines(self) -> Iterator[tuple[forms.BoundField, ...]]:
        for number in range(self._count):
            yield tuple(self[f"{name}-{number}"] for name in LINE)

    @property
    def form(self) -> Form:
        """What was typed, as a form. Whether it is one, the file's reader says."""
        given = self.cleaned_data
        words = {name: given[name].replace("\r\n", "\n").strip() for name in WORDS}
        words["language"] = words["language"] or "en"
        return Form(**words, minutes=given["minutes"] or 0, fields=tuple(self._in_order()))

    def _in_order(self) -> Iterator[Field]:
        """As they are numbered. One that was given another's number comes into its place, and that one makes room."""
        for number in sorted(range(self._count), key=self._place):
            if field := self._field(number):
                yield field

    def _place(self, number: int) -> float:
        place = self.cleaned_data.get(f"place-{number}") or number + 1
        was = number + 1
        return place + 0.5 * ((place > was) - (place < was))

    @property
    def _count(self) -> int:
        return sum(name.startswith("kind-") for name in self.fields)

    def _field(self, number: int) -> Field | None:
        kind, label, hint, items = (self.cleaned_data[f"{name}-{number}"] for name in LINE[:4])
        if not label.strip():
            return None
        kind = kind or Kind.WORDS
        was = self.of.fields[number] if number < len(self.of.fields) else None
        field = was if was and was.kind == kind else Field(Kind(kind), label, **_usual(Kind(kind)))
        return _with(
            replace(field, label=label, hint=hint), [line.strip() for line in items.split("\n") if line.strip()]
        )


def _usual(kind: Kind) -> dict[str, Any]:
    usual = dict(USUAL.get(kind, {}))
    if kind == Kind.SCALE:
        usual["lower"] = str(_("What makes it this number and not a lower one?"))
        usual["up"] = str(_("What would be different one step up?"))
    return usual


def _with(field: Field, items: list[str]) -> Field:
    """Spokes and choices; or the names of two columns or ends."""
    match field.kind:
        case Kind.PICKS | Kind.WHEEL:
            return replace(field, items=tuple(items))
        case Kind.COLUMNS:
            return replace(field, left=(items or [""])[0], right=(items[1:] or [""])[0])
        case Kind.SCALE if len(items) > 1:
            return replace(field, low=items[0], high=items[1])
    return field


def _items(field: Field) -> tuple[str, ...]:
    match field.kind:
        case Kind.COLUMNS:
            return field.left, field.right
        case Kind.SCALE:
            return field.low, field.high
    return field.items


def _rows(form: Form) -> Iterator[tuple[str, Any]]:
    for number, field in enumerate(form.fields):
        yield f"kind-{number}", field.kind.value
        yield f"label-{number}", field.label
        yield f"hint-{number}", field.hint
        yield f"items-{number}", "\n".join(_items(field))
        yield f"place-{number}", number + 1


def _line(number: int) -> dict[str, forms.Field]:
    kinds = [(kind.value, words) for kind, words in KINDS.items()]
    hint = _("For a wheel or a choice: one on each line. For two columns or a scale: the names of both sides.")
    return {
        f"kind-{number}": forms.ChoiceField(
            label=_("What is asked for"), choices=kinds, required=False, widget=forms.Select(attrs={"class": "input"})
        ),
        f"label-{number}": LineField(label=_("What it says")),
        f"hint-{number}": LineField(label=_("A hint below it")),
        f"items-{number}": WordsField(label=_("What there is to fill in or choose from"), hint=hint, rows=2),
        f"place-{number}": forms.IntegerField(
            label=_("Which place it has"),
            required=False,
            min_value=1,
            max_value=MOST_FIELDS,
            widget=forms.NumberInput(attrs={"class": "input short", "min": 1, "inputmode": "numeric"}),
        ),
    }
