"""The measured requests: who asks for what, in turns, and against which floor."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.cli.link import link_for
from handrail.cli.measuring.figures import Case, told
from handrail.cli.measuring.floors import FIRST_LOOK
from handrail.cli.measuring.load import Ask, Device, together, until_answered
from handrail.cli.measuring.processes import named, seconds_of
from handrail.cli.measuring.seed import Seeded
from handrail.cli.measuring.server import Server
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.memory import forget
from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.session import Session

TODAY = "/my/"
START, TABLE = "/coach/", "/coach/clients"
# Up to so many clients are a table in one piece; of more it shows a page and the total.
IN_ONE_PIECE = 100
HAS = re.compile(r'name="has" value="([^"]+)"')


@dataclass
class Turn:
    """A case, who asks (one device each), and what each asks in a round."""

    case: Case
    devices: Sequence[Device]
    asks: Callable[[], Sequence[Sequence[Ask]]]
    # Requests that count as one: a tick and the look after it.
    per: int = 1
    # Its statements are those of a look when the process has seen it before; of a first look another line tells.
    seen: bool = False


def pages(
    seeded: Seeded, server: Server, *, people: int, rounds: int, each: int, say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Every case once in each round, so that whatever else the machine does is spread over all of them."""
    turns = list(_turns(seeded, server, people, each))
    _count_statements(turns, seeded)
    for turn in turns:
        _round(turn, server, keep=False)
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for turn in turns:
            seeded.untick(at=now())
            _round(turn, server, keep=True)
    return told(turn.case for turn in turns)


def _turns(seeded: Seeded, server: Server, people: int, each: int) -> Iterator[Turn]:
    def devices(*persons: Person) -> list[Device]:
        return [Device(server.port).sign_in(link_of(persons[n % len(persons)])) for n in range(people)]

    def same(*paths: str) -> Callable[[], list[list[Ask]]]:
        return lambda: [[Ask(paths[n % len(paths)])] * each for n in range(people)]

    clients, coach = devices(*seeded.clients[:people]), devices(seeded.coach)
    tickers = devices(*seeded.tickers)
    trajectories = [person.participations.get().trajectory_id for person in seeded.clients[:people]]
    rows = len(seeded.clients)
    yield Turn(Case("floor: one SELECT"), clients, same("/floor/select"))
    yield Turn(Case("floor: one INSERT"), tickers, lambda: [[Ask("/floor/insert", {"text": "x"})] * each] * people)
    yield Turn(Case(f"floor: {rows} bare rows"), coach, same(f"/floor/list/{rows}"))
    select, insert, bare = "floor: one SELECT", "floor: one INSERT", f"floor: {rows} bare rows"
    yield Turn(Case("ticking an action", insert, 1.6, 2.0, 8), tickers, lambda: list(_ticks(seeded, each)))
    yield Turn(Case("Today", select, 3.0, 0, 12), clients, same(TODAY))
    paths = [_trajectory_page(trajectory_id) for trajectory_id in trajectories]
    yield Turn(Case("the trajectory page", select, 3.0, 0, 12), coach, same(*paths))
    small = devices(seeded.small_coach)
    yield Turn(Case(f"the start page, {rows} clients", select, 4.0, 0, 12), coach, same(START), seen=True)
    yield Turn(Case("the start page, 10 clients", select, 4.0, 0, 12), small, same(START), seen=True)
    yield Turn(Case(f"the start page, {rows} clients, first look", select, 0, 0, 12), coach, same(_first(START)))
    yield Turn(Case("the start page, 10 clients, first look", select, 0, 0, 12), small, same(_first(START)))
    open_page = Case("an open start page, one client changed", select, 4.0, 0, 12, most_bytes=10_000)
    yield Turn(open_page, coach, same(_that_is_open(seeded.coach)), seen=True)
    times = 3.0 if rows <= IN_ONE_PIECE else 2.0
    yield Turn(Case(f"the table of {rows} clients", bare, times, 0, 12), coach, same(TABLE))
    yield Turn(Case("the table of 10 clients", "", 0, 0, 12), small, same(TABLE))
    for name, (person, trajectory) in (("short", seeded.short), ("long", seeded.long)):
        floor = {"short": "", "long": "Today, short history"}[name]
        yield Turn(Case(f"Today, {name} history", floor, 1.1), devices(person), same(TODAY))
        floor = {"short": "", "long": "the trajectory page, short history"}[name]
        path = _trajectory_page(trajectory.pk)
        yield Turn(Case(f"the trajectory page, {name} history", floor, 1.1), devices(trajectory.coach), same(path))
    preparing = [_preparation(trajectory_id) for trajectory_id in trajectories]
    yield Turn(Case("preparing a session", select, 4.0, 0, 26), coach, same(*preparing))
    # A session is prepared once, so that the first look is what counts; of the others it is told without a limit.
    yield Turn(Case("preparing a session, first look", select, 4.0, 0, 26), coach, same(*map(_first, preparing)))
    yield Turn(Case("Today, first look", select), clients, same(_first(TODAY)))
    yield Turn(Case("the trajectory page, first look", select), coach, same(*map(_first, paths)))
    # What the first look after a change costs, the change included.
    yield Turn(
        Case("a tick and the first Today after it", select), clients, lambda: _look_after(seeded, people, each), per=2
    )


def _that_is_open(coach: Person) -> str:
    """What a start page that has been open since this morning asks for, one client's line having changed meanwhile."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.post(urlsplit(link_of(coach)).path)
    shown = HAS.findall(browser.get(START).content.decode())
    return f"{START}?{urlencode({'has': shown[:-1]}, doseq=True)}"


def _first(page: str) -> str:
    return f"/{FIRST_LOOK}{page}"


def _look_after(seeded: Seeded, people: int, each: int) -> list[list[Ask]]:
    """Ticked and unticked again, each time with a look at Today."""
    asks = []
    for person in seeded.clients[:people]:
        action = Action.objects.filter(owner=person, state__in=("agreed", "done")).latest("pk")
        path, states = _completion(action.pk), ["off", "on"] if action.state == "done" else ["on", "off"]
        mine = [(Ask(path, {"done": states[n % 2], "key": token_hex(9)}), Ask(TODAY)) for n in range((each + 1) // 2)]
        asks.append([ask for pair in mine for ask in pair])
    return asks


def _ticks(seeded: Seeded, each: int) -> Iterator[list[Ask]]:
    """Everybody all of theirs, each with a key of its own."""
    for actions in seeded.to_tick().values():
        yield [Ask(_completion(action), {"done": "on", "key": token_hex(9)}) for action in actions[:each]]


def _round(turn: Turn, server: Server, *, keep: bool) -> None:
    asks = turn.asks()
    with _apart():
        workers, database = server.workers(), named("postgres") if connection.vendor == "postgresql" else []
        before, before_database = seconds_of(workers), seconds_of(database)
        answered = together(turn.devices, asks)
        # Backends come and go with the pool; those that stayed are the ones that worked.
        cpu, database_cpu = seconds_of(workers) - before, seconds_of(database) - before_database
    if keep:
        turn.case.note(answered.seconds, cpu=turn.per * cpu, database_cpu=turn.per * max(0.0, database_cpu))
        turn.case.size = answered.size
        for what, number in answered.others.items():
            turn.case.others[what] = turn.case.others.get(what, 0) + number


@contextmanager
def _apart() -> Iterator[None]:
    """Those who ask are forked from here: they must not talk over this process's connections."""
    for each in connections.all(initialized_only=True):
        each.close()
        if close_pool := getattr(each, "close_pool", None):
            close_pool()
    yield


def _count_statements(turns: Sequence[Turn], seeded: Seeded) -> None:
    """As Django counts them, of the first look in a process that has seen nothing yet, without BEGIN and COMMIT."""
    for turn in turns:
        person = _person_of(turn, seeded)
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.post(urlsplit(link_of(person)).path)
        browser.get("/me")
        ask = turn.asks()[0][0]
        page = ask.path.removeprefix(f"/{FIRST_LOOK}")
        if page.startswith("/floor/"):
            continue
        forget()
        if turn.seen:
            browser.get(page)
        with CaptureQueriesContext(connection) as statements:
            browser.post(page, ask.form, headers={"HX-Request": "true"}) if ask.form else browser.get(page)
        written = [each["sql"].upper() for each in statements.captured_queries]
        turn.case.statements = sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in written)
    seeded.untick(at=now())


def _person_of(turn: Turn, seeded: Seeded) -> Person:
    name = turn.case.name
    if "history" in name:
        person, trajectory = seeded.short if "short" in name else seeded.long
        return person if name.startswith("Today") else trajectory.coach
    if " 10 clients" in name:
        return seeded.small_coach
    if name == "ticking an action":
        return seeded.tickers[0]
    return (
        seeded.coach
        if any(word in name for word in ("trajectory page", "start page", "clients", "prepar"))
        else seeded.clients[0]
    )


def link_of(person: Person) -> str:
    account = Account.objects.get(email=person.email)
    return link_for(account, at=now(), open_for=timedelta(hours=1), person=person)


def _trajectory_page(trajectory_id: Any) -> str:
    return reverse("coach:trajectory", args=[trajectory_id])


def _preparation(trajectory_id: Any) -> str:
    ahead = Session.objects.filter(trajectory=trajectory_id, state="scheduled").latest("starts_at")
    return reverse("coach:preparation", args=[ahead.pk])


def _completion(action_id: Any) -> str:
    return reverse("coachee:completion", args=[action_id])


def kept(seeded: Seeded, server: Server, *, people: int, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """That everything that was acknowledged is kept, each thing once: by many people and by one with many devices;
    and again while a worker is killed every second, by people who try again with the same key."""
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
    asks = [[Ask(_completion(each), {"done": "on", "key": token_hex(9)}) for each in actions[n::8]] for n in range(8)]
    kills = 0
    with _apart():
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
