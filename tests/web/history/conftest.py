"""A story to look back on, and people who may."""

from datetime import timedelta

import pytest

from handrail.lib.clock import now
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent, Kind
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from tests.clock import START, Clock
from tests.told import told_once
from tests.web.history.story import Story, told


@told_once
def consents(person: Person) -> None:
    """Both yeses, as the invitation's page takes them."""
    agreement = Agreement.objects.current(person.practice_id)
    for kind in Kind:
        Consent.give(by=person, at=now(), agreement=agreement, kind=kind)


@pytest.fixture
def story(walk: Trajectory, mara: Person, jonas: Person, clock: Clock) -> Story:
    """Nine weeks later."""
    consents(jonas)
    clock.to(START + timedelta(days=58))
    return told(walk, mara=mara, jonas=jonas, start=START)
