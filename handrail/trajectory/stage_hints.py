"""What a coach is told about readiness: never a rule, always a hint. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handrail.lib.days import months_later

# Contemplation longer than this is pointed out [107].
LONG_MONTHS = 6

Hint = Literal["listen", "think", "plan", "long"]


@dataclass(frozen=True)
class Standing:
    """How ready somebody is in an area, since when, and whether something is asked of them there."""

    stage: str
    since: date
    has_behaviour: bool


def hints(standing: Standing, *, today: date) -> list[Hint]:
    """`listen`: not now, so empathy and no nudges [104]. `think` and `plan`: the goal is a behaviour, the stage is
    earlier [49]. `long`: thinking about it for more than half a year [107]."""
    found: list[Hint] = []
    if standing.stage == "precontemplation":
        found.append("listen")
    if standing.has_behaviour and standing.stage in ("precontemplation", "contemplation"):
        found.append("think")
    if standing.has_behaviour and standing.stage == "preparation":
        found.append("plan")
    if standing.stage == "contemplation" and months_later(standing.since, LONG_MONTHS) < today:
        found.append("long")
    return found
