"""What a manager learns of signals: how many clients need their coach, and whether that is seen to. Numbers and states,
never what it is about [1O, "s"]."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from handrail.practice.person import Person
from handrail.signals.judged import Judged, judged_of_practice
from handrail.trajectory.handling import State as Handled


@dataclass(frozen=True)
class Attention:
    """One client: whether they need their coach, since when, and whether the coach has seen it."""

    coachee_id: UUID
    trajectory_id: UUID
    coach_id: UUID
    needs: bool
    since: date | None
    is_seen: bool
    is_known: bool


@dataclass(frozen=True)
class Standing:
    """The clients of one coach. `needing`: how many need them now, `seen` of these; `resting`: something was done about
    it, or it can wait; `not_known`: too little to go on. `own_side`: how much the coach has left open themselves."""

    clients: int = 0
    needing: int = 0
    seen: int = 0
    resting: int = 0
    not_known: int = 0
    own_side: int = 0
    # Since when the client waits who waits longest.
    since: date | None = None


def attention(manager: Person, *, at: datetime) -> list[Attention]:
    return [_attention(each) for each in judged_of_practice(manager, at=at)]


def standing_by_coach(judged: Iterable[Judged]) -> dict[UUID, Standing]:
    found: dict[UUID, Standing] = defaultdict(Standing)
    for each in judged:
        found[each.life.coach_id] = _with(found[each.life.coach_id], each)
    return dict(found)


def _attention(each: Judged) -> Attention:
    raised = each.of_client
    return Attention(
        each.life.coachee_id, each.life.trajectory_id, each.life.coach_id, needs=bool(raised),
        since=min((one.since for one in raised), default=None),
        is_seen=bool(raised) and all(one.handled == Handled.SEEN for one in raised), is_known=each.is_enough,
    )  # fmt: skip


def _with(standing: Standing, each: Judged) -> Standing:
    """One more client."""
    one = _attention(each)
    waits = [day for day in (standing.since, None if one.is_seen else one.since) if day]
    return replace(
        standing, clients=standing.clients + 1, needing=standing.needing + one.needs,
        seen=standing.seen + one.is_seen, resting=standing.resting + (bool(each.quiet) and not one.needs),
        not_known=standing.not_known + (not each.is_enough and not one.needs),
        own_side=standing.own_side + len(each.of_coach), since=min(waits, default=None),
    )  # fmt: skip
