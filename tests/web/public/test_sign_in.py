"""Signing in: a mail, one button, and nobody else."""

import re

import pytest
from django.test import Client

from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.outbox.stopped import Stopped
from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.practice.sign_in import GUESSES, LINKS_AN_HOUR, SignInLink
from tests.clock import Clock
from tests.web.public.devices import ask, is_in, mailed


def test_the_link_opens_a_page_with_one_button_and_the_button_signs_in(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    link, _ = mailed(jonas.email)
    page = device.get(link)
    assert page.content.decode().count("<button") == 1
    assert not is_in(device)
    assert device.post(link)["Location"] == "/"
    assert is_in(device)


def test_a_mail_scanner_that_opens_the_link_changes_nothing(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    link, _ = mailed(jonas.email)
    for _again in range(3):
        scanner = Client()
        scanner.get(link)
        scanner.head(link)
        assert not is_in(scanner)
    device.post(link)
    assert is_in(device)


def test_a_link_is_used_once(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    link, _ = mailed(jonas.email)
    Client().post(link)
    answer = device.post(link)
    assert answer.status_code == 410
    assert "Send me a new one" in answer.content.decode()
    assert not is_in(device)


def test_the_code_of_a_used_link_is_used_too(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    link, code = mailed(jonas.email)
    Client().post(link)
    assert device.post("/sign-in/code", {"code": code}).status_code == 422
    assert not is_in(device)


def test_an_old_link_offers_a_new_one_at_one_click(device: Client, jonas: Person, clock: Clock) -> None:
    ask(device, jonas.email)
    link, _ = mailed(jonas.email)
    clock.go(minutes=31)
    assert device.get(link).status_code == 410
    assert device.post(link).status_code == 410
    assert device.post(link, {"again": "on"})["Location"] == "/sign-in/code"
    newer, _ = mailed(jonas.email)
    assert newer != link
    device.post(newer)
    assert is_in(device)


def test_a_made_up_link_says_so_and_knows_nobody(device: Client, db: None) -> None:
    answer = device.get("/sign-in/nobody-ever-sent-this-token-1234")
    assert answer.status_code == 410
    assert "again" not in answer.content.decode()


def test_the_code_signs_in_on_the_device_that_asked(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    _, code = mailed(jonas.email)
    device.post("/sign-in/code", {"code": f" {code} "})
    assert is_in(device)


def test_the_code_is_worth_nothing_on_a_device_that_did_not_ask(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    _, code = mailed(jonas.email)
    stranger = Client()
    assert stranger.post("/sign-in/code", {"code": code})["Location"] == "/sign-in"
    stranger.cookies["handrail_asked"] = jonas.email
    assert stranger.post("/sign-in/code", {"code": code})["Location"] == "/sign-in"


def test_after_five_wrong_guesses_the_right_code_is_refused_too_but_the_link_still_opens(
    device: Client, jonas: Person
) -> None:
    ask(device, jonas.email)
    link, code = mailed(jonas.email)
    wrong = "000 000" if code != "000 000" else "111 111"
    for _guess in range(GUESSES):
        assert device.post("/sign-in/code", {"code": wrong}).status_code == 422
    assert device.post("/sign-in/code", {"code": code}).status_code == 422
    device.post(link)
    assert is_in(device)


def test_an_unknown_address_gets_the_same_answers_and_no_mail(device: Client, jonas: Person) -> None:
    other = Client()
    ask(device, jonas.email)
    ask(other, "nobody@nowhere.example")
    known = device.get("/sign-in/code").content.decode().replace(jonas.email, "")
    unknown = other.get("/sign-in/code").content.decode().replace("nobody@nowhere.example", "")
    blur = re.compile(r'value="[^"]*"|"X-CSRFToken": "[^"]*"')
    assert blur.sub("", known) == blur.sub("", unknown)
    assert Message.objects.count() == 1
    wrong = [d.post("/sign-in/code", {"code": "123"}) for d in (device, other)]
    assert wrong[0].status_code == wrong[1].status_code == 422


@pytest.mark.parametrize("email", ["jonas@lind.example", "nobody@nowhere.example"])
def test_asking_too_often_for_one_address_is_refused_alike_known_or_not(
    device: Client, jonas: Person, email: str, clock: Clock
) -> None:
    for _time in range(LINKS_AN_HOUR):
        ask(device, email)
    answer = device.post("/sign-in", {"email": email})
    assert answer.status_code == 429
    assert email in answer.content.decode()
    clock.go(minutes=61)
    ask(device, email)


def test_one_place_cannot_ask_for_everybody(device: Client, jonas: Person) -> None:
    for number in range(30):
        ask(device, f"somebody{number}@nowhere.example")
    assert device.post("/sign-in", {"email": jonas.email}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    ask(elsewhere, jonas.email)


def test_a_forwarded_header_is_no_other_place(device: Client, jonas: Person) -> None:
    for number in range(30):
        device.post(
            "/sign-in", {"email": f"a{number}@nowhere.example"}, headers={"X-Forwarded-For": f"10.0.0.{number}"}
        )
    answer = device.post("/sign-in", {"email": jonas.email}, headers={"X-Forwarded-For": "10.9.9.9"})
    assert answer.status_code == 429


def test_the_address_may_be_written_in_capitals_and_with_blanks(device: Client, jonas: Person) -> None:
    ask(device, f"  {jonas.email.upper()} ")
    _, code = mailed(jonas.email)
    device.post("/sign-in/code", {"code": code})
    assert is_in(device)


@pytest.mark.parametrize(
    "email",
    ["", "jonas", "a@b", "jonas@lind.example\r\nBcc: all@example.org", "x\0@lind.example", "ü@lind.example", "a" * 300],
)
def test_what_is_no_address_is_told_so_and_stays_typed(device: Client, jonas: Person, email: str) -> None:
    answer = device.post("/sign-in", {"email": email})
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert not Message.objects.exists()
    assert not SignInLink.objects.exists()


def test_signing_in_leads_to_the_page_that_was_asked_for(device: Client, jonas: Person) -> None:
    answer = device.get("/me?from=mail")
    assert answer["Location"] == "/sign-in?leads_to=%2Fme%3Ffrom%3Dmail"
    assert b'value="/me?from=mail"' in device.get(answer["Location"]).content
    ask(device, jonas.email, leads_to="/me?from=mail")
    assert device.post(mailed(jonas.email)[0])["Location"] == "/me?from=mail"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
     "javascript:alert(1)", "http:evil", "evil", "/\tx", "/\x00", "/" + "x" * 600],
)  # fmt: skip
def test_nobody_is_led_out_of_the_house(device: Client, jonas: Person, elsewhere: str) -> None:
    device.post("/sign-in", {"email": jonas.email, "leads_to": elsewhere})
    if Message.objects.exists():
        assert device.post(mailed(jonas.email)[0])["Location"] == "/"
    assert device.post("/sign-out", {"leads_to": elsewhere})["Location"] == "/sign-in"


def test_a_session_planted_before_is_worth_nothing_after(device: Client, jonas: Person, mara: Person) -> None:
    ask(device, mara.email)
    device.post(mailed(mara.email)[0])
    planted = device.session.session_key
    ask(device, jonas.email)
    device.post(mailed(jonas.email)[0])
    assert device.session.session_key != planted
    attacker = Client()
    attacker.cookies["handrail_session"] = str(planted)
    assert not is_in(attacker)
    assert jonas.name in device.get("/me").content.decode()


def test_a_form_on_another_site_signs_nobody_in(jonas: Person) -> None:
    device = Client(enforce_csrf_checks=True)
    way_in = SignInLink.make(Account.objects.at(jonas.email), at=now())
    assert device.post(f"/sign-in/{way_in.token}").status_code == 403
    assert device.post("/sign-in", {"email": jonas.email}).status_code == 403
    assert not is_in(device)


def test_signing_out_is_posted_and_forgets_the_device(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    device.post(mailed(jonas.email)[0])
    assert device.get("/sign-out").status_code == 405
    assert is_in(device)
    device.post("/sign-out")
    assert not is_in(device)


def test_the_mail_holds_link_and_code_and_the_database_neither(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    link, code = mailed(jonas.email)
    mail = Message.objects.get()
    assert link in mail.html
    assert code in mail.html
    row = SignInLink.objects.get()
    kept = f"{row.token_hash} {row.code_hash} {row.asked_for} {row.asked_from}"
    assert code.replace(" ", "") not in kept.split()
    assert jonas.email not in kept
    assert link.rpartition("/")[2] not in kept


def test_a_link_of_this_device_s_own_account_leads_on_when_it_is_opened_again(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    link, _ = mailed(jonas.email)
    device.post(link)
    assert device.get(link)["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-in/code", "/sign-in/some-token", "/invitation/some-token", "/start", "/practices"]
)
def test_only_asking_and_sending_is_understood(device: Client, jonas: Person, path: str) -> None:
    for method in (device.put, device.patch, device.delete):
        assert method(path).status_code == 405


def test_who_comes_by_a_mail_gets_mail_again_after_one_that_came_back(device: Client, jonas: Person) -> None:
    for why, stays in (("bounced", False), ("complained", True)):
        Stopped.stop(jonas.practice_id, "email", jonas.email, why=why, at=now())
        ask(device, jonas.email)
        link, _ = mailed(jonas.email)
        device.post(link)
        assert Stopped.objects.exists() == stays
