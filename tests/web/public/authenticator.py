"""A device that keeps passkeys, as a program: what it says is what a real one says, unless a test asks otherwise."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PLACE = "https://coach.example"
FLAG = AuthenticatorData.FLAG


@dataclass
class Authenticator:
    origin: str = PLACE
    name: str = "coach.example"
    counter: int = 0
    verifies: bool = True
    credential_id: bytes = b"a key of this device, and only of it"
    handle: str = ""
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, question: dict[str, Any]) -> dict[str, str]:
        """The form that adds its key."""
        self.handle = question["publicKey"]["user"]["id"]
        numbers = self._key.public_key().public_numbers()
        place = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        public = ES256({1: 2, 3: ES256.ALGORITHM, -1: 1, **place})
        credential = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public)
        data = AuthenticatorData.create(self._place(), self._flags() | FLAG.AT, self.counter, bytes(credential))
        attested = AttestationObject.create("none", data, {})
        return self._form(question, "webauthn.create", {"attestationObject": websafe_encode(attested)})

    def sign(self, question: dict[str, Any]) -> dict[str, str]:
        """The form that comes in."""
        data = AuthenticatorData.create(self._place(), self._flags(), self.counter)
        said = self._said(question, "webauthn.get")
        signature = self._key.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        parts = {"authenticatorData": websafe_encode(data), "signature": websafe_encode(signature)}
        return self._form(question, "webauthn.get", {**parts, "userHandle": self.handle})

    def _place(self) -> bytes:
        return sha256(self.name.encode()).digest()

    def _flags(self) -> FLAG:
        return FLAG.UP | (FLAG.UV if self.verifies else FLAG(0))

    def _said(self, question: dict[str, Any], what: str) -> bytes:
        challenge = websafe_decode(question["publicKey"]["challenge"])
        return bytes(CollectedClientData.create(type=what, challenge=challenge, origin=self.origin))

    def _form(self, question: dict[str, Any], what: str, parts: dict[str, str]) -> dict[str, str]:
        own = websafe_encode(self.credential_id)
        response = {"clientDataJSON": websafe_encode(self._said(question, what)), **parts}
        answer = {"id": own, "rawId": own, "type": "public-key", "response": response}
        return {"question": question["question"], "answer": json.dumps(answer)}


def asked_to_add(device: Client) -> dict[str, Any]:
    question: dict[str, Any] = device.post("/me/passkeys/question").json()
    return question


def asked_to_come_in(device: Client) -> dict[str, Any]:
    device.get("/sign-in")  # which gives the browser its cookie
    question: dict[str, Any] = device.post("/sign-in/passkey/question").json()
    return question


def add(device: Client, key: Authenticator, name: str = "Phone") -> Any:
    return device.post("/me/passkeys", {**key.make(asked_to_add(device)), "name": name})


def come_in_with(device: Client, key: Authenticator) -> Any:
    return device.post("/sign-in/passkey", key.sign(asked_to_come_in(device)))
