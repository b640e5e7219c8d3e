"""The demo: told once, whenever that is, beside whatever is here."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from handrail.cli import cast, demo
from handrail.ledger.verify import entry_count, verify_all
from handrail.practice.joining import found_practice
from handrail.practice.practice import Practice
from handrail.trajectory.session import Session
from tests.clock import START, Clock

AMSTERDAM = ZoneInfo(cast.MARA.zone)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 29, 0, 2, tzinfo=AMSTERDAM),  # the night in which the clocks go forward
        datetime(2027, 1, 3, 23, 58, tzinfo=AMSTERDAM),  # no hour of today is left
    ],
)
def test_it_can_be_told_at_any_hour(at: datetime) -> None:
    assert demo.fill(at=at.astimezone(UTC))
    assert list(verify_all()) == []
    following = Session.objects.filter(state="scheduled").in_order()[0]
    assert at < following.starts_at < at + timedelta(hours=24)


def test_told_twice_it_is_there_once_beside_a_real_practice(db: None, clock: Clock) -> None:
    found_practice(at=START, name="Real", person_name="Nora Beck", email="nora@next.example", zone="Europe/Berlin")
    first = CliRunner().invoke(demo.command)
    entries = entry_count()
    second = CliRunner().invoke(demo.command)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "is ready" in first.stdout
    assert "is here already" in second.stdout
    assert entry_count() == entries
    assert list(Practice.objects.order_by("pk").values_list("is_demo", flat=True)) == [False, True]


def test_where_it_was_never_told_nobody_can_look_around(db: None) -> None:
    assert list(demo.visitors()) == []
