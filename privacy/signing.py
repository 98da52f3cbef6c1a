"""Ed25519 signatures (RFC 8032) with keys from the key store. `documents` is handed a function, not a key.

A signed note is some lines of text, an empty line, and a line with the signer's name and signature: the
format of C2SP `signed-note`, so tools that are not ours can check it, too.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from privacy.keystore import store
from privacy.keystore.models import Key, Kind
from privacy.keystore.states import OPENS, SEALS, State

RELEASE = "release"
AUDIT = "audit"
SIGNED = "\u2014 {name} {signature}\n"
KEY_HASH = 4
ED25519 = b"\1"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """32 bytes, the day it was made, and the day it signed for the last time; None while it signs."""

    raw: bytes
    since: date
    until: date | None


class BadNote(ValueError):
    """This is no note of ours, or not as it was signed."""


def signer(use: str) -> Callable[[bytes], bytes]:
    """A function that signs a message for `use`; 64 bytes each time. Raises KeyMissing."""
    return _private(f"sign-{use}", SEALS).sign


def public_key(use: str) -> bytes:
    """The 32 bytes that anybody may have to check what is signed for `use` today."""
    return _public(f"sign-{use}")


def public_keys(use: str) -> list[PublicKey]:
    """Every key that anything was ever signed with for `use`, the newest first.

    Without those that others may have got hold of: what they signed proves nothing.
    """
    name = f"sign-{use}"
    rows = Key.objects.filter(kind=Kind.SIGN, state__in=(State.ACTIVE, State.DEACTIVATED))
    return [
        PublicKey(
            _public(str(row.name)),
            row.created_at.date(),
            row.state_since if row.state == State.DEACTIVATED else None,
        )
        for row in rows.order_by("-created_at", "name")
        if row.name == name or str(row.name).startswith(f"{name}-")
    ]


def verify_any(use: str, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` under any key that this board signed with for `use`."""
    return any(verify(key.raw, message, signature) for key in public_keys(use))


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` under the public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def name_of(use: str) -> str:
    """What this board's key for `use` is called: "atrium-audit-3f2a9c41", never the board's own name."""
    return _name(use, public_key(use))


def public_line(use: str) -> str:
    """The public key in one line, as `signed-note` has it: name, hash and key, joined by "+"."""
    raw = public_key(use)
    return f"{_name(use, raw)}+{_key_hash(use, raw).hex()}+{base64.b64encode(ED25519 + raw).decode()}"


def signed_note(use: str, text: str) -> bytes:
    """`text` (whole lines) with its signature below."""
    signature = base64.b64encode(_key_hash(use, public_key(use)) + signer(use)(text.encode())).decode()
    return (text + "\n" + SIGNED.format(name=name_of(use), signature=signature)).encode()


def opened_note(use: str, note: bytes) -> str:
    """The text of a note that this board signed for `use`. Raises BadNote."""
    try:
        text, _blank, line = note.decode().rpartition("\n\n")
        dash, name, packed = line.removesuffix("\n").split(" ")
        signature = base64.b64decode(packed, validate=True)
    except ValueError:
        raise BadNote("This is no signed note.") from None
    for key in public_keys(use):
        if dash == "\u2014" and name == _name(use, key.raw) and signature.startswith(_key_hash(use, key.raw)):
            if verify(key.raw, f"{text}\n".encode(), signature[KEY_HASH:]):
                return f"{text}\n"
            raise BadNote("This note is not as it was signed.")
    raise BadNote("This note was not signed by this board.")


def _name(use: str, key: bytes) -> str:
    return f"atrium-{use}-{hashlib.sha256(key).hexdigest()[:8]}"


def _key_hash(use: str, key: bytes) -> bytes:
    return hashlib.sha256(_name(use, key).encode() + b"\n" + ED25519 + key).digest()[:KEY_HASH]


def _public(name: str) -> bytes:
    return _private(name, OPENS).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _private(name: str, permitted: frozenset[State]) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(store.named(name, permitted))
