"""What somebody says in a few words of their own: a number, done, not yet, later, or something to be kept as it is.
Pure: words in, a meaning out."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# Said in front of or alone; in the languages that people here write in. Folded, without punctuation.
DONE = frozenset(
    {
        "done",
        "did it",
        "i did it",
        "yes",
        "y",
        "finished",
        "ready",
        "kept",
        "ok",
        "okay",
        "✓",
        "✔",
        "✅",
        "👍",
        "klaar",
        "gedaan",
        "ja",
        "gelukt",
        "af",
        "fertig",
        "erledigt",
        "gemacht",
        "geschafft",
    }
)
NOT_YET = frozenset(
    {"not yet", "no", "n", "not today", "nope", "nog niet", "nee", "vandaag niet", "noch nicht", "nein", "heute nicht"}
)
LATER = frozenset(
    {"later", "another day", "tomorrow", "morgen", "straks", "andere dag", "später", "spaeter", "ein andermal"}
)
SKIP = frozenset({"skip", "pass", "not this one", "overslaan", "deze niet", "überspringen", "weiter", "diese nicht"})
STOP = frozenset({"stop", "unsubscribe", "afmelden", "uitschrijven", "abmelden"})
KNOWN = DONE | NOT_YET | LATER | SKIP | STOP
NUMBER = re.compile(r"^\W*?([-+]?\d{1,9}(?:[.,]\d{1,4})?)(?![\d.,]*\d)\s*(%|/\s*10)?\s*(?:[:,;–-]\s+)?(.*)$", re.DOTALL)
APART = re.compile(r"[:,;.!–—]+\s*|\s-\s")
MARKS = re.compile(r"[^\w\s✓✔✅👍]+")


class Meaning(StrEnum):
    NUMBER = "number"
    DONE = "done"
    NOT_YET = "not_yet"
    LATER = "later"
    SKIP = "skip"
    STOP = "stop"
    WORDS = "words"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Understood:
    """`text` is what was said besides; of plain words it is all of them."""

    meaning: Meaning
    text: str = ""
    number: Decimal | None = None


def understand(words: str) -> Understood:
    """The first line says what is meant, where it says nothing but that; the rest is a remark."""
    words = words.strip()
    if not words:
        return Understood(Meaning.NOTHING)
    first, _, rest = words.partition("\n")
    if found := NUMBER.match(first):
        remark = "\n".join(filter(None, (found[3].strip(), rest.strip())))
        return Understood(Meaning.NUMBER, remark, Decimal(found[1].replace(",", ".")))
    for meaning, known in (
        (Meaning.NOT_YET, NOT_YET), (Meaning.LATER, LATER), (Meaning.SKIP, SKIP), (Meaning.STOP, STOP),
        (Meaning.DONE, DONE),
    ):  # fmt: skip
        if (behind := _after(first, known)) is not None:
            return Understood(meaning, "\n".join(filter(None, (behind, rest.strip()))))
    return Understood(Meaning.WORDS, words)


def _after(line: str, known: frozenset[str]) -> str | None:
    """What stands behind one of these at the start of the line: nothing, or a remark that a mark sets apart. "No yoga
    today" is not a "no": in doubt it is words, which are kept as they are."""
    start, *rest = APART.split(line.strip(), maxsplit=1)
    said = " ".join(MARKS.sub(" ", start).casefold().split())
    return "".join(rest).strip() if said in known else None
