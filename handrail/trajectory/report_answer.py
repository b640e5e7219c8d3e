"""What a coach may answer to a report, to be changed before it is sent [79]. Pure.

It names one concrete thing in the client's own words and thanks for it. A number is never praised: whoever is
praised for a number has a reason to keep the next one to themselves."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Characters of the client's words that are quoted back.
QUOTED = 120
QUOTATION = re.compile("“([^”]+)”")
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Said:
    """A report as it was sent, by somebody called `name`; `session_on` is when the two meet next."""

    name: str
    moved: str = ""
    stuck: str = ""
    next_step: str = ""
    session_on: date | None = None


def proposed_answer(said: Said) -> str:
    lines = [_opening(said), _about_stuck(said), _about_next(said)]
    return "\n\n".join(line for line in lines if line)


def _opening(said: Said) -> str:
    thing = concrete(said.moved)
    if thing:
        return _("Thank you for writing, %(name)s. “%(thing)s”: I read that with pleasure.") % {
            "name": said.name, "thing": thing,
        }  # fmt: skip
    return _("Thank you for writing, %(name)s. It helps me to know how the week was.") % {"name": said.name}


def _about_stuck(said: Said) -> str:
    thing = concrete(said.stuck)
    if not thing:
        return ""
    if said.session_on:
        return _("What you write about “%(thing)s” is worth a look together when we meet on %(day)s.") % {
            "thing": thing, "day": date_format(said.session_on, "l j F"),
        }  # fmt: skip
    return _("What you write about “%(thing)s” is worth a look together. What would make it a little easier?") % {
        "thing": thing
    }


def _about_next(said: Said) -> str:
    thing = concrete(said.next_step)
    return _("And “%(thing)s”: I am curious to hear how it goes.") % {"thing": thing} if thing else ""


def concrete(words: str) -> str:
    """One thing, as the client calls it: what stands in quotation marks, or the first sentence. Lines that are about
    a number alone are passed over, so that no number is praised."""
    for line in words.splitlines():
        named = QUOTATION.search(line)
        thing = named[1] if named else SENTENCE.split(line.strip(), maxsplit=1)[0]
        thing = thing.strip("“”\"' ").rstrip(".:;,")
        if thing and not any(letter.isnumeric() for letter in thing):
            return _shortened(thing)
    return ""


def _shortened(sentence: str) -> str:
    if len(sentence) <= QUOTED:
        return sentence
    cut = sentence[:QUOTED].rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:") + "…"
