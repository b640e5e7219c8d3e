"""A method's form: what is asked, in which kinds of field. One is read from a file by `file.py`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

# The brainstorm's own measure where a file says nothing.
MINUTES, LEAST = 7, 10
PAIRS = 3


class Kind(StrEnum):
    """What a field is. The file spells them so."""

    WORDS = "words"
    LINES = "lines"
    PICKS = "picks"
    SCALE = "scale"
    WHEEL = "wheel"
    COLUMNS = "columns"
    IF_THEN = "if_then"
    IDEAS = "ideas"


class Shape(StrEnum):
    """How a part of an answer is written down: a text, lines, one number from 0 to 10, one for each item, or pairs."""

    WORDS = "words"
    LINES = "lines"
    NUMBER = "number"
    NUMBERS = "numbers"
    PAIRS = "pairs"


@dataclass(frozen=True)
class Field:
    """One thing that is asked. What a kind does not use is empty."""

    kind: Kind
    label: str
    hint: str = ""
    # A scale: what it is called over time. The same name in two methods is the same scale.
    scale: str = ""
    # A scale or wheel: what the ends are called.
    low: str = ""
    high: str = ""
    # A scale: what is asked about the number, in this order and never the other way round.
    lower: str = ""
    up: str = ""
    # A wheel's spokes, or what there is to pick from.
    items: tuple[str, ...] = ()
    # Two columns.
    left: str = ""
    right: str = ""
    # An if-then plan: how the two halves begin.
    when: str = ""
    then: str = ""
    # Picks and pairs: at most so many. Ideas: at least so many, in so many minutes.
    most: int = 0
    least: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Part:
    """One box of a field with its heading; `name` is what its input is called."""

    name: str
    heading: str
    shape: Shape
    field: Field


@dataclass(frozen=True)
class Form:
    """A method as its file says it."""

    title: str
    instructions: str
    question: str
    fields: tuple[Field, ...] = ()
    # For the coach: when it helps.
    about: str = ""
    language: str = "en"
    minutes: int = 0
    source: str = ""
    licence: str = ""
    # Only shipped methods have one: what an exercise remembers.
    key: str = field(default="", compare=False)

    @property
    def ideas(self) -> Field | None:
        """The brainstorm in it, if there is one: its ideas are rows of their own, and no part of the answer."""
        return next((each for each in self.fields if each.kind == Kind.IDEAS), None)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Everything one fills in, in order. No two have the same heading, for by that an answer is read again."""
        found: list[Part] = []
        taken: set[str] = set()
        for number, each in enumerate(self.fields):
            for name, heading, shape in _boxes(each):
                heading = _apart(heading, taken)
                taken.add(heading)
                found.append(Part(f"f{number}{name}", heading, shape, each))
        return tuple(found)


def _boxes(field: Field) -> Iterator[tuple[str, str, Shape]]:
    match field.kind:
        case Kind.WORDS:
            yield "", field.label, Shape.WORDS
        case Kind.LINES | Kind.PICKS:
            yield "", field.label, Shape.LINES
        case Kind.WHEEL:
            yield "", field.label, Shape.NUMBERS
        case Kind.IF_THEN:
            yield "", field.label, Shape.PAIRS
        case Kind.COLUMNS:
            yield "-left", f"{field.label} · {field.left}", Shape.LINES
            yield "-right", f"{field.label} · {field.right}", Shape.LINES
        case Kind.SCALE:
            yield "", field.label, Shape.NUMBER
            if field.lower:
                yield "-lower", f"{field.label} · {field.lower}", Shape.WORDS
            if field.up:
                yield "-up", f"{field.label} · {field.up}", Shape.WORDS


def _apart(heading: str, taken: set[str]) -> str:
    number, other = 2, heading
    while other in taken:
        number, other = number + 1, f"{heading} ({number})"
    return other
