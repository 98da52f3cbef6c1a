"""G1: what does sealing and opening one value cost, beside bare AES-GCM and beside django-cryptography?

Padding, commitment and place are in it; the cipher of a record is built once and kept.
"""

from __future__ import annotations

import os
import time
from uuid import uuid4

from benchmarks import ground
from privacy.crypto import Cipher, Place
from privacy.crypto.aead import AESGCM

SIZES = {100: 4.0, 2_000: 3.5, 20_000: 3.0}  # bytes, and the goal: at most so many times bare AES-GCM
FASTER_THAN_DC = 4.0


def main() -> None:
    """Print a table per size."""
    ground.begin()
    from django_cryptography.utils.crypto import FernetBytes

    scope, record = os.urandom(32), os.urandom(32)
    cipher = Cipher.build(os.urandom(16), scope, os.urandom(16), record)
    place, bare, other = Place("contribution_text", "body", uuid4()), AESGCM(os.urandom(32)), FernetBytes()
    for size, limit in SIZES.items():
        text, nonce = "x" * size, os.urandom(12)
        raw = text.encode()
        token, sealed, theirs = cipher.seal(text, place), bare.encrypt(nonce, raw, b""), other.encrypt(raw)
        times = 500 if size < 10_000 else 200
        sealing = ground.medians(
            {
                "bare AES-GCM": lambda raw=raw, nonce=nonce: bare.encrypt(nonce, raw, b""),
                "ours": lambda text=text: cipher.seal(text, place),
                "django-cryptography": lambda raw=raw: other.encrypt(raw),
            },
            times=times,
            rounds=25,
            clock=time.process_time,
        )
        opening = ground.medians(
            {
                "bare AES-GCM": lambda sealed=sealed, nonce=nonce: bare.decrypt(nonce, sealed, b""),
                "ours": lambda token=token: cipher.open(token, place),
                "django-cryptography": lambda theirs=theirs: other.decrypt(theirs),
            },
            times=times,
            rounds=25,
            clock=time.process_time,
        )
        for what, found in (("Sealing", sealing), ("Opening", opening)):
            ground.table(f"{what} {size} bytes", found, to="bare AES-GCM")
            ground.goal("beside bare AES-GCM", found["ours"] / found["bare AES-GCM"], limit)
            ratio = found["django-cryptography"] / found["ours"]
            ground.goal("faster than django-cryptography", ratio, FASTER_THAN_DC, at_least=True)
        print(f"  {len(token) - size} bytes more than the text")


if __name__ == "__main__":
    main()
