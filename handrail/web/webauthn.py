"""What a browser and its authenticator are asked, and what counts as an answer (WebAuthn, by Yubico's library).

A question is a signed text that travels with the form: nothing is kept of strangers. It is worth something for five
minutes, in the browser that asked, for one purpose and, by `Passkey.use`, once.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from fido2.rpid import verify_rp_id
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from handrail.practice.account import Account
from handrail.practice.passkey import KeyRefused, Passkey

OPEN_FOR = timedelta(minutes=5)
SALT = "handrail.passkey"
COMING_IN = "in"
NAME = "Handrail"


@dataclass(frozen=True)
class Asked:
    """A question of ours that came back."""

    state: dict[str, Any]
    at: datetime


def origin() -> str:
    """As browsers write it: without a port that goes without saying."""
    url = urlsplit(settings.HANDRAIL_URL)
    usual = {"https": 443, "http": 80}[url.scheme]
    host = f"[{url.hostname}]" if ":" in (url.hostname or "") else url.hostname
    return f"{url.scheme}://{host}" + (f":{url.port}" if url.port and url.port != usual else "")


def is_possible() -> bool:
    """Browsers keep passkeys for a name, over https or on the machine itself; never for a number."""
    host = urlsplit(origin()).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return verify_rp_id(host, origin())
    return False


def ask_to_add(request: HttpRequest, account: Account, *, at: datetime) -> dict[str, Any]:
    """What the browser needs to make a key for this account, unless its device has one already."""
    known = [_credential(passkey) for passkey in Passkey.objects.filter(account=account)]
    options, state = _server().register_begin(
        # The handle is an id that means nothing elsewhere; the names are for the list on the person's own device.
        PublicKeyCredentialUserEntity(id=account.pk.bytes, name=account.email, display_name=account.email),
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _question(request, dict(options), state, purpose=_adding_to(account), at=at)


def add(request: HttpRequest, account: Account, *, name: str, at: datetime) -> Passkey:
    asked = _asked(request, purpose=_adding_to(account))
    try:
        made = _server().register_complete(asked.state, _answer(request))
        credential = made.credential_data
        assert credential is not None
    except Exception:  # whatever the library stumbles over in a stranger's bytes
        raise KeyRefused from None
    return Passkey.add(
        account, at=at, name=name, credential_id=websafe_encode(credential.credential_id),
        credential=bytes(credential), sign_count=made.counter,
    )  # fmt: skip


def ask_to_come_in(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Asks for any key of ours: whose it is, the answer says."""
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return _question(request, dict(options), state, purpose=COMING_IN, at=at)


def come_in(request: HttpRequest, *, at: datetime) -> Passkey:
    """The key that answered. Its owner was there, and showed it to the device: two factors in one."""
    asked = _asked(request, purpose=COMING_IN)
    try:
        answer = AuthenticationResponse.from_dict(_answer(request))
        passkey = Passkey.objects.select_related("account").get(credential_id=websafe_encode(answer.raw_id))
        _server().authenticate_complete(asked.state, [_credential(passkey)], answer)
        handle = answer.response.user_handle
    except Exception:  # as above, and a key that nobody here has
        raise KeyRefused from None
    if handle is None or handle != passkey.account_id.bytes:
        raise KeyRefused
    passkey.use(at=at, asked_at=asked.at, sign_count=answer.response.authenticator_data.counter)
    return passkey


def _server() -> Fido2Server:
    host = urlsplit(origin()).hostname
    ours = PublicKeyCredentialRpEntity(id=host, name=NAME)
    # Which make of authenticator somebody has is no business of ours.
    none = AttestationConveyancePreference.NONE
    return Fido2Server(ours, attestation=none, verify_origin=lambda given: given == origin())


def _credential(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.credential))


def _question(
    request: HttpRequest, options: dict[str, Any], state: dict[str, Any], *, purpose: str, at: datetime
) -> dict[str, Any]:
    told = {"for": purpose, "challenge": state["challenge"], "by": _browser(request), "at": at.isoformat()}
    return {**options, "question": signing.dumps(told, salt=SALT)}


def _asked(request: HttpRequest, *, purpose: str) -> Asked:
    try:
        told = signing.loads(request.POST.get("question", ""), salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        raise KeyRefused from None
    if (told["for"], told["by"]) != (purpose, _browser(request)):
        raise KeyRefused
    state = {"challenge": told["challenge"], "user_verification": UserVerificationRequirement.REQUIRED}
    return Asked(state, datetime.fromisoformat(told["at"]))


def _answer(request: HttpRequest) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(request.POST.get("answer", ""))
    return answer


def _browser(request: HttpRequest) -> str:
    """Every tab of a browser has the same cookie against forged forms, and no other browser has it."""
    return sha256(request.META.get("CSRF_COOKIE", "").encode()).hexdigest()


def _adding_to(account: Account) -> str:
    return f"add {account.pk}"
