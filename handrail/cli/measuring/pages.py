"""The pages that are measured, and against which floor."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any

from django.urls import reverse

from handrail.cli.measuring.figures import Case
from handrail.cli.measuring.load import Ask
from handrail.cli.measuring.rounds import FIRST_LOOKERS, START, TABLE, Asking, Turn, first, that_is_open
from handrail.cli.measuring.seed import Seeded
from handrail.trajectory.action import Action
from handrail.trajectory.session import Session

TODAY = "/my/"
# Up to so many clients are a table in one piece; of more it shows a page and the total.
IN_ONE_PIECE = 100
SELECT, INSERT = "floor: one SELECT", "floor: one INSERT"


def turns(seeded: Seeded, asking: Asking) -> Iterator[Turn]:
    people, each = asking.people, asking.each
    clients, coach, small = seeded.clients[:people], [seeded.coach], [seeded.small_coach]
    rows = len(seeded.clients)
    bare = f"floor: {rows:,} bare rows"
    yield asking.turn(Case(SELECT), clients, "/floor/select")
    yield asking.asked(Case(INSERT), seeded.tickers, lambda: [[Ask("/floor/insert", {"text": "x"})] * each] * people)
    yield asking.turn(Case(bare), coach, f"/floor/list/{rows}")
    ticks = Case("ticking an action", INSERT, 1.6, 2.0, 8)
    yield asking.asked(ticks, seeded.tickers, lambda: list(_ticks(seeded, each)))
    yield asking.turn(Case("Today", SELECT, 3.0, 0, 12), clients, TODAY)
    trajectories = [person.participations.get().trajectory_id for person in clients]
    paths = [_trajectory_page(trajectory_id) for trajectory_id in trajectories]
    yield asking.turn(Case("the trajectory page", SELECT, 3.0, 0, 12), coach, *paths)
    yield asking.turn(Case(f"the start page, {rows:,} clients", SELECT, 4.0, 0, 12), coach, START, seen=True)
    yield asking.turn(Case("the start page, 10 clients", SELECT, 4.0, 0, 12), small, START, seen=True)
    once = asking.fewer(FIRST_LOOKERS, 1)
    yield once.turn(Case(f"the start page, {rows:,} clients, first look", SELECT, 0, 0, 12), coach, first(START))
    yield once.turn(Case("the start page, 10 clients, first look", SELECT, 0, 0, 12), small, first(START))
    opened = Case("an open start page, one client changed", SELECT, 4.0, 0, 12, most_bytes=10_000)
    yield asking.turn(opened, coach, that_is_open(seeded.coach), seen=True)
    times = 3.0 if rows <= IN_ONE_PIECE else 2.0
    yield asking.turn(Case(f"the table of {rows:,} clients", bare, times, 0, 12), coach, TABLE)
    yield asking.turn(Case("the table of 10 clients", "", 0, 0, 12), small, TABLE)
    yield from _histories(seeded, asking)
    preparing = [_preparation(trajectory_id) for trajectory_id in trajectories]
    yield asking.turn(Case("preparing a session", SELECT, 4.0, 0, 26), coach, *preparing)
    # A session is prepared once, so that the first look is what counts; of the others it is told without a limit.
    yield asking.turn(Case("preparing a session, first look", SELECT, 4.0, 0, 26), coach, *map(first, preparing))
    yield asking.turn(Case("Today, first look", SELECT), clients, first(TODAY))
    yield asking.turn(Case("the trajectory page, first look", SELECT), coach, *map(first, paths))
    back = [reverse("history:looking-back", args=[each]) for each in trajectories]
    yield asking.turn(Case("looking back", SELECT), coach, *back)
    # What the first look after a change costs, the change included.
    after = Case("a tick and the first Today after it", SELECT)
    yield asking.asked(after, clients, lambda: _look_after(seeded, people, each), per=2)


def _histories(seeded: Seeded, asking: Asking) -> Iterator[Turn]:
    """What a long history of one client adds to what a short one takes."""
    for name, (person, trajectory) in (("short", seeded.short), ("long", seeded.long)):
        today, page = (f"{each}, short history" if name == "long" else "" for each in ("Today", "the trajectory page"))
        yield asking.turn(Case(f"Today, {name} history", today, 1.1), [person], TODAY)
        path = _trajectory_page(trajectory.pk)
        yield asking.turn(Case(f"the trajectory page, {name} history", page, 1.1), [trajectory.coach], path)
        back = Case(f"looking back, {name} history", SELECT)
        yield asking.turn(back, [trajectory.coach], reverse("history:looking-back", args=[trajectory.pk]))


def _look_after(seeded: Seeded, people: int, each: int) -> list[list[Ask]]:
    """Ticked and unticked again, each time with a look at Today."""
    asks = []
    for person in seeded.clients[:people]:
        action = Action.objects.filter(owner=person, state__in=("agreed", "done")).latest("pk")
        path, states = completion(action.pk), ["off", "on"] if action.state == "done" else ["on", "off"]
        mine = [(Ask(path, {"done": states[n % 2], "key": token_hex(9)}), Ask(TODAY)) for n in range((each + 1) // 2)]
        asks.append([ask for pair in mine for ask in pair])
    return asks


def _ticks(seeded: Seeded, each: int) -> Iterator[list[Ask]]:
    """Everybody all of theirs, each with a key of its own."""
    for actions in seeded.to_tick().values():
        yield [Ask(completion(action), {"done": "on", "key": token_hex(9)}) for action in actions[:each]]


def _trajectory_page(trajectory_id: Any) -> str:
    return reverse("coach:trajectory", args=[trajectory_id])


def _preparation(trajectory_id: Any) -> str:
    ahead = Session.objects.filter(trajectory=trajectory_id, state="scheduled").latest("starts_at")
    return reverse("coach:preparation", args=[ahead.pk])


def completion(action_id: Any) -> str:
    return reverse("coachee:completion", args=[action_id])
