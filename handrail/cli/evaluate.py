"""Score a log of real people as the product would, to say how good its warnings are."""

import csv
import gc
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import click

from handrail.cli.mend import Mend
from handrail.signals import log, outlook_told
from handrail.signals.facts import Facts
from handrail.signals.measures import MEASURES
from handrail.signals.outlook import Reason, measure, reasons, score
from handrail.signals.points import SILENCE, STALL

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("events", type=FILE)
@click.argument("persons", type=FILE)
@click.option("--at", "snapshots", type=FILE, required=True, help="The moments to judge: person_id and t, a day.")
@click.option("--signals", is_flag=True, help="Print what is measured instead of what it adds up to.")
def command(events: Path, persons: Path, snapshots: Path, signals: bool) -> None:
    """Score a log of real people as the product would, to say how good its warnings are.

    EVENTS holds person_id, day, kind, item, value and PERSONS person_id, registered_day, as CSV, plain or .gz
    (docs/signals.md). For each moment one line: `score` ranks who may stall within four weeks, `silence` who may fall
    silent, `reasons` are the two strongest for the first. Nothing after day t is looked at.
    """
    try:
        people = log.read(events, persons)
        # It stays as it is: the garbage collector need not look through it again and again.
        gc.freeze()
        moments = ((person, log.day_of(day, snapshots)) for person, day in log.rows(snapshots, "person_id", "t"))
        table = _measured(people, moments) if signals else _scored(people, moments)
        csv.writer(sys.stdout, lineterminator="\n").writerows(table)
    except log.NotALog as error:
        raise Mend(str(error)) from None


def _measured(people: dict[str, Facts], moments: Iterable[tuple[str, int]]) -> Iterator[list[object]]:
    yield ["person_id", "t", *MEASURES]
    for person, day, facts in _asked(people, moments):
        yield [person, day, *(round(value, 6) for value in measure(facts, MEASURES).values())]


def _scored(people: dict[str, Facts], moments: Iterable[tuple[str, int]]) -> Iterator[list[object]]:
    yield ["person_id", "t", "score", "silence", "reasons"]
    for person, day, facts in _asked(people, moments):
        measured = measure(facts, MEASURES)
        why = "; ".join(_told(reason) for reason in reasons(STALL, measured))
        yield [person, day, score(STALL, measured), score(SILENCE, measured), why]


def _asked(people: dict[str, Facts], moments: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, Facts]]:
    """Each moment by itself. Somebody of whom the log says nothing was never seen."""
    unknown = Facts(today=0, joined=None)
    for person, day in moments:
        yield person, day, people.get(person, unknown).as_of(day)


@lru_cache(maxsize=4096)
def _told(reason: Reason) -> str:
    return outlook_told.reason(reason)
