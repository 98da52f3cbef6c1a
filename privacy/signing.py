"""Ed25519 signatures (RFC 8032) with keys from the key store. `documents` is handed a function, not a key.

A signed note is some lines of text, an empty line, and a line with the signer's name and signature: the
format of C2SP `signed-note`, so tools that are not ours can check it, too.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from privacy.keystore import store

RELEASE = "release"
AUDIT = "audit"
SIGNED = "\u2014 {name} {signature}\n"
KEY_HASH = 4
ED25519 = b"\1"


class BadNote(ValueError):
    """This is no note of ours, or not as it was signed."""


def signer(use: str) -> Callable[[bytes], bytes]:
    """A function that signs a message for `use`; 64 bytes each time. Raises KeyMissing."""
    return _private(use).sign


def public_key(use: str) -> bytes:
    """The 32 bytes that anybody may have to check what was signed for `use`."""
    return _private(use).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` under the public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def name_of(use: str) -> str:
    """What this board's key for `use` is called: "atrium-audit-3f2a9c41", never the board's own name."""
    return f"atrium-{use}-{hashlib.sha256(public_key(use)).hexdigest()[:8]}"


def public_line(use: str) -> str:
    """The public key in one line, as `signed-note` has it: name, hash and key, joined by "+"."""
    key = base64.b64encode(ED25519 + public_key(use)).decode()
    return f"{name_of(use)}+{_key_hash(use).hex()}+{key}"


def signed_note(use: str, text: str) -> bytes:
    """`text` (whole lines) with its signature below."""
    signature = base64.b64encode(_key_hash(use) + signer(use)(text.encode())).decode()
    return (text + "\n" + SIGNED.format(name=name_of(use), signature=signature)).encode()


def opened_note(use: str, note: bytes) -> str:
    """The text of a note that this board signed for `use`. Raises BadNote."""
    try:
        text, _blank, line = note.decode().rpartition("\n\n")
        dash, name, packed = line.removesuffix("\n").split(" ")
        signature = base64.b64decode(packed, validate=True)
    except ValueError:
        raise BadNote("This is no signed note.") from None
    ours = dash == "\u2014" and name == name_of(use) and signature.startswith(_key_hash(use))
    if not ours:
        raise BadNote("This note was not signed by this board.")
    if not verify(public_key(use), f"{text}\n".encode(), signature[KEY_HASH:]):
        raise BadNote("This note is not as it was signed.")
    return f"{text}\n"


def _key_hash(use: str) -> bytes:
    named = name_of(use).encode() + b"\n" + ED25519 + public_key(use)
    return hashlib.sha256(named).digest()[:KEY_HASH]


def _private(use: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(store.named(f"sign-{use}"))
