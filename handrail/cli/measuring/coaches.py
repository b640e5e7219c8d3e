"""A coach's start page and table: for few clients and for many, with short histories and with long ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from handrail.cli.measuring.figures import Case
from handrail.cli.measuring.rounds import FIRST_LOOKERS, START, TABLE, Asking, Turn, first, that_is_open
from handrail.cli.measuring.seed import Lived, Seeded, Seeding
from handrail.ledger.verify import entry_count
from handrail.practice.person import Person

SELECT = "floor: one SELECT"
# Times the floor; times the same page of as many clients with short histories; statements; bytes.
MOST, GROWTH, STATEMENTS, REFRESHED = 4.0, 1.1, 12, 10_000
# Up to so many clients are a table in one piece, held against as many bare rows; of more it shows a page and the total.
IN_ONE_PIECE, IN_PAGES = (100, 3.0), 2.0


@dataclass(frozen=True)
class Led:
    """A coach of so many clients, whose histories have so many entries together."""

    coach: Person
    clients: int
    entries: int
    histories: str

    def case(self, page: str) -> str:
        return f"{page}, {self.clients:,} clients, {self.histories} histories"


def lay(seeded: Seeded, numbers: Sequence[int], histories: Sequence[int], *, say: Callable[[str], None]) -> list[Led]:
    """For each number of clients a coach whose clients' histories are short, and one of whom they are long: as many
    entries together as `histories` says, or as few as their histories can have."""
    lives, found = dict(seeded.histories), []
    for number in numbers:
        for kind, entries in zip(("short", "long"), sorted(histories), strict=True):
            each = entries // number
            if each not in lives:
                lives[each] = seeded.seeding.history(f"life{each}", seeded.other_coach, entries=each)
            found.append(_led(seeded.seeding, number, kind, lives[each]))
            say(f"{number:,} clients, {found[-1].entries:,} entries together")
    return found


def _led(seeding: Seeding, clients: int, kind: str, life: Lived) -> Led:
    before = entry_count()
    coach = seeding.colleague(f"{kind.title()}{clients}")
    seeding.others([life], coach, clients, name=f"{kind}{clients}-")
    return Led(coach, clients, entry_count() - before, kind)


def turns(all_led: Sequence[Led], seeded: Seeded, asking: Asking) -> Iterator[Turn]:
    """The floors, then every page of every coach."""
    yield asking.turn(Case(SELECT), seeded.clients[: asking.people], "/floor/select")
    for rows in sorted({led.clients for led in all_led}):
        yield asking.turn(Case(_bare(rows)), [seeded.coach], f"/floor/list/{rows}")
    for led in all_led:
        yield from _pages(led, min(each.clients for each in all_led), asking)


def _pages(led: Led, fewest: int, asking: Asking) -> Iterator[Turn]:
    here = [led.coach]
    yield asking.turn(_case(led, fewest, "the start page", SELECT, MOST), here, START, seen=True)
    yield asking.turn(_case(led, fewest, "the table", _bare(led.clients), _most(led.clients)), here, TABLE, seen=True)
    opened = replace(_case(led, fewest, "an open start page", SELECT, MOST), most_bytes=REFRESHED, most_growth=0.0)
    yield asking.turn(opened, here, that_is_open(led.coach), seen=True)
    looked = replace(_case(led, fewest, "the start page, first look", SELECT, 0.0), most_growth=0.0)
    yield asking.fewer(FIRST_LOOKERS, 1).turn(looked, here, first(START))


def _case(led: Led, fewest: int, page: str, floor: str, most: float) -> Case:
    """It asks as many statements as that of the coach with the fewest clients, and costs what it costs where histories
    are short."""
    few, is_long = replace(led, clients=fewest).case(page), led.histories == "long"
    short = replace(led, histories="short").case(page) if is_long else ""
    return Case(
        led.case(page), floor, most, 0, STATEMENTS, entries=led.entries, as_many_as=few, short=short,
        most_growth=GROWTH if is_long else 0.0,
    )  # fmt: skip


def _most(clients: int) -> float:
    """Of fewer rows than these a list is no measure: a page has a heading, too."""
    rows, times = IN_ONE_PIECE
    return 0.0 if clients < rows else times if clients == rows else IN_PAGES


def _bare(rows: int) -> str:
    return f"floor: {rows:,} bare rows"
