"""A browser that shows somebody's messages: where they are sent, and the keys that only it can open them with."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.db import models, transaction

from handrail.lib.ids import uuid7
from handrail.lib.refusal import NotUnderstood

# The services behind the browsers there are. A client's browser names one of them and nothing else: whoever could
# name any address would have our server talk to the machines beside it.
SERVICES = (
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://*.push.apple.com",
    "https://*.notify.windows.com",
)
MOST = 10
# Before the devices that are left, where others have it.
HAD = "+"
ENDPOINT, KEY, AUTH = 1_000, 100, 30


class PushSubscriptions(models.QuerySet["PushSubscription"]):
    def of(self, practice_id: UUID, people: Iterable[UUID]) -> Self:
        return self.filter(practice_id=practice_id, person_id__in=people).order_by("pk")


class PushSubscription(models.Model):
    """Ended by its owner, by the service behind the browser, or with the person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    # No foreign key: the outbox knows nobody.
    person_id = models.UUIDField(db_index=True)
    endpoint = models.CharField(max_length=ENDPOINT, unique=True)
    p256dh = models.CharField(max_length=KEY)
    auth = models.CharField(max_length=AUTH)
    since = models.DateTimeField()

    objects = PushSubscriptions.as_manager()

    def __str__(self) -> str:
        return f"push {self.id}"

    @classmethod
    def keep(
        cls, *, practice_id: UUID, person_id: UUID, endpoint: str, p256dh: str, auth: str, at: datetime
    ) -> "PushSubscription":
        """Of a browser there is one: on a shared phone it is of whoever asked last."""
        _check(endpoint, p256dh, auth)
        values = {"practice_id": practice_id, "person_id": person_id, "p256dh": p256dh, "auth": auth, "since": at}
        with transaction.atomic():
            kept, _ = cls.objects.update_or_create(endpoint=endpoint, defaults=values)
            mine = cls.objects.filter(practice_id=practice_id, person_id=person_id)
            mine.filter(pk__in=list(mine.order_by("-since", "-pk").values_list("pk", flat=True)[MOST:])).delete()
        return kept

    @classmethod
    def end(cls, *, practice_id: UUID, person_id: UUID, endpoint: str) -> int:
        return cls.objects.filter(practice_id=practice_id, person_id=person_id, endpoint=endpoint).delete()[0]

    @classmethod
    def forget(cls, person_id: UUID) -> int:
        """All of a person who is erased, or who signs out everywhere."""
        return cls.objects.filter(person_id=person_id).delete()[0]


def devices_to(devices: Iterable[UUID], *, some_have_it: bool = False) -> str:
    """A message's `to`: each of these devices is to have it once. Ten of them stand in the place of one address."""
    short = (urlsafe_b64encode(device.bytes).decode().rstrip("=") for device in devices)
    return HAD * some_have_it + ",".join(short)


def devices_in(to: str) -> list[UUID]:
    """The devices that are still to have it. Nothing for what names none."""
    found = [_bytes(each) for each in to.removeprefix(HAD).split(",")]
    return [UUID(bytes=each) for each in found if len(each) == 16]


def had_by_some(to: str) -> bool:
    return to.startswith(HAD)


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    if len(endpoint) > ENDPOINT or not endpoint.isascii() or not endpoint.isprintable() or not _known(endpoint):
        raise NotUnderstood("endpoint")
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(p256dh))
    except ValueError as wrong:
        raise NotUnderstood("p256dh") from wrong
    if len(_bytes(auth)) != 16:
        raise NotUnderstood("auth")


def _known(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        place = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return False
    if "@" in parts.netloc or "\\" in endpoint:
        return False
    return any(_is(place, service) for service in SERVICES)


def _is(place: str, service: str) -> bool:
    scheme, _, host = service.partition("*")
    return place == service if not host else place.startswith(scheme) and place.endswith(host)


def _bytes(words: str) -> bytes:
    if len(words) > KEY:
        return b""
    try:
        return urlsafe_b64decode(words + "=" * (-len(words) % 4))
    except (NotBase64, ValueError):
        return b""
