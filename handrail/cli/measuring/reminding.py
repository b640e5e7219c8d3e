"""Reminding people: so many who have one thing due at once, among many things that are not, by the product's own sweep
and sender into a real mail server, beside the bare loop of `sending`. And what finding alone costs as the rest grows.

The rows are laid down as they would lie there, without their entries: what is measured reads none of them but the last
signs of life, of which there are none.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from statistics import median, quantiles
from typing import Any

from django.db import models

from handrail.cli.measuring.sending import LEAST_RATE, MOST_FIRST, MOST_STATEMENTS, floor_of, sink

Say = Callable[[str], None]
WORKERS = (1, 2)
# How much dearer finding may get from the first number of things that wait to the last; seconds at 2,000 people.
MOST_GROWTH, MOST_LATE, LATE_AT = 1.2, 15.0, 2_000
LOOKS = 9


def reminding(numbers: tuple[int, ...], waiting: tuple[int, ...], *, at: datetime, say: Say) -> dict[str, Any]:
    """`numbers`: people with one thing due at once. `waiting`: things that are not due, laid down step by step."""
    people = _people(max(numbers), at=at, say=say)
    _due(people[: min(numbers)], at=at)
    finding, laid = [], 0
    for number in waiting:
        say(f"laying down {number - laid:,} things that are not due")
        _not_due(people, number - laid, at=at)
        laid = number
        _settle()
        finding.append({"waiting": number, "people": min(numbers), "ms": _finding(at)})
    growth = round(finding[-1]["ms"] / finding[0]["ms"], 2)
    cases = []
    for number in numbers:
        for workers in WORKERS:
            say(f"reminding {number:,} people with {workers} worker{'s' if workers > 1 else ''}")
            _due(people[:number], at=at)
            floor = floor_of(number, workers, at=at)
            cases.append(_case(number, workers, _run(number, workers, at=at), floor))
    return {"finding": finding, "growth": growth, "kept_growth": growth <= MOST_GROWTH, "cases": cases}


def _case(number: int, workers: int, ours: dict[str, Any], floor: dict[str, Any]) -> dict[str, Any]:
    ratio = round(ours["a_second"] / floor["a_second"], 2)
    kept = (
        ratio >= LEAST_RATE and ours["statements"] <= MOST_STATEMENTS and ours["first_s"] <= MOST_FIRST
        and ours["came"] == number and not ours["twice"] and (number > LATE_AT or ours["p99_s"] <= MOST_LATE)
    )  # fmt: skip
    return {"people": number, "workers": workers, **ours, "floor_a_second": floor["a_second"], "rate_ratio": ratio,
            "kept": kept}  # fmt: skip


def _run(number: int, workers: int, *, at: datetime) -> dict[str, Any]:
    with sink() as post:
        env = {
            **os.environ, "HANDRAIL_SMTP": f"smtp://127.0.0.1:{post.port}", "HANDRAIL_FROM": "Bench <b@bench.example>",
        }  # fmt: skip
        command = [sys.executable, "-m", "handrail.cli.measuring.reminder", at.isoformat()]
        running = [
            subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(workers)
        ]
        for each in running:
            assert each.stdout
            each.stdout.readline()
        began = time.time()
        for each in running:
            assert each.stdin
            each.stdin.write("go\n")
            each.stdin.flush()
        told = [json.loads(each.communicate()[0]) for each in running]
        seconds = [moment - began for moment in post.end()["moments"]]
    return {
        "a_second": round(len(seconds) / max(seconds)),
        "first_s": round(min(seconds), 2),
        "p99_s": round(quantiles(seconds, n=100)[98], 1),
        "statements": round(sum(each["statements"] for each in told) / number, 2),
        "cpu_ms": round(1000 * sum(each["cpu_seconds"] for each in told) / number, 2),
        "came": post.told["came"],
        "twice": post.told["twice"],
    }


def _finding(at: datetime) -> float:
    """Milliseconds, the median of some looks, after one that warms up."""
    from handrail.reminders.sweep import find
    from handrail.reminders.wall import Walls

    took = []
    for _ in range(LOOKS + 1):
        began = time.perf_counter()
        find(Walls.at_once(at))
        took.append(1000 * (time.perf_counter() - began))
    return round(median(took[1:]), 1)


def _settle() -> None:
    """As a database does by itself once it has time: know how its rows lie."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people(number: int, *, at: datetime, say: Say) -> list[Any]:
    """Clients who agreed, each with a trajectory of their own. One coach has them all, and leaves out who needs them:
    what it takes to judge so many is measured by itself (judging.py)."""
    from handrail.practice.agreement import Agreement
    from handrail.practice.consent import Consent, Kind
    from handrail.practice.joining import found_practice
    from handrail.practice.membership import Membership
    from handrail.practice.person import Person
    from handrail.reminders.choice import Choice
    from handrail.trajectory.participant import Participant
    from handrail.trajectory.trajectory import Trajectory

    say(f"laying down {number:,} people")
    coach = found_practice(at=at, name="Bench", person_name="Mara", email="mara@bench.example", zone="UTC")
    here: Any = {"practice_id": coach.practice_id, "revision": 1}
    _lay(Choice, [Choice(**here, person=coach, without="digest")])
    agreement = Agreement.objects.current(coach.practice_id)
    people = [Person(**here, name=f"P {n}", email=f"p{n}@bench.example", zone="UTC") for n in range(number)]
    _lay(Person, people)
    _lay(Membership, (Membership(**here, person=person, role="coachee") for person in people))
    _lay(Consent, (Consent(**here, person=p, agreement=agreement, kind=kind) for p in people for kind in Kind))
    # Begun this week: nobody is asked for a report yet.
    walks = [Trajectory(**here, coach=coach, state="active", starts_on=at.date()) for _ in people]
    _lay(Trajectory, walks)
    together = list(zip(people, walks, strict=True))
    _lay(Participant, (Participant(**here, trajectory=walk, person=p, state="agreed") for p, walk in together))
    return together


def _due(people: list[Any], *, at: datetime) -> None:
    """One action each, agreed some days ago, for tomorrow. What was due before, and what was said of it, is gone."""
    from handrail.outbox.message import Message
    from handrail.reminders.claim import Claim
    from handrail.trajectory.action import Action

    tomorrow = at.date() + timedelta(days=1)
    models.QuerySet(Claim).all().delete()
    models.QuerySet(Message).all().delete()
    models.QuerySet(Action).filter(due_on=tomorrow)._raw_delete("default")
    _lay(Action, (_action(person, walk, on=tomorrow, at=at) for person, walk in people))


def _not_due(people: list[Any], number: int, *, at: datetime) -> None:
    """For days from next week until next year; each third is done already."""
    from handrail.trajectory.action import Action

    def rows() -> Iterator[Action]:
        for n in range(number):
            person, walk = people[n % len(people)]
            done = {"state": "done", "ended_on": at.date()} if n % 3 == 0 else {}
            yield _action(person, walk, on=at.date() + timedelta(days=10 + n % 350), at=at, **done)

    _lay(Action, rows())


def _action(person: Any, walk: Any, *, on: Any, at: datetime, **more: Any) -> Any:
    from handrail.trajectory.action import Action

    state = {"state": "agreed", **more}
    return Action(
        practice_id=person.practice_id, revision=1, trajectory=walk, coachee=person, owner=person, text="Call Ann",
        made_on=at.date() - timedelta(days=3), due_on=on, original_due_on=on, **state,
    )  # fmt: skip


def _lay(noun: type[models.Model], rows: Iterable[Any]) -> None:
    """Past the rule that rows change through verbs only: nothing here is anybody's, and goes with the bench."""
    waiting = iter(rows)
    while some := list(islice(waiting, 5_000)):
        rows_of: Any = models.QuerySet(noun)
        rows_of.bulk_create(some)
