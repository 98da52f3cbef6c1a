"""What retention took from the chain, and how the rest of it still shows that nothing else was taken.

A removed beginning leaves its last hash and the peaks of its Merkle tree; an emptied reading leaves the
SHA-256 of its payload, which is all that the chain needs. Both are said in a signed note, so nobody without
the keys can say it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from privacy import signing
from privacy.audit.chain import GENESIS
from privacy.crypto import Tree
from privacy.models import Pruning
from privacy.signing import BadNote

# Stands in the place of an emptied event's code.
EMPTIED = "emptied"
NOBODY = b"\0" * 16


@dataclass(frozen=True, slots=True)
class Pruned:
    """Where the chain begins by now. Events up to `removed` are gone, `head` is the hash of the last of them.

    `empty` is the digest of the numbers of the readings up to `emptied` that were emptied.
    """

    removed: int = 0
    head: bytes = GENESIS
    peaks: bytes = b""
    emptied: int = 0
    empty: bytes = hashlib.sha256().digest()

    def tree(self) -> Tree:
        """The Merkle tree of what was removed, ready for the first event that is left."""
        return Tree(self.removed, self.peaks)

    def text(self) -> str:
        """What is signed."""
        return (
            f"pruned up to {self.removed}\nroot {self.tree().root().hex()}\nhead {self.head.hex()}\n"
            f"readings emptied up to {self.emptied}\nwhich {self.empty.hex()}\n"
        )


def in_force() -> Pruned:
    """What was pruned so far; nothing, where there was no pruning. Raises BadNote when not signed so."""
    row = Pruning.objects.order_by("-done_at", "-removed", "-emptied").first()
    if row is None:
        return Pruned()
    try:
        pruned = Pruned(row.removed, bytes(row.head), bytes(row.peaks), row.emptied, bytes(row.empty))
        said, note = pruned.text(), bytes(row.note)
    except (TypeError, ValueError):  # bytes that are none, peaks that are no peaks
        raise BadNote("The note of the pruning does not fit.") from None
    if signing.opened_note(signing.AUDIT, note) != said:
        raise BadNote("The note of the pruning does not fit.")
    return pruned


def digest_of(numbers: Iterable[int]) -> bytes:
    """32 bytes for the numbers of the emptied readings, in order."""
    whole = hashlib.sha256()
    for number in numbers:
        whole.update(number.to_bytes(8, "big"))
    return whole.digest()
