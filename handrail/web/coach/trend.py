"""How sessions were, one after the other: as clients said, and as the coach kept it [34, 112]."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.feedback import QUESTIONS, Feedback
from handrail.trajectory.impression import Impression
from handrail.trajectory.session import Session
from handrail.trajectory.whole import Whole

# So many columns a phone shows side by side.
LAST = 8
# The questions in a word, and last what the coach kept.
LABELS = (_("Use"), _("Room"), _("Energy after"), _("Energy, as you saw it"))
STEPS, HEIGHT = 5, 26


@dataclass(frozen=True)
class Said:
    """One session's: the mean where several said it, nothing where nobody did."""

    session: Session
    number: int | None
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Trend:
    sessions: Sequence[Said]
    # What was wished for last, with the session it was said of.
    wishes: Sequence[Feedback]

    def __bool__(self) -> bool:
        return bool(self.sessions)

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """One for each question, and last the coach's own: a cell for each session."""
        for n, label in enumerate(LABELS):
            values = [each.values[n] for each in self.sessions]
            if any(value is not None for value in values):
                yield {"label": label, "cells": [_cell(value) for value in values]}


def said_of_sessions(whole: Whole) -> Trend:
    """The last few of those that anybody said something of."""
    every = [_said(whole, session) for session in whole.sessions]
    told = [said for said in every if any(value is not None for value in said.values)]
    wishes = [each for each in whole.every(Feedback) if each.wish]
    newest = sorted(wishes, key=lambda each: each.session.starts_at, reverse=True)
    return Trend(told[-LAST:], newest[:3])


def _cell(value: float | None) -> dict[str, Any]:
    """In a drawing of 26 by 14."""
    height = round((value or 0) / STEPS * HEIGHT)
    return {"value": value, "height": height, "y": HEIGHT - height}


def _said(whole: Whole, session: Session) -> Said:
    given = [each for each in whole.every(Feedback) if each.session_id == session.pk]
    kept = [each.energy for each in whole.every(Impression) if each.session_id == session.pk]
    landing = whole.landing(session)
    asked = [[answers[name] for answers in (each.answers for each in given)] for name in QUESTIONS]
    return Said(session, landing.number if landing else None, tuple(_mean(values) for values in [*asked, kept]))


def _mean(values: Sequence[int | None]) -> float | None:
    said = [value for value in values if value is not None]
    return fmean(said) if said else None
