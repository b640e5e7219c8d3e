"""That everything that was acknowledged is kept, each thing once."""

import threading
import time
from collections.abc import Callable
from secrets import token_hex
from typing import Any

from handrail.cli.measuring.load import Ask, Device, together, until_answered
from handrail.cli.measuring.pages import completion
from handrail.cli.measuring.rounds import apart, link_of
from handrail.cli.measuring.seed import Seeded
from handrail.cli.measuring.server import Server
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.trajectory.action import Action


def kept(seeded: Seeded, server: Server, *, people: int, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """By many people and by one with many devices; and again while a worker is killed every second, by people who try
    again with the same key."""
    found = []
    for with_kills in (False, True):
        for who in ("eight people", "one person"):
            name = f"200 ticks by {who}" + (", a worker killed each second" if with_kills else "")
            say(name)
            found.append({"name": name, **_tick_all(seeded, server, alone=who == "one person", with_kills=with_kills)})
    return found


def _tick_all(seeded: Seeded, server: Server, *, alone: bool, with_kills: bool) -> dict[str, Any]:
    seeded.untick(at=now())
    tickers = [seeded.many] if alone else seeded.tickers
    devices = [Device(server.port).sign_in(link_of(tickers[n % len(tickers)])) for n in range(8)]
    mine = {person.pk: seeded.open_of(person) for person in tickers}
    actions = [mine[tickers[n % len(tickers)].pk].pop() for n in range(200)]
    before = dict(Action.objects.filter(pk__in=actions).values_list("pk", "revision"))
    asks = [[Ask(completion(each), {"done": "on", "key": token_hex(9)}) for each in actions[n::8]] for n in range(8)]
    kills = 0
    with apart():
        if with_kills:
            answered, kills = _while_killing(server, lambda: until_answered(devices, asks, seconds=120))
        else:
            told_ok = together(devices, asks)
            answered = len(told_ok.seconds) - sum(told_ok.others.values())
    rows = Action.objects.filter(pk__in=actions, state="done").values_list("pk", "revision")
    once = sum(revision == before[pk] + 1 for pk, revision in rows)
    differences = sum(1 for _ in verify_all())
    return {
        "answered": answered, "kept": answered == len(rows) == once == 200 and not differences,
        "done": len(rows), "each_once": once, "kills": kills, "differences": differences,
    }  # fmt: skip


def _while_killing(server: Server, work: Callable[[], int]) -> tuple[int, int]:
    """What the work answers, and how many workers fell meanwhile."""
    over, kills = threading.Event(), [0]

    def kill() -> None:
        while not over.wait(1.0):
            server.kill_a_worker()
            kills[0] += 1

    killer = threading.Thread(target=kill)
    time.sleep(0.2)
    server.kill_a_worker()
    killer.start()
    try:
        return work(), kills[0] + 1
    finally:
        over.set()
        killer.join()
