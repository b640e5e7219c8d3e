"""How requests are measured: who asks for what, each kind in its turn, in rounds."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.cli.link import link_for
from handrail.cli.measuring.figures import Case, told
from handrail.cli.measuring.floors import FIRST_LOOK
from handrail.cli.measuring.load import Ask, Device, together
from handrail.cli.measuring.processes import TICK, named, seconds_of
from handrail.cli.measuring.seed import Seeded
from handrail.cli.measuring.server import Server
from handrail.lib.clock import now
from handrail.lib.memory import forget
from handrail.practice.account import Account
from handrail.practice.person import Person

START, TABLE = "/coach/", "/coach/clients"
# The first look at a start page judges everybody: of so many people who ask at once, one look each.
FIRST_LOOKERS = 2
HAS = re.compile(r'name="has" value="([^"]+)"')


@dataclass
class Turn:
    """A case, who asks (one device each), and what each asks in a round."""

    case: Case
    # The first of those who ask.
    who: Person
    devices: Sequence[Device]
    asks: Callable[[], Sequence[Sequence[Ask]]]
    # Requests that count as one: a tick and the look after it.
    per: int = 1
    # Its statements are those of a look when the process has seen it before; of a first look another line tells.
    seen: bool = False

    @property
    def forgets(self) -> bool:
        """It is looked at for the first time, again and again."""
        return self.asks()[0][0].path.startswith(f"/{FIRST_LOOK}")


@dataclass(frozen=True)
class Asking:
    """So many people ask this server at once, each so often in a turn."""

    server: Server
    people: int
    each: int

    def turn(self, case: Case, persons: Sequence[Person], *paths: str, seen: bool = False) -> Turn:
        """Everybody looks at a page again and again; these people, and these pages, in turn."""
        looks = [[Ask(paths[n % len(paths)])] * self.each for n in range(self.people)]
        return self.asked(case, persons, lambda: looks, seen=seen)

    def asked(
        self, case: Case, persons: Sequence[Person], asks: Callable[[], Sequence[Sequence[Ask]]], *, per: int = 1,
        seen: bool = False,
    ) -> Turn:  # fmt: skip
        asking = [persons[n % len(persons)] for n in range(self.people)]
        devices = [Device(self.server.port).sign_in(link_of(person)) for person in asking]
        return Turn(case, persons[0], devices, asks, per, seen)

    def fewer(self, people: int, each: int) -> "Asking":
        return replace(self, people=min(self.people, people), each=min(self.each, each))


def measured(
    turns: Sequence[Turn], seeded: Seeded, server: Server, *, rounds: int, say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Every case once in each round, so that whatever else the machine does is spread over all of them. First looks
    come after all others: with each of them a process forgets what it knows of every page."""
    _count_statements(turns, seeded)
    usual, forgetting = [turn for turn in turns if not turn.forgets], [turn for turn in turns if turn.forgets]
    for turn in usual:
        _round(turn, server, keep=False)
    for number, some in (*enumerate([usual] * rounds), *enumerate([forgetting] * rounds)):
        say(f"round {number + 1} of {rounds}" + ("" if some is usual else ", first looks"))
        for turn in some:
            seeded.untick(at=now())
            _round(turn, server, keep=True)
    return told(turn.case for turn in turns)


def that_is_open(coach: Person) -> str:
    """What a start page that has been open since this morning asks for, one client's line having changed meanwhile."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.post(urlsplit(link_of(coach)).path)
    shown = HAS.findall(browser.get(START).content.decode())
    return f"{START}?{urlencode({'has': shown[:-1]}, doseq=True)}"


def first(page: str) -> str:
    return f"/{FIRST_LOOK}{page}"


def _round(turn: Turn, server: Server, *, keep: bool) -> None:
    asks = turn.asks()
    with apart():
        workers, database = server.workers(), named("postgres") if connection.vendor == "postgresql" else []
        before, before_database = seconds_of(workers), seconds_of(database)
        answered = together(turn.devices, asks)
        # Backends come and go with the pool; those that stayed are the ones that worked.
        # What takes less than a tick is not counted: then it took one at most.
        cpu, database_cpu = max(1 / TICK, seconds_of(workers) - before), seconds_of(database) - before_database
    if keep:
        turn.case.note(answered.seconds, cpu=turn.per * cpu, database_cpu=turn.per * max(0.0, database_cpu))
        turn.case.size = answered.size
        for what, number in answered.others.items():
            turn.case.others[what] = turn.case.others.get(what, 0) + number


@contextmanager
def apart() -> Iterator[None]:
    """Those who ask are forked from here: they must not talk over this process's connections."""
    for each in connections.all(initialized_only=True):
        each.close()
        if close_pool := getattr(each, "close_pool", None):
            close_pool()
    yield


def _count_statements(turns: Sequence[Turn], seeded: Seeded) -> None:
    """As Django counts them, of the first look in a process that has seen nothing yet, without BEGIN and COMMIT."""
    for turn in turns:
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.post(urlsplit(link_of(turn.who)).path)
        browser.get("/me")
        ask = turn.asks()[0][0]
        page = ask.path.removeprefix(f"/{FIRST_LOOK}")
        if page.startswith("/floor/"):
            continue
        if turn.seen:
            browser.get(page)
        else:
            forget()
        with CaptureQueriesContext(connection) as statements:
            browser.post(page, ask.form, headers={"HX-Request": "true"}) if ask.form else browser.get(page)
        written = [each["sql"].upper() for each in statements.captured_queries]
        turn.case.statements = sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in written)
    seeded.untick(at=now())


def link_of(person: Person) -> str:
    account = Account.objects.get(email=person.email)
    return link_for(account, at=now(), open_for=timedelta(hours=1), person=person)
