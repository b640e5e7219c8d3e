"""The catalogue [1N]: every rule, in the order in which doing something about it helps most. Pure."""

from collections.abc import Callable, Iterator

from handrail.signals import aims, contact, own_side, work
from handrail.signals.facts import Facts
from handrail.signals.limits import DEFAULT, Limits
from handrail.signals.signal import Kind, Signal, Unknown

Rule = Callable[[Facts, Limits], Iterator[Signal]]

# First whoever is about to be lost, then what is stuck, then what is due to be looked at.
OF_CLIENT: dict[Kind, Rule] = {
    Kind.SILENCE: contact.silence,
    Kind.ATTENDANCE: contact.attendance,
    Kind.SILENT_START: contact.silent_start,
    Kind.CHECKINS_MISSED: contact.checkins_missed,
    Kind.COMPLETION_FALLING: work.completion_falling,
    Kind.NO_NEXT_SESSION: contact.no_next_session,
    Kind.NOT_ATTEMPTING: work.not_attempting,
    Kind.ENERGY_LOW: contact.energy_low,
    Kind.WEEK_6_HALF: aims.week_6_half,
    Kind.FLAT_3_WEEKS: aims.flat_3_weeks,
    Kind.PILING_UP: work.piling_up,
    Kind.OVERLOAD: work.overload,
    Kind.REFLECTION_SLOWING: contact.reflection_slowing,
    Kind.INVITE_UNANSWERED: contact.invite_unanswered,
    Kind.GOAL_UNREVIEWED: aims.goal_unreviewed,
    Kind.LONG_CONTEMPLATION: aims.long_contemplation,
    Kind.VISION_UNREAD: aims.vision_unread,
}
OF_COACH: dict[Kind, Rule] = {
    Kind.REPORT_UNANSWERED: own_side.report_unanswered,
    Kind.PROMISE_OPEN: own_side.promise_open,
    Kind.NOTE_OPEN: own_side.note_open,
}
RULES = OF_CLIENT | OF_COACH
# Of these one need not be under way.
ALWAYS = frozenset({Kind.INVITE_UNANSWERED, *OF_COACH})


def signals_of(facts: Facts, limits: Limits = DEFAULT) -> list[Signal]:
    """What there is to see of this life today, what helps most first."""
    return [
        signal for kind, rule in RULES.items()
        if facts.is_running or kind in ALWAYS
        for signal in rule(facts, limits)
    ]  # fmt: skip


def unknown_of(facts: Facts, limits: Limits = DEFAULT) -> list[Unknown]:
    return list(aims.week_6_unknown(facts, limits)) if facts.is_running else []


def is_enough(facts: Facts, limits: Limits = DEFAULT) -> bool:
    """Whether there is enough to go on: who was there and went silent is known well. With a session now and then and
    nothing between, nobody can say: such a person is not fine, they are not known."""
    if facts.joined is None or facts.today - facts.joined < limits.known_days:
        return False
    lived = facts.today - facts.joined
    return facts.active_in(lived + 1) + len(facts.due()) >= limits.known_things
