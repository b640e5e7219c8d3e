"""What is the case as two people sit down together, as far as the records tell: for questions that fit. Pure."""

from collections.abc import Iterator

from handrail.trajectory.action import CONFIDENT
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.questions.question import Situation
from handrail.trajectory.since_last import SinceLast
from handrail.trajectory.stage_entry import Stage
from handrail.trajectory.trajectory import State

# Ours, where no source gives a number: 0 to 10 for energy, per cent for a week.
LOW, HARD, WELL = 3, 40, 80
# So many periods within so many per cent of each other are no movement.
FLAT_FOR, FLAT_WITHIN = 4, 10
# Open actions, or weekly goals, from which on it is a lot [29, 65].
MANY_ACTIONS, MANY_WEEKS = 5, 5


def situations(since: SinceLast) -> list[Situation]:
    """In the order in which they weigh."""
    found = set(_found(since))
    return [each for each in Situation if each in found]


def _found(since: SinceLast) -> Iterator[Situation]:
    yield from _where(since)
    yield from _how(since)
    yield from _what(since)


def _where(since: SinceLast) -> Iterator[Situation]:
    whole = since.whole
    landing = whole.landing(since.session)
    if since.last is None:
        yield Situation.FIRST
    if whole.trajectory.state == State.CLOSING or (landing and landing.number == whole.plan.total):
        yield Situation.ENDING
    if len(since.fell_out) > 1 or since.was_paused:
        yield Situation.GAP
    if since.agenda.midpoint_is_due or (landing and landing.is_midpoint):
        yield Situation.HALFWAY
    if since.agenda.vision_is_due:
        yield Situation.VISION


def _how(since: SinceLast) -> Iterator[Situation]:
    energies = [each.energy for each in since.said if each.energy is not None] or since.energies[-3:]
    if energies and sum(energies) <= LOW * len(energies):
        yield Situation.LOW_ENERGY
    if since.slips:
        yield Situation.SLIP
    if since.last is not None and since.is_quiet:
        yield Situation.QUIET
    if any(entry.stage == Stage.CONTEMPLATION for entry in since.stages):
        yield Situation.TORN
    if since.done or since.wins or any(percent >= WELL for percent in _newest(since)):
        yield Situation.WENT_WELL


def _what(since: SinceLast) -> Iterator[Situation]:
    whole, percents = since.whole, _newest(since)
    if percents and sum(percents) <= HARD * len(percents):
        yield Situation.HARD_WEEK
    if any(way.times > 1 or way.action.state == "blocked" for way in since.carried):
        yield Situation.CARRIED
    mine = [action for action in whole.open_actions if not action.is_promise]
    if len(mine) >= MANY_ACTIONS or sum(each.newest.percent is None for each in since.tried) > MANY_WEEKS:
        yield Situation.TOO_MUCH
    if any(_is_flat(each.percents) for each in since.tried):
        yield Situation.FLAT
    if any(action.confidence is not None and action.confidence < CONFIDENT for action in mine):
        yield Situation.UNSURE
    if any(goal.state == GoalState.ACTIVE and not goal.sign for goal in whole.goals):
        yield Situation.VAGUE


def _newest(since: SinceLast) -> list[int]:
    """The last result of each experiment."""
    return [each.percents[-1] for each in since.tried if each.percents]


def _is_flat(percents: list[int]) -> bool:
    last = percents[-FLAT_FOR:]
    return len(last) == FLAT_FOR and max(last) - min(last) <= FLAT_WITHIN and max(last) < WELL
