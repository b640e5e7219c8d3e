"""A method's file: read strictly, because anybody may have written it, and written so that it reads again.

Whatever is not understood is refused with the place it stands in: a method that lost a field on its way would be
another method."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from unicodedata import category

from handrail.lib.refusal import Refusal
from handrail.lib.words import SHORT, TURNING
from handrail.trajectory.methods.form import LEAST, MINUTES, PAIRS, Field, Form, Kind

FORMAT = 1
# Characters of a whole file: more than any method needs, and little enough to be read at once.
LARGEST = 20_000
MOST_FIELDS, MOST_ITEMS, MOST_SPOKES = 12, 60, 12
LONG = 4_000

WORDS = {"title": SHORT, "question": 1_000, "instructions": LONG, "about": LONG, "source": 1_000, "licence": SHORT}
LABELS = ("label", "hint", "scale", "low", "high", "lower", "up", "left", "right", "when", "then")
NUMBERS = {"most": 20, "least": 50, "minutes": 120}
# What each kind of field may say besides its label and hint, and what it has to.
MAY = {
    Kind.WORDS: set[str](),
    Kind.LINES: {"least"},
    Kind.PICKS: {"items", "most"},
    Kind.SCALE: {"scale", "low", "high", "lower", "up"},
    Kind.WHEEL: {"items", "low", "high"},
    Kind.COLUMNS: {"left", "right"},
    Kind.IF_THEN: {"when", "then", "most"},
    Kind.IDEAS: {"minutes", "least"},
}
MUST = {Kind.PICKS: {"items"}, Kind.WHEEL: {"items"}, Kind.COLUMNS: {"left", "right"}}
USUAL: Mapping[Kind, Mapping[str, Any]] = {
    Kind.SCALE: {"low": "not at all", "high": "completely"},
    Kind.WHEEL: {"low": "empty", "high": "full"},
    Kind.IF_THEN: {"when": "If", "then": "then I will", "most": PAIRS},
    Kind.IDEAS: {"minutes": MINUTES, "least": LEAST},
}


class NotAMethod(Refusal):
    """`why` is one of wording's sentences, `where` the word or field it is about, `given` what stood there."""

    def __init__(self, why: str, *, where: str = "", given: object = "") -> None:
        super().__init__("file")
        self.why, self.where, self.given = why, where, str(given)[:60]


def read(text: str, *, key: str = "") -> Form:
    """The form that a file says; NotAMethod names what is amiss."""
    if len(text) > LARGEST:
        raise NotAMethod("large", given=len(text))
    held = _toml(text)
    number = held.pop("handrail_method", None)
    if type(number) is not int or number < 1:
        raise NotAMethod("mark")
    if number > FORMAT:
        raise NotAMethod("newer", given=number)
    fields = held.pop("fields", [])
    if not isinstance(fields, list) or not all(isinstance(each, dict) for each in fields):
        raise NotAMethod("fields")
    if len(fields) > MOST_FIELDS:
        raise NotAMethod("many_fields", given=len(fields))
    said = _known(held, {*WORDS, "language", "minutes"}, where="")
    for name in ("title", "instructions", "question"):
        if not said.get(name):
            raise NotAMethod("missing", where=name)
    form = Form(**said, fields=tuple(_field(each, n) for n, each in enumerate(fields, 1)), key=key)
    if sum(each.kind == Kind.IDEAS for each in form.fields) > 1:
        raise NotAMethod("two_brainstorms")
    return form


@lru_cache(maxsize=512)
def kept(text: str) -> Form | None:
    """The form of a file that was taken in once; None where its words were erased."""
    try:
        return read(text) if text else None
    except NotAMethod:
        return None


# Reading a name of a thousand parts takes seconds; no method has one of two.
_ENDLESS = re.compile(r"(?:\.[ \t]*[\w\"'-]{1,20}[ \t]*){100}")


def _toml(text: str) -> dict[str, Any]:
    if _ENDLESS.search(text):
        raise NotAMethod("toml")
    try:
        return tomllib.loads(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as amiss:
        raise NotAMethod("toml", given=amiss) from None
    except (RecursionError, ValueError):
        # Nested without end, or a number of thousands of digits.
        raise NotAMethod("toml") from None


def _field(held: dict[str, Any], number: int) -> Field:
    kind = held.pop("kind", "")
    if not isinstance(kind, str) or kind not in set(Kind):
        raise NotAMethod("kind", where=str(number), given=kind)
    said = _known(held, {"label", "hint", *MAY[Kind(kind)]}, where=str(number))
    for name in sorted({"label", *MUST.get(Kind(kind), ())}):
        if not said.get(name):
            raise NotAMethod("missing", where=f"{name}, {number}")
    if len(said.get("items", ())) > MOST_SPOKES and kind == Kind.WHEEL:
        raise NotAMethod("many_items", where=str(number), given=MOST_SPOKES)
    return Field(Kind(kind), **{**USUAL.get(Kind(kind), {}), **said})


def _known(held: Mapping[str, Any], names: Iterable[str], *, where: str) -> dict[str, Any]:
    """Only what is known, each as it should be."""
    if strange := sorted(set(held) - set(names)):
        raise NotAMethod("strange", where=where, given=strange[0])
    return {name: _checked(name, value, where) for name, value in held.items()}


def _checked(name: str, value: Any, where: str) -> Any:
    place = f"{name}, {where}" if where else name
    if name in NUMBERS:
        if type(value) is not int or not 1 <= value <= NUMBERS[name]:
            raise NotAMethod("number", where=place, given=NUMBERS[name])
        return value
    if name == "items":
        return _items(value, place)
    limit = WORDS.get(name, SHORT)
    words = _words(value, place, limit=limit, one_line=name in {*LABELS, "title", "question", "language", "licence"})
    if name == "language" and not (0 < len(words) <= 12 and words.replace("-", "").isalnum() and words.isascii()):
        raise NotAMethod("language", given=words)
    return words


def _items(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not 2 <= len(value) <= MOST_ITEMS:
        raise NotAMethod("many_items", where=place, given=MOST_ITEMS)
    items = tuple(_words(each, place, limit=60, one_line=True) for each in value)
    if len(set(items)) < len(items) or not all(items):
        raise NotAMethod("twice", where=place)
    return items


def _words(value: Any, place: str, *, limit: int, one_line: bool) -> str:
    if not isinstance(value, str):
        raise NotAMethod("not_words", where=place, given=value)
    words = TURNING.sub("", value).strip()
    words = " ".join(words.split()) if one_line else words
    if any(category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in words):
        raise NotAMethod("letters", where=place)
    if len(words) > limit:
        raise NotAMethod("long", where=place, given=limit)
    return words


def written(form: Form) -> str:
    """The file of a form; `read` makes the same form of it."""
    return "\n".join([f"handrail_method = {FORMAT}", *_head(form), *_tables(form)]) + "\n"


def _head(form: Form) -> Iterator[str]:
    for name in ("title", "language", "minutes", "about", "instructions", "question", "source", "licence"):
        if value := getattr(form, name):
            yield f"{name} = {_value(value)}"


def _tables(form: Form) -> Iterator[str]:
    for each in form.fields:
        yield f'\n[[fields]]\nkind = "{each.kind}"'
        for name in (*LABELS[:2], *sorted(MAY[each.kind])):
            if value := getattr(each, name):
                yield f"{name} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str) and "\n" in value:
        return '"""\n' + _quoted(value).replace("\\n", "\n") + '"""'
    return _quoted(value) if not isinstance(value, str) else f'"{_quoted(value)}"'


# A basic string of TOML is one of JSON, but for what JSON leaves as it is.
_quote: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode


def _quoted(value: object) -> str:
    return _quote(value)[1:-1].replace("\x7f", "\\u007f") if isinstance(value, str) else str(value)
