"""A whole year of the demo: lives that differ, told by the same verbs as everything else."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from handrail.cli import demo
from handrail.cli.cast import MARA, Role
from handrail.cli.story.house import house
from handrail.cli.story.teller import tell
from handrail.cli.story.year import lived, year
from handrail.cli.story.year.life import Life
from handrail.cli.story.year.natures import NATURES
from handrail.cli.story.year.themes import THEMES
from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.practice.person import Person
from handrail.trajectory.pause import Pause
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import START

WEEKS = 22
STEADY, STALLS, LEAVES = (Role(name, f"{name}@post.example") for name in ("steady", "stalls", "leaves"))
LIVES = {STEADY: NATURES[0], STALLS: NATURES[3], LEAVES: NATURES[6]}


@pytest.fixture(scope="module")
def months(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Told once for all of these tests; they only read."""
    opening = partial(house, opens=-7 * WEEKS - 9, colleague=-7 * WEEKS)
    lives = [
        partial(lived, Life(who, coach=MARA, nature=nature, theme=THEMES[0], random=Random(1)), ago=WEEKS)
        for who, nature in LIVES.items()
    ]
    with django_db_blocker.unblock(), transaction.atomic():
        tell([opening, *lives], until=START, progress=lambda _: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told(months: None, db: None) -> None:
    """These months, as one test sees them."""


def walk_of(who: Role) -> Trajectory:
    return Trajectory.objects.get(participants__person__account__email=who.email)


def days_in_silence(who: Role) -> int:
    person = Person.objects.get(account__email=who.email)
    return (START - Entry.objects.filter(by_id=person.pk).latest("recorded_at").recorded_at).days


def test_every_row_is_what_its_entries_say_and_nothing_happens_after_the_present(told: None) -> None:
    assert list(verify_all()) == []
    assert not Entry.objects.filter(happened_at__gt=START).exists()


def test_one_is_steady_and_goes_on_holiday_one_stalls_and_one_leaves(told: None) -> None:
    assert [walk_of(who).state for who in LIVES] == ["active", "active", "ended_early"]
    assert Pause.objects.get(reason="holiday", ended_on__isnull=False).trajectory == walk_of(STEADY)
    assert days_in_silence(STEADY) < 7
    assert days_in_silence(STALLS) > 28
    assert Session.objects.filter(trajectory=walk_of(STALLS), state="no_show").exists()


def test_a_week_more_changes_nothing_of_what_was(db: None) -> None:
    """Whoever looks at a Monday in the middle of the year sees the one that was."""

    def happened(weeks: int) -> list[tuple[str, int]]:
        with transaction.atomic():
            assert demo.fill(at=START, clients=1, weeks=weeks)
            person = Person.objects.get(name="Ada Brandt")
            mine = Entry.objects.filter(stream_id=Trajectory.objects.get(participants__person=person).pk).order_by(
                "seq"
            )
            began = mine[0].recorded_at
            found = [(entry.verb, (entry.recorded_at - began) // timedelta(minutes=1)) for entry in mine]
            transaction.set_rollback(True)
        return found

    shorter, longer = happened(5), happened(6)
    assert longer[: len(shorter)] == shorter
    assert len(longer) > len(shorter) > 20


def test_forty_are_the_eight_and_as_many_as_were_asked_for() -> None:
    assert len(year(32)) - len(year(0)) == 32
