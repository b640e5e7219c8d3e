"""Sentence: how the coach says what an automatic message says, in their own words; one for each kind of message [81].

It stands for every client of the trajectory, so that a name is a mark that is filled in."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotUnderstood, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import Trajectory

LIMIT = 300
MARK = re.compile(r"\{([a-z]*)\}")


class UnknownMark(NotUnderstood):
    """A brace that stands for nothing here: its reader would see it as it is."""


class Sentence(Belonging):
    """Empty, it is Handrail's own again."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"kind"})

    # A kind of message, by its name (reminders/kinds).
    kind = models.CharField(max_length=20)
    text = Words(limit=LIMIT, one_line=True)

    objects = BelongingQuerySet["Sentence"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trajectory", "kind"], name="sentence_once")]

    @classmethod
    def say(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, kind: str, text: str, marks: frozenset[str]
    ) -> "Sentence":
        """`marks`: what may stand in braces in this kind of message."""
        if by.pk != trajectory.coach_id:
            raise NotYours
        if unknown_marks(text, marks):
            raise UnknownMark("text")
        sentence = cls(practice_id=trajectory.practice_id, trajectory=trajectory, kind=kind, text=text)
        with write(Verb.SENTENCE_SAID, by=by, at=at, subject=sentence) as writing:
            there = cls.objects.filter(trajectory=trajectory, kind=kind).first()
            if there is None:
                return writing.add(sentence)
            writing.change(writing.about(there), text=text)
            return there


def unknown_marks(text: str, marks: frozenset[str]) -> bool:
    """Whether a brace stands in it that is none of these marks."""
    left = MARK.sub(lambda found: "" if found[1] in marks else found[0], text)
    return "{" in left or "}" in left


def filled(text: str, values: Mapping[str, str]) -> str:
    """With what stands for each mark; what was filled in is not looked at again."""
    return MARK.sub(lambda found: values.get(found[1], found[0]), text)
