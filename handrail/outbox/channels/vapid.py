"""The key pair that push services know this installation by (RFC 8292)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from handrail.lib.secret import kept_secret


def private_key() -> str:
    """Made once. With another one every browser would have to be asked again."""
    return kept_secret(settings.HANDRAIL_DATA / "push-key", make=_new)


def public_key() -> str:
    """What a page hands to the browser as `applicationServerKey`."""
    number = int.from_bytes(_decoded(private_key()), "big")
    point = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return _encoded(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _new() -> str:
    return _encoded(ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big"))


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(words: str) -> bytes:
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))
