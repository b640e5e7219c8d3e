"""Where a mail provider hands letters in."""

import json
from base64 import b64encode
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from handrail.api import mail
from handrail.outbox.incoming.letter import Letter
from tests.outbox.letters import letter

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-twenty-four-letters"
HEARD = [("abcdefgh23", "7")]


@pytest.fixture
def heard(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    settings.HANDRAIL_MAIL_HOOK = SECRET
    heard: list[tuple[str, str]] = []

    def understand(read: Letter, at: datetime) -> None:
        heard.append((read.token, read.own_words))

    monkeypatch.setattr(mail, "understand", understand)
    return heard


def handed_in(body: Any, kind: str, *, secret: str = SECRET, **headers: str) -> int:
    device = Client(enforce_csrf_checks=True)
    sent = {"Authorization": f"Bearer {secret}", **headers}
    answer = device.post("/hooks/mail", body, content_type=kind, headers=sent)
    assert "Set-Cookie" not in answer
    return answer.status_code


def form(fields: dict[str, bytes], boundary: bytes = b"xyz") -> bytes:
    parts = (
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary, name.encode(), value)
        for name, value in fields.items()
    )
    return b"".join(parts) + b"--%s--\r\n" % boundary


def test_a_raw_mail_is_taken_in_once(heard: list[tuple[str, str]]) -> None:
    assert [handed_in(letter(), "message/rfc822") for _ in range(3)] == [204, 204, 204]
    assert heard == HEARD


@pytest.mark.parametrize("name", ["message", "raw", "body-mime", "RawEmail"])
def test_so_is_the_same_in_json(heard: list[tuple[str, str]], name: str) -> None:
    assert handed_in(json.dumps({name: letter().decode()}), "application/json") == 204
    assert heard == HEARD


def test_in_base64_and_with_the_recipient_of_the_envelope(heard: list[tuple[str, str]]) -> None:
    raw = letter(to="undisclosed-recipients:;")
    body = {"message": b64encode(raw).decode(), "recipient": "reply+abcdefgh23@handrail.example"}
    assert handed_in(json.dumps(body), "application/json") == 204
    assert heard == HEARD


def test_and_as_a_form_of_parts(heard: list[tuple[str, str]]) -> None:
    body = form({"recipient": b"reply+abcdefgh23@handrail.example", "body-mime": letter(to="x@y.example")})
    assert handed_in(body, "multipart/form-data; boundary=xyz") == 204
    assert heard == HEARD


def test_a_letter_of_ten_megabytes_is_taken_in(heard: list[tuple[str, str]]) -> None:
    body = form({"email": letter() + b"x" * 10_000_000})
    assert handed_in(body, "multipart/form-data; boundary=xyz") == 204
    assert heard[0][0] == "abcdefgh23"


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "ü" * 30])
def test_without_the_secret_nothing_is_read(heard: list[tuple[str, str]], secret: str) -> None:
    assert handed_in(letter(), "message/rfc822", secret=secret.encode().decode("latin-1")) == 403
    assert heard == []


def test_the_secret_may_be_the_password_of_the_address(heard: list[tuple[str, str]]) -> None:
    basic = "Basic " + b64encode(f"mail:{SECRET}".encode()).decode()
    assert handed_in(letter(), "message/rfc822", Authorization=basic) == 204
    assert handed_in(letter(), "message/rfc822", Authorization="Basic ???") == 403


@pytest.mark.parametrize("unset", ["", "too short"])
def test_without_a_setting_there_is_no_such_place(heard: list[tuple[str, str]], settings: Settings, unset: str) -> None:
    settings.HANDRAIL_MAIL_HOOK = unset
    assert handed_in(letter(), "message/rfc822", secret=unset) == 404


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\0" * 100, "message/rfc822"),
        (b"[" * 50_000, "application/json"),
        (b"{}", "application/json"),
        (b'{"message": 7}', "application/json"),
        (b'{"message": "!!!"}', "application/json"),
        (b"[1]", "application/json"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"&" * 5_000 + b"a=b&" * 5_000, "application/x-www-form-urlencoded"),
        (b"--x", "multipart/form-data"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"x", "image/png"),
    ],
)
def test_what_is_no_letter_is_not_brought_again(heard: list[tuple[str, str]], body: bytes, kind: str) -> None:
    assert handed_in(body, kind) == 204
    assert heard == []


def test_more_than_a_letter_is_refused_before_it_is_read(heard: list[tuple[str, str]]) -> None:
    assert handed_in(b"x" * (mail.MOST_BYTES + 1), "message/rfc822") == 413


def test_what_breaks_us_is_brought_again(heard: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(read: Letter, at: datetime) -> None:
        raise RuntimeError

    monkeypatch.setattr(mail, "understand", stumble)
    with pytest.raises(RuntimeError):
        handed_in(letter(), "message/rfc822")


def test_only_what_is_posted_is_taken(heard: list[tuple[str, str]]) -> None:
    assert Client().get("/hooks/mail").status_code == 405
