"""How the minutes of a session are shared out among its sections [15, 16, 17]. Pure.

Half an hour is 7/20/7/40/20/6 per cent, in whole minutes 2/6/2/12/6/2. What is longer, up to an hour, goes to the
generative moment; what is longer than that is shared out like another half hour. What is shorter is in proportion."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """In the order they come."""

    OPENING = "opening", _("Arriving")
    WEEKLY_GOALS = "weekly_goals", _("The week’s experiments")
    THREE_MONTH_GOALS = "three_month_goals", _("The longer goals")
    GENERATIVE = "generative", _("The generative moment")
    GOAL_SETTING = "goal_setting", _("What comes next")
    CLOSE = "close", _("Closing")


NOTHING_WISHED: Mapping[Section, int] = MappingProxyType({})
HALF_AN_HOUR = 30
AN_HOUR = 60
PER_CENT: Mapping[Section, int] = {
    Section.OPENING: 7,
    Section.WEEKLY_GOALS: 20,
    Section.THREE_MONTH_GOALS: 7,
    Section.GENERATIVE: 40,
    Section.GOAL_SETTING: 20,
    Section.CLOSE: 6,
}


def minutes_of(length: int, *, without: Collection[Section] = ()) -> dict[Section, int]:
    """Whole minutes for each section of a session of `length` minutes; together they are always just that. A section
    that is left out gives its minutes to the generative moment, or, without that, to all others in proportion.
    Empty where nothing is left."""
    if length < HALF_AN_HOUR:
        plan = _shared(length, PER_CENT)
    else:
        plan = _shared(HALF_AN_HOUR, PER_CENT)
        plan[Section.GENERATIVE] += min(length, AN_HOUR) - HALF_AN_HOUR
        if length > AN_HOUR:
            more = _shared(length - AN_HOUR, PER_CENT)
            plan = {section: minutes + more[section] for section, minutes in plan.items()}
    staying = {section: minutes for section, minutes in plan.items() if section not in without}
    free = length - sum(staying.values())
    if not staying or not free:
        return staying
    if Section.GENERATIVE in staying:
        return {**staying, Section.GENERATIVE: staying[Section.GENERATIVE] + free}
    return _shared(length, staying)


def arranged(
    length: int, *, order: Sequence[Section] = tuple(Section), without: Collection[Section] = (),
    wished: Mapping[Section, int] = NOTHING_WISHED,
) -> dict[Section, int]:  # fmt: skip
    """The same after somebody re-arranged it [18]: in their order, each as long as was wished where that can
    be. What is over, or missing, is the generative moment's first, then that of the others nobody spoke of, and of the
    wished ones only where nothing else is left. Together they are always just `length`."""
    rule = minutes_of(length, without=without)
    plan = {section: wished.get(section, rule[section]) for section in order if section in rule}
    least = int(length >= len(plan))
    spoken_of = [section for section in plan if section in wished]
    others = [section for section in plan if section not in wished]
    for some in ([s for s in others if s == Section.GENERATIVE], others, spoken_of):
        if some and sum(plan.values()) != length:
            room = length - sum(minutes for section, minutes in plan.items() if section not in some)
            plan |= _shared(max(room, least * len(some)), {section: max(plan[section], 1) for section in some})
    return plan


def _shared(minutes: int, weights: Mapping[Section, int]) -> dict[Section, int]:
    """In proportion, in whole minutes, by largest remainder (of equal ones the earlier section); nobody goes without,
    as long as there is a minute for each."""
    whole = sum(weights.values())
    least = int(minutes >= len(weights))
    shares = {section: max(minutes * weight // whole, least) for section, weight in weights.items()}

    def owed(section: Section) -> int:
        return minutes * weights[section] - shares[section] * whole

    while (rest := minutes - sum(shares.values())) != 0:
        giving = rest > 0
        section = max(shares, key=owed) if giving else min((s for s in shares if shares[s] > least), key=owed)
        shares[section] += 1 if giving else -1
    return shares
