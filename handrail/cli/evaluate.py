"""Score a log of real people as the product would, to say how good its warnings are."""

import csv
import gc
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import click
from django.conf import settings

from handrail.cli.mend import Mend
from handrail.signals import evidence, outlook_told
from handrail.signals.facts import Facts
from handrail.signals.limits import Limits
from handrail.signals.log import FED, Log, read
from handrail.signals.log_file import NotALog, moment_of, rows
from handrail.signals.measures import MEASURES
from handrail.signals.outlook import Reason, measure, reasons, score
from handrail.signals.points import SILENCE, STALL
from handrail.signals.rules import is_enough, signals_of
from handrail.signals.signal import Signal

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# Who stands where, and when.
Moments = list[tuple[str, int]]


@click.command()
@click.argument("events", type=FILE)
@click.argument("persons", type=FILE)
@click.option("--at", "snapshots", type=FILE, required=True, help="The moments to judge: person_id and t, a day.")
@click.option("--signals", is_flag=True, help="Print what is measured, and what is raised, instead of the scores.")
def command(events: Path, persons: Path, snapshots: Path, signals: bool) -> None:
    """Score a log of real people as the product would, to say how good its warnings are.

    EVENTS holds person_id, day, kind, item, value and PERSONS person_id, registered_day, as CSV, plain or .gz
    (docs/signals.md). For each moment one line: `score` ranks who may stall within four weeks, `silence` who may fall
    silent, `reasons` are the signals that are raised and the two strongest for the first. Nothing after day t is
    looked at.
    """
    try:
        moments, log = _moments(snapshots), read(events, persons)
    except NotALog as error:
        raise Mend(str(error)) from None
    for kind, many in sorted(log.left_out.items()):
        click.echo(f"handrail: {many} rows of kind “{kind}” say nothing here and were left out", err=True)
    # It stays as it is: the garbage collector need not look through it again and again.
    gc.freeze()
    csv.writer(sys.stdout, lineterminator="\n").writerows((_measured if signals else _scored)(log, moments))


def _moments(path: Path) -> Moments:
    with rows(path, "person_id", "t") as table:
        return [(person, moment_of(day)) for person, day in table]


def _measured(log: Log, moments: Moments) -> Iterator[list[object]]:
    limits: Limits = settings.HANDRAIL_SIGNALS
    yield ["person_id", "t", *MEASURES, *FED]
    for person, day in moments:
        facts = log.as_of(person, day)
        raised = {signal.kind for signal in signals_of(facts, limits)}
        measured = measure(facts, MEASURES)
        yield [person, day, *(round(each, 6) for each in measured.values()), *(int(kind in raised) for kind in FED)]


def _scored(log: Log, moments: Moments) -> Iterator[list[object]]:
    limits: Limits = settings.HANDRAIL_SIGNALS
    yield ["person_id", "t", "score", "silence", "reasons"]
    for person, day in moments:
        facts = log.as_of(person, day)
        measured = measure(facts, MEASURES)
        yield [person, day, score(STALL, measured), score(SILENCE, measured), _why(facts, measured, limits)]


def _why(facts: Facts, measured: dict[str, float], limits: Limits) -> str:
    """What is raised, then the strongest of the outlook. Of whom too little is known, a client's page would not show
    the latter, and that is said before them."""
    said = [_raised(signal) for signal in signals_of(facts, limits)]
    said += [] if is_enough(facts, limits) else ["too little to go on"]
    return "; ".join([*said, *(_told(reason) for reason in reasons(STALL, measured))])


def _raised(signal: Signal) -> str:
    return f"{signal.kind}: {evidence.told(signal).rstrip('.')}"


@lru_cache(maxsize=4096)
def _told(reason: Reason) -> str:
    return outlook_told.reason(reason)
