"""The Merkle tree hash of RFC 6962, section 2.1: one digest for a list that only grows.

A leaf is `SHA-256(00 | data)`, a node `SHA-256(01 | left | right)`, the empty tree `SHA-256("")`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

HASH_BYTES = 32


class Tree:
    """A tree under way. Of all that was added only the `peaks` are kept: the roots of its perfect parts."""

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        """Begin empty, or go on from a size and its peaks. Raises ValueError when the two do not fit."""
        if size < 0 or len(peaks) != size.bit_count() * HASH_BYTES:
            raise ValueError("a tree of this size has another number of peaks")
        self.size = size
        self._peaks = [peaks[at : at + HASH_BYTES] for at in range(0, len(peaks), HASH_BYTES)]

    def add(self, data: bytes) -> None:
        """One leaf more."""
        new = hashlib.sha256(b"\0" + data).digest()
        size = self.size
        while size & 1:  # two perfect parts of one height are one of the next
            new = _node(self._peaks.pop(), new)
            size >>= 1
        self._peaks.append(new)
        self.size += 1

    @property
    def peaks(self) -> bytes:
        """What is needed to go on later, largest part first; 32 bytes each."""
        return b"".join(self._peaks)

    def root(self) -> bytes:
        """The tree hash, 32 bytes."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        *left, root = self._peaks
        for peak in reversed(left):
            root = _node(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The tree hash of all of these."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
