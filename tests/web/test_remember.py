"""A device is remembered for ninety days from its last visit."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.clock import Clock

NINETY = 90 * 24 * 60 * 60


@pytest.fixture
def device(db: None) -> Client:
    client = Client(headers={"host": "localhost"})
    session = client.session
    session["known"] = "yes"
    session.save()
    return client


def test_a_visit_on_another_day_moves_the_date_on(clock: Clock, device: Client) -> None:
    device.get("/sign-in")
    first = Session.objects.get().expire_date
    clock.go(days=40)
    assert device.get("/sign-in").cookies["handrail_session"]["max-age"] == NINETY
    assert (Session.objects.get().expire_date - first).days == 40


def test_a_second_page_on_the_same_day_writes_nothing(clock: Clock, device: Client) -> None:
    device.get("/sign-in")
    clock.go(hours=2)
    assert "handrail_session" not in device.get("/sign-in").cookies


def test_a_stranger_gets_no_session(db: None, clock: Clock) -> None:
    assert "handrail_session" not in Client(headers={"host": "localhost"}).get("/sign-in").cookies
    assert not Session.objects.exists()
