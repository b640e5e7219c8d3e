"""Web push, to a real server that opens what arrives with a browser's own keys."""

import json
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pytest_django import Settings

from handrail.lib.ids import uuid7
from handrail.lib.refusal import NotUnderstood
from handrail.outbox.attempt import Attempt
from handrail.outbox.channels import vapid
from handrail.outbox.delivery import SILENCE, deliver
from handrail.outbox.message import Message, State
from handrail.outbox.push_subscription import MOST, PushSubscription, devices_in, devices_to
from tests.outbox.conftest import MONDAY, PRACTICE, Write
from tests.post import Post
from tests.receiver import Posted, Receiver

pytestmark = pytest.mark.django_db
JONAS = uuid7()


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def decoded(words: str) -> bytes:
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))


class Browser:
    """With keys of its own, as PushManager.subscribe makes them."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"0123456789abcdef"
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.p256dh, self.auth = encoded(point), encoded(self._auth)

    def opened(self, posted: Posted) -> dict[str, Any]:
        words = http_ece.decrypt(posted.body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        opened: dict[str, Any] = json.loads(words)
        return opened


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture(autouse=True)
def _service(settings: Settings, tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HANDRAIL_DATA = tmp_path
    settings.HANDRAIL_FROM = "Handrail <post@handrail.example>"
    monkeypatch.setattr("handrail.outbox.push_subscription.SERVICES", (f"http://{receiver.place}",))


def kept(browser: Browser, receiver: Receiver, path: str = "/push/1") -> PushSubscription:
    return PushSubscription.keep(
        practice_id=PRACTICE, person_id=JONAS, endpoint=f"http://{receiver.place}{path}",
        p256dh=browser.p256dh, auth=browser.auth, at=MONDAY,
    )  # fmt: skip


def pushed(write: Write, subscription: PushSubscription, **more: Any) -> Message:
    values: dict[str, Any] = {
        "channel": "push", "to": devices_to([subscription.pk]), "subject": "Your next step",
        "text": "Call Ann about the lease", "link": "https://handrail.example/a/abc",
    }  # fmt: skip
    return write(**{**values, **more})


def test_a_browser_opens_what_was_sent_to_it_and_nobody_else_could(
    write: Write, browser: Browser, receiver: Receiver
) -> None:
    thread = uuid7()
    message = pushed(write, kept(browser, receiver), thread=thread)
    assert deliver(at=MONDAY) == 1
    (posted,) = receiver.posted
    told = {"title": "Your next step", "link": "https://handrail.example/a/abc", "tag": str(thread)}
    assert browser.opened(posted) == told
    assert (posted.headers["ttl"], posted.headers["content-encoding"]) == ("43200", "aes128gcm")
    assert posted.headers["topic"] == thread.hex
    message.refresh_from_db()
    assert message.state == State.SENT
    with pytest.raises(http_ece.ECEException):
        Browser().opened(posted)


def test_no_private_word_goes_along(write: Write, browser: Browser, receiver: Receiver) -> None:
    pushed(write, kept(browser, receiver), html="<p>Call Ann</p>")
    deliver(at=MONDAY)
    assert "Ann" not in str(browser.opened(receiver.posted[0]))


def test_the_service_can_tell_that_it_was_we(write: Write, browser: Browser, receiver: Receiver) -> None:
    """RFC 8292: a token for this service, signed with the key that the browser was given."""
    pushed(write, kept(browser, receiver))
    deliver(at=MONDAY)
    fields = dict(part.strip().split("=", 1) for part in receiver.posted[0].headers["authorization"][6:].split(","))
    head, claims, signature = fields["t"].split(".")
    assert fields["k"] == vapid.public_key()
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(fields["k"]))
    r, s = (int.from_bytes(half, "big") for half in (decoded(signature)[:32], decoded(signature)[32:]))
    key.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    said = json.loads(decoded(claims))
    assert (said["aud"], said["sub"]) == (f"http://{receiver.place}", "mailto:post@handrail.example")


def test_the_key_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    assert vapid.public_key() == vapid.public_key()
    assert stat.S_IMODE((tmp_path / "push-key").stat().st_mode) == 0o600


@pytest.mark.parametrize("code", [404, 410])
def test_a_browser_that_is_gone_ends_its_subscription(
    write: Write, browser: Browser, receiver: Receiver, code: int
) -> None:
    message = pushed(write, kept(browser, receiver))
    receiver.answers = [code]
    assert deliver(at=MONDAY) == 0
    message.refresh_from_db()
    assert message.state == State.GIVEN_UP
    assert not PushSubscription.objects.exists()


def test_a_service_that_is_down_loses_nothing_however_long(write: Write, browser: Browser, receiver: Receiver) -> None:
    message, at = pushed(write, kept(browser, receiver)), MONDAY
    receiver.answers = [503] * 30
    for _ in range(30):
        assert deliver(at=at) == 0
        at += SILENCE
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)
    assert not Attempt.objects.exists()
    assert deliver(at=at) == 1


def test_a_service_that_does_not_answer_is_asked_once_a_batch(
    write: Write, browser: Browser, receiver: Receiver
) -> None:
    for number in range(3):
        pushed(write, kept(browser, receiver, f"/push/{number}"))
    receiver.close()
    assert deliver(at=MONDAY) == 0
    assert Message.waiting_count() == 3
    assert not Attempt.objects.exists()


def test_mail_goes_whatever_becomes_of_a_push_and_the_other_way_round(
    post: Post, write: Write, browser: Browser, receiver: Receiver
) -> None:
    pushed(write, kept(browser, receiver))
    write()
    post.close()
    assert deliver(at=MONDAY) == 1
    assert len(receiver.posted) == 1


def test_it_is_put_off_where_we_are_refused(write: Write, browser: Browser, receiver: Receiver) -> None:
    message = pushed(write, kept(browser, receiver))
    receiver.answers = [429]
    assert deliver(at=MONDAY) == 0
    message.refresh_from_db()
    assert (message.attempts, message.due_at) == (1, MONDAY + timedelta(minutes=1))


def test_we_are_not_led_elsewhere(write: Write, browser: Browser, receiver: Receiver) -> None:
    """A service that answers with another address does not make us talk to the machines beside us."""
    pushed(write, kept(browser, receiver))
    receiver.answers, receiver.location = [307], f"http://{receiver.place}/inside"
    assert deliver(at=MONDAY) == 0
    assert [posted.path for posted in receiver.posted] == ["/push/1"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest",
        "https://localhost/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/?https://fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.example/x",
        "https://fcm.googleapis.com:8443/x",
        "https://evilpush.apple.com/x",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com\\@evil.example/",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/\r\nHost: x",
        "https://fcm.googleapis.com/" + "x" * 1_000,
        "",
    ],
)
def test_no_browser_names_a_machine_that_is_no_push_service(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    monkeypatch.undo()
    with pytest.raises(NotUnderstood):
        PushSubscription.keep(
            practice_id=PRACTICE,
            person_id=JONAS,
            endpoint=endpoint,
            p256dh=browser.p256dh,
            auth=browser.auth,
            at=MONDAY,
        )


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-am3p.notify.windows.com/w/?token=abc%3d",
    ],
)
def test_the_services_behind_the_browsers_there_are_are_known(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    monkeypatch.undo()
    assert PushSubscription.keep(
        practice_id=PRACTICE, person_id=JONAS, endpoint=endpoint, p256dh=browser.p256dh, auth=browser.auth, at=MONDAY
    )


@pytest.mark.parametrize(
    ("p256dh", "auth"), [("", ""), ("abc", "abc"), (encoded(b"\4" * 65), encoded(b"x" * 16)), ("ü", "ü")]
)
def test_keys_that_are_none_are_refused(receiver: Receiver, p256dh: str, auth: str) -> None:
    with pytest.raises(NotUnderstood):
        PushSubscription.keep(
            practice_id=PRACTICE, person_id=JONAS, endpoint=f"http://{receiver.place}/x", p256dh=p256dh, auth=auth,
            at=MONDAY,
        )  # fmt: skip


def test_on_a_shared_phone_a_browser_is_whose_who_asked_last(browser: Browser, receiver: Receiver) -> None:
    first = kept(browser, receiver)
    mia = uuid7()
    again = PushSubscription.keep(
        practice_id=PRACTICE,
        person_id=mia,
        endpoint=first.endpoint,
        p256dh=browser.p256dh,
        auth=browser.auth,
        at=MONDAY,
    )
    assert again.pk == first.pk
    assert not PushSubscription.objects.of(PRACTICE, [JONAS]).exists()
    assert PushSubscription.end(practice_id=PRACTICE, person_id=JONAS, endpoint=first.endpoint) == 0
    assert PushSubscription.forget(mia) == 1


def test_a_person_has_ten_browsers_at_most(browser: Browser, receiver: Receiver) -> None:
    for number in range(MOST + 3):
        kept(browser, receiver, f"/push/{number}")
    left = PushSubscription.objects.of(PRACTICE, [JONAS])
    assert [each.endpoint.rpartition("/")[2] for each in left] == [str(number) for number in range(3, MOST + 3)]


def both(browser: Browser, receiver: Receiver) -> str:
    """A telephone and a laptop; the one that came last is asked first."""
    laptop, telephone = (kept(browser, receiver, f"/push/{name}") for name in ("laptop", "telephone"))
    return devices_to([telephone.pk, laptop.pk])


def paths(receiver: Receiver) -> list[str]:
    return [posted.path.rpartition("/")[2] for posted in receiver.posted]


def test_it_comes_to_every_device_of_somebody_once(write: Write, browser: Browser, receiver: Receiver) -> None:
    write(channel="push", to=both(browser, receiver), mail_to="jonas@example.com")
    assert [deliver(at=MONDAY) for _ in range(2)] == [1, 0]
    assert paths(receiver) == ["telephone", "laptop"]


def test_where_one_device_is_gone_the_other_has_it(write: Write, browser: Browser, receiver: Receiver) -> None:
    message = write(channel="push", to=both(browser, receiver), mail_to="jonas@example.com")
    receiver.answers = [410]
    assert deliver(at=MONDAY) == 1
    message.refresh_from_db()
    assert (message.state, message.channel) == (State.SENT, "push")
    assert PushSubscription.objects.count() == 1


def test_a_device_that_cannot_be_reached_now_has_it_later_and_the_other_not_again(
    write: Write, browser: Browser, receiver: Receiver
) -> None:
    message = write(channel="push", to=both(browser, receiver), mail_to="jonas@example.com")
    receiver.answers = [429, 201, 503]
    at = MONDAY
    for _ in range(4):
        deliver(at=at)
        at += timedelta(minutes=6)
    assert paths(receiver) == ["telephone", "laptop", "telephone", "telephone"]
    message.refresh_from_db()
    assert (message.state, message.channel) == (State.SENT, "push")


def test_what_one_device_has_is_not_mailed_though_the_other_never_takes_it(
    write: Write, browser: Browser, receiver: Receiver
) -> None:
    message = write(channel="push", to=both(browser, receiver), mail_to="jonas@example.com")
    receiver.answers = [201, *[429] * 20]
    at = MONDAY
    for _ in range(20):
        deliver(at=at)
        at += timedelta(hours=9)
    message.refresh_from_db()
    assert (message.state, message.channel) == (State.SENT, "push")


@pytest.mark.parametrize("code", [404, 410])
def test_where_every_device_is_gone_it_comes_by_mail(
    post: Post, write: Write, browser: Browser, receiver: Receiver, code: int
) -> None:
    write(channel="push", to=both(browser, receiver), mail_to="jonas@example.com", link="https://handrail.example/a/b")
    receiver.answers = [code, code]
    assert [deliver(at=MONDAY) for _ in range(3)] == [0, 1, 0]
    assert [letter.to for letter in post.letters] == ["jonas@example.com"]


def test_a_service_that_is_down_for_long_does_not_hold_up_what_can_be_mailed(
    post: Post, write: Write, browser: Browser, receiver: Receiver
) -> None:
    write(channel="push", to=devices_to([kept(browser, receiver).pk]), mail_to="jonas@example.com")
    receiver.answers = [503] * 30
    at = MONDAY
    while not post.letters:
        deliver(at=at)
        at += SILENCE
    assert timedelta(minutes=30) <= at - MONDAY <= timedelta(minutes=45)


def test_ten_devices_stand_in_the_place_of_one_address() -> None:
    devices = [uuid7() for _ in range(MOST)]
    assert devices_in(devices_to(devices, some_have_it=True)) == devices
    assert len(devices_to(devices, some_have_it=True)) <= 254
    for nothing in ("", "+", "jonas@example.com", "ü", ",,,"):
        assert devices_in(nothing) == []
