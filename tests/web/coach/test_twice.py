"""Two tabs, two presses: what is closed is closed once, and what is sent is sent once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handrail.ledger.refusals import CannotMove
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.web.coach.closing import Sheet, Written, wrap_up
from tests.web.history.conftest import consents

Phone = Callable[[Person], Client]


@pytest.fixture
def held(first_session: Session, jonas: Person, mara: Person) -> Session:
    consents(jonas)
    return first_session.hold(by=mara, at=now())


def test_two_presses_at_once_close_once(held: Session, mara: Person, jonas: Person) -> None:
    """The second was read before the first one was written."""
    other_tab = Session.objects.get(pk=held.pk)
    sheet = Sheet(jonas, "We agreed.", "")
    given: dict[str, Any] = {"written": [Written(sheet, "We agreed.", None)], "send": True, "next_step": "booked"}
    given |= {"starts_at": now() + timedelta(days=14)}
    wrap_up(held, by=mara, at=now(), **given)
    sent, booked = Message.objects.count(), Session.objects.count()
    with pytest.raises(CannotMove):
        wrap_up(other_tab, by=mara, at=now(), **given)
    assert Session.objects.count() == booked
    assert Message.objects.count() == sent
    assert Summary.objects.get().edition == 1


def test_the_same_summary_from_two_tabs_goes_once(phone: Phone, held: Session, mara: Person, jonas: Person) -> None:
    place, device = reverse("coach:summary", args=[held.pk]), phone(mara)
    page = device.get(place).content.decode()
    assert 'name="edition"' in page
    sheet = {"coachee": str(jonas.pk), "text": "We agreed.", "base": "", "edition": "0"}
    device.post(place, sheet | {"key": "one"})
    device.post(place, sheet | {"key": "other"})
    assert Summary.objects.get().edition == 1
    assert Message.objects.filter(to=jonas.email, paper__gt="").count() == 1
    device.post(place, sheet | {"edition": "1", "key": "on purpose"})
    assert Summary.objects.get().edition == 2
