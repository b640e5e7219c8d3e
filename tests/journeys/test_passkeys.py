"""A passkey in a real browser, with a device that the browser itself plays; and the page of codes, printed."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from handrail.lib.clock import now
from handrail.practice.passkey import Passkey
from handrail.practice.person import Person
from handrail.practice.sign_in import SignInLink
from tests.clock import Clock
from tests.journeys.device import Device
from tests.journeys.inspection import look_at

Take = Callable[..., Device]


@pytest.fixture
def at_home(house: str, settings: Settings) -> str:
    """The same house by its name: browsers keep no passkeys for a number."""
    named = house.replace("127.0.0.1", "localhost")
    settings.HANDRAIL_URL = named
    return named


def with_a_finger(device: Device) -> Any:
    """Give the browser an authenticator that says yes; returns the line to it."""
    line = device.page.context.new_cdp_session(device.page)
    line.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    line.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "isUserVerified": True}})
    return line


def test_a_coach_adds_a_passkey_and_comes_in_with_it_without_a_mail(
    desk: Take, at_home: str, mara: Person, clock: Clock
) -> None:
    laptop = desk(base_url=at_home)
    with_a_finger(laptop)
    assert mara.account
    laptop.follow(f"/sign-in/{SignInLink.make(mara.account, at=now()).token}")
    laptop.press("Sign in")
    laptop.visit("/me")
    laptop.write("What to call it", "Mara's laptop")
    laptop.press("Add a passkey")
    expect(laptop.page.get_by_text("Added. Next time you can come in")).to_be_visible()
    expect(laptop.shown.get_by_role("button", name="Remove Mara's laptop")).to_be_visible()
    amiss = look_at(laptop, "/me")

    laptop.press("Sign out on this device")
    expect(laptop.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    amiss += look_at(laptop, "/sign-in")
    clock.go(minutes=1)
    laptop.press("Sign in with a passkey")
    expect(laptop.page.get_by_role("heading", name="Nobody yet")).to_be_visible()
    assert Passkey.objects.get().last_used_at == now()

    clock.go(minutes=20)
    amiss += look_at(laptop, "/me/proof")
    laptop.press("Sign in with a passkey")
    laptop.press("Remove Mara's laptop")
    expect(laptop.page.get_by_text("It opens nothing here any more")).to_be_visible()
    assert not amiss, "\n".join(amiss)


def test_a_second_step_is_set_up_printed_and_asked_for(desk: Take, mobile: Take, mara: Person, clock: Clock) -> None:
    laptop, phone = desk(), mobile()
    assert mara.account
    laptop.follow(f"/sign-in/{SignInLink.make(mara.account, at=now()).token}")
    laptop.press("Sign in")
    amiss = look_at(laptop, "/me/second-step")
    app = pyotp.TOTP(laptop.shown.locator(".key").inner_text().replace(" ", ""))
    laptop.write("The six digits that the app shows now", app.at(now()))
    laptop.press("Ask for it from now on")
    expect(laptop.shown.locator(".codes li")).to_have_count(10)
    laptop.page.emulate_media(media="print")
    expect(laptop.shown.locator(".codes li").last).to_be_visible()
    amiss += look_at(laptop, "/me")

    clock.go(minutes=1)
    phone.follow(f"/sign-in/{SignInLink.make(mara.account, at=now()).token}")
    phone.press("Sign in")
    expect(phone.page.get_by_role("heading", name="Your second step")).to_be_visible()
    amiss += look_at(phone, "/sign-in/second-step")
    phone.write("The six digits from your app", app.at(now()))
    phone.press("Sign in")
    expect(phone.page.get_by_role("heading", name="Nobody yet")).to_be_visible()
    assert not amiss, "\n".join(amiss)


def test_a_device_without_one_says_so_and_the_mail_is_still_there(desk: Take, at_home: str, mara: Person) -> None:
    assert mara.account
    Passkey.objects.create(account=mara.account, name="Elsewhere", credential_id="x", added_at=now())
    laptop = desk(base_url=at_home)
    line = with_a_finger(laptop)
    laptop.visit("/sign-in")
    expect(laptop.page.get_by_text("That did not come about")).to_be_hidden()
    laptop.press("Sign in with a passkey")
    expect(laptop.page.get_by_text("That did not come about")).to_be_visible()
    expect(laptop.page.get_by_role("button", name="Send it")).to_be_visible()
    line.detach()
