"""A passkey in software: makes and answers as a device does (WebAuthn level 2, "none" attestation, ES256)."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from board import factors
from board.models import Account
from board.states import KeptOn

HOST = "127.0.0.1"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


class SoftKey:
    """The passkey of one account, whose row is saved."""

    def __init__(self, account: Account) -> None:
        self.account, self.id, self.secret = (
            account,
            secrets.token_bytes(16),
            ec.generate_private_key(ec.SECP256R1()),
        )
        factors.passkey(account, KeptOn.COMPUTER, self._made()).save()

    def answer(self, options: dict[str, Any]) -> str:
        """What the browser sends when it was asked with these options."""
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        data = bytes(AuthenticatorData.create(self._host(), PRESENT | VERIFIED, 1))
        signed = self.secret.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": b64(said),
            "authenticatorData": b64(data),
            "signature": b64(signed),
            "userHandle": b64(str(self.account.pk).encode()),
        }
        return json.dumps(self._credential(response))

    def _made(self) -> dict[str, Any]:
        key = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.secret.public_key())
        )
        data = AuthenticatorData.create(self._host(), PRESENT | VERIFIED | HAS_KEY, 0, bytes(key))
        whole = AttestationObject.create("none", data, {})
        said = self._said("webauthn.create", b64(b"challenge"))
        return self._credential({"clientDataJSON": b64(said), "attestationObject": b64(bytes(whole))})

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        extra = {"clientExtensionResults": {}, "authenticatorAttachment": "platform"}
        return {
            "id": b64(self.id),
            "rawId": b64(self.id),
            "type": "public-key",
            "response": response,
            **extra,
        }

    def _host(self) -> bytes:
        return hashlib.sha256(HOST.encode()).digest()

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": f"https://{HOST}"}).encode()
