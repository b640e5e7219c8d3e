"""An answer to a method: a text that people read everywhere, and that its form reads again.

    ▸ Life areas
    Health: 7
    Work: 4

    ▸ What would a fuller one look like?
    Home by six on Tuesdays.

So an answer is a reflection's words like any other: drafts, versions, sharing, erasing and export need to know nothing
of forms. What a form cannot place (a reply by mail, say) stays at the top as it is, and no line is ever lost."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handrail.trajectory.methods.form import Form, Part, Shape

MARK = "▸"
TOP = 10
_NUMBER = re.compile(r"(10|\d) / 10$")
_OF_ITEM = re.compile(r"(.*): (10|\d)$")

Pair = tuple[str, str]
Value = str | int | tuple[str, ...] | Mapping[str, int] | tuple[Pair, ...]


@dataclass(frozen=True)
class Answer:
    """What stands in each part, by its name; an empty part is not there. `rest` belongs to none."""

    values: Mapping[str, Value] = field(default_factory=dict)
    rest: str = ""

    def words(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def lines(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, ())
        return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()

    def pairs(self, name: str) -> tuple[Pair, ...]:
        value = self.values.get(name, ())
        return tuple(each for each in value if not isinstance(each, str)) if isinstance(value, tuple) else ()

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def numbers(self, name: str) -> Mapping[str, int]:
        value = self.values.get(name)
        return value if isinstance(value, Mapping) else {}


def compose(form: Form, answer: Answer) -> str:
    """The answer as a text. Nothing said is an empty text."""
    blocks = [_escaped(answer.rest)] if answer.rest.strip() else []
    for part in form.parts:
        if lines := list(_written(part, answer)):
            blocks.append("\n".join([f"{MARK} {part.heading}", *lines]))
    return "\n\n".join(blocks)


def read(form: Form, text: str) -> Answer:
    """The text as an answer to this form."""
    headings = {f"{MARK} {part.heading}": part for part in form.parts}
    values: dict[str, Value] = {}
    loose: list[str] = []
    for heading, lines in _blocks(text):
        part = headings.get(heading)
        if part is None or part.name in values:
            loose += [*([heading] if heading else []), *lines]
            continue
        value, left = _value(part, lines)
        if value not in ("", (), {}, None):
            values[part.name] = value
        loose += left
    return Answer(values, _plain(loose))


def beside(form: Form, earlier: str, said: str) -> str:
    """What was said before and what is said now, box by box, as one text. Of two numbers the newer one stands; of words
    nothing goes."""
    old, new = read(form, earlier), read(form, said)
    both = {name: _both(old.values[name], new.values[name]) for name in old.values.keys() & new.values.keys()}
    rest = "\n".join(filter(None, [old.rest, new.rest]))
    return compose(form, Answer({**old.values, **new.values, **both}, rest))


def _both(old: Value, new: Value) -> Value:
    if isinstance(old, str) and isinstance(new, str):
        return old if old == new else f"{old}\n{new}"
    if isinstance(old, tuple) and isinstance(new, tuple):
        # Lines beside lines, or pairs beside pairs: they are of one part.
        joined: tuple[Any, ...] = (*old, *(each for each in new if each not in old))
        return joined
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **new}
    return new


def unmarked(text: str) -> str:
    """The text for a line or two in passing: its headings as words, without marks."""
    return "\n".join(_spoken(line) if line.startswith(MARK) else line for line in text.split("\n"))


def _spoken(line: str) -> str:
    if line.startswith(MARK * 2):
        return line[1:]
    heading = line[1:].strip()
    return heading if heading.endswith(("?", ".", ":", "!")) else f"{heading}:"


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    heading, lines = "", list[str]()
    for line in text.split("\n"):
        if line.startswith(f"{MARK} "):
            yield heading, lines
            heading, lines = line.rstrip(), []
        else:
            lines.append(line)
    yield heading, lines


def _written(part: Part, answer: Answer) -> Iterator[str]:
    match part.shape:
        case Shape.WORDS:
            if words := answer.words(part.name).strip():
                yield _escaped(words)
        case Shape.LINES:
            yield from (f"- {line}" for line in _tidy(answer.lines(part.name)))
        case Shape.NUMBER:
            if (number := answer.number(part.name)) is not None:
                yield f"{number} / {TOP}"
        case Shape.NUMBERS:
            given = answer.numbers(part.name)
            yield from (f"{item}: {given[item]}" for item in part.field.items if item in given)
        case Shape.PAIRS:
            for first, second in answer.pairs(part.name):
                first, second = _one_line(first), _one_line(second)
                if first or second:
                    yield f"- {part.field.when} {first}".rstrip()
                    yield f"  {part.field.then} {second}".rstrip()


def _value(part: Part, lines: list[str]) -> tuple[Value | None, list[str]]:
    """What the lines say, and those that say nothing here."""
    match part.shape:
        case Shape.WORDS:
            return _plain(lines), []
        case Shape.LINES:
            return tuple(_tidy(line[2:] for line in lines if line.startswith("- "))), _not(lines, "- ")
        case Shape.NUMBER:
            found = next((match for line in lines if (match := _NUMBER.match(line.strip()))), None)
            return (int(found[1]) if found else None), [each for each in lines if not found or each.strip() != found[0]]
        case Shape.NUMBERS:
            return _numbers(part, lines)
        case Shape.PAIRS:
            return _pairs(part, lines)


def _numbers(part: Part, lines: list[str]) -> tuple[Value, list[str]]:
    found: dict[str, int] = {}
    left: list[str] = []
    for line in lines:
        match = _OF_ITEM.match(line.strip())
        if match and match[1] in part.field.items and match[1] not in found:
            found[match[1]] = int(match[2])
        else:
            left.append(line)
    return {item: found[item] for item in part.field.items if item in found}, left


def _pairs(part: Part, lines: list[str]) -> tuple[Value, list[str]]:
    """A line that begins with a dash, and the one that is set in below it."""
    found: list[Pair] = []
    left: list[str] = []
    waits = False
    for line in lines:
        if line.startswith("- "):
            found.append((_after(line[2:], part.field.when), ""))
            waits = True
        elif waits and line.startswith("  "):
            found[-1] = (found[-1][0], _after(line[2:], part.field.then))
            waits = False
        else:
            left.append(line)
    return tuple(pair for pair in found if any(pair)), left


def _after(line: str, beginning: str) -> str:
    line = line.strip()
    if line == beginning:
        return ""
    return line.removeprefix(f"{beginning} ").strip()


def _not(lines: Iterable[str], beginning: str) -> list[str]:
    return [line for line in lines if not line.startswith(beginning)]


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    return filter(None, map(_one_line, lines))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _escaped(words: str) -> str:
    """Somebody's own words, in which no line reads as a heading."""
    return "\n".join(MARK + line if line.startswith(MARK) else line for line in words.strip().split("\n"))


def _plain(lines: Iterable[str]) -> str:
    """The words as they were typed."""
    return "\n".join(line[1:] if line.startswith(MARK * 2) else line for line in lines).strip()
