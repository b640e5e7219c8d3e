"""A browser that says where notices may be shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from handrail.outbox.push_subscription import PushSubscription
from handrail.practice.person import Person
from tests.outbox.test_push import Browser

Phone = Callable[[Person], Client]
ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/abc"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.HANDRAIL_DATA = tmp_path


def given(**more: str) -> dict[str, str]:
    browser = Browser()
    return {"endpoint": ENDPOINT, "p256dh": browser.p256dh, "auth": browser.auth, **more}


def test_a_browser_is_kept_and_let_go(phone: Phone, jonas: Person) -> None:
    device = phone(jonas)
    assert len(device.post("/me/notices/key").json()["key"]) == 87
    assert [device.post("/me/notices", given()).status_code for _ in range(2)] == [204, 204]
    assert PushSubscription.objects.of(jonas.practice_id, [jonas.pk]).count() == 1
    assert device.post("/me/notices/removal", {"endpoint": ENDPOINT}).status_code == 204
    assert not PushSubscription.objects.exists()


def test_nobody_ends_the_notices_of_another(phone: Phone, jonas: Person, amina: Person) -> None:
    phone(jonas).post("/me/notices", given())
    phone(amina).post("/me/notices/removal", {"endpoint": ENDPOINT})
    assert PushSubscription.objects.count() == 1


def test_a_machine_that_is_no_push_service_is_refused(phone: Phone, jonas: Person) -> None:
    assert phone(jonas).post("/me/notices", given(endpoint="http://169.254.169.254/")).status_code == 422
    assert not PushSubscription.objects.exists()


def test_looking_at_the_page_makes_no_key(phone: Phone, jonas: Person, tmp_path: Path) -> None:
    phone(jonas).get("/me")
    assert not (tmp_path / "push-key").exists()
