from datetime import UTC, datetime

import pytest

from handrail.lib.clock import now
from handrail.outbox.delivery import deliver
from handrail.outbox.push_subscription import PushSubscription
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent, Kind
from handrail.practice.person import Person
from handrail.reminders.again import judge_again
from handrail.reminders.claim import Claim
from handrail.reminders.sweep import sweep
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.told import told_once

# Six in the evening in Amsterdam, the day before what Jonas agreed is due.
WEDNESDAY = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)


@told_once
def say_yes(person: Person, *, at: datetime) -> Person:
    """The two yeses without which nothing is asked of anybody."""
    agreement = Agreement.objects.current(person.practice_id)
    for kind in Kind:
        Consent.give(by=person, at=at, agreement=agreement, kind=kind)
    return person


def round_at(at: datetime) -> None:
    """What the worker does, once: find, say, judge again, send."""
    sweep(at=at)
    deliver(at=at, judge=judge_again)


def outcomes(**where: object) -> list[tuple[str, str, str]]:
    """What became of everything that was due: kind, outcome, and why not."""
    claims = Claim.objects.filter(**where).order_by("at", "pk")
    return [(claim.kind, claim.outcome, claim.reason) for claim in claims]


def device_of(person: Person) -> PushSubscription:
    """One of theirs, on which notices are allowed."""
    keys = {"endpoint": f"https://fcm.googleapis.com/{person.pk}", "p256dh": "x", "auth": "y", "since": now()}
    return PushSubscription.objects.create(practice_id=person.practice_id, person_id=person.pk, **keys)


@pytest.fixture
def walk(mara: Person, jonas: Person) -> Trajectory:
    """As everywhere, and both yeses are given."""
    trajectory = begin(mara, jonas)
    say_yes(jonas, at=now())
    return trajectory
