"""G1 for files: 100 MB sealed beside bare AES-GCM over the same chunks; does memory stay flat?"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID, uuid4

from benchmarks import ground
from privacy.crypto.aead import AESGCM
from privacy.crypto.stream import CHUNK, Opener, Pair, Sealer

MEGABYTE = 1_000_000
SLOWER = 1.5  # padding, copying and lengths beside bare AES-GCM over the same chunks
FLAT = 4 * MEGABYTE  # how much more memory ten times the content may take
ROUNDS = 5


class Nowhere(io.RawIOBase):
    """Takes bytes and forgets them."""

    def write(self, piece: bytes, /) -> int:
        return len(piece)


def pieces(size: int, piece: bytes) -> Iterator[bytes]:
    """`size` bytes in pieces as they come from a line."""
    for at in range(0, size, len(piece)):
        yield piece[: min(len(piece), size - at)]


def bare(size: int, piece: bytes) -> None:
    """AES-GCM over the same chunks, and nothing else."""
    gcm, out = AESGCM(os.urandom(32)), Nowhere()
    for number in range(size // CHUNK):
        out.write(gcm.encrypt(number.to_bytes(12, "big"), piece[:CHUNK], b""))


def sealed(size: int, piece: bytes, out: BinaryIO | None = None) -> None:
    """The product's format."""
    sealer = Sealer(out or cast("BinaryIO", Nowhere()), PAIR, uuid4())
    for one in pieces(size, piece):
        sealer.write(one)
    sealer.close()


PAIR = Pair(os.urandom(16), os.urandom(32), os.urandom(16), os.urandom(32))


def opened(path: Path, row: UUID) -> None:
    """Checked to its end, then read: twice through the disk."""
    with path.open("rb") as source:
        opener = Opener(source, PAIR, row)
        opener.check()
        for _piece in opener.pieces():
            pass


def peak(size: int) -> int:
    """Peak resident bytes of a new process that seals, checks and reads `size` bytes from the disk."""
    code = f"from benchmarks.files import whole; print(whole({size}))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(ended.stdout)


def whole(size: int) -> int:
    """In this process: seal to a file, open it; the peak."""
    home = ground.begin()
    row, path = uuid4(), home / "file"
    with path.open("wb") as out:
        sealer = Sealer(out, PAIR, row)
        for one in pieces(size, os.urandom(CHUNK)):
            sealer.write(one)
        sealer.close()
    opened(path, row)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Print times and ratios."""
    size, piece = 100 * MEGABYTE, os.urandom(CHUNK)
    found: dict[str, list[float]] = {"bare AES-GCM": [], "ours": []}
    for _ in range(ROUNDS):
        for name, work in (("bare AES-GCM", bare), ("ours", sealed)):
            began = time.perf_counter()
            work(size, piece)
            found[name].append(time.perf_counter() - began)
    best = {name: min(times) for name, times in found.items()}
    ground.table("Sealing 100 MB", best, to="bare AES-GCM")
    ground.goal("beside bare AES-GCM over the same chunks", best["ours"] / best["bare AES-GCM"], SLOWER)
    small, large = peak(10 * MEGABYTE), peak(100 * MEGABYTE)
    print(f"  peak memory: {small / MEGABYTE:.1f} MB for 10 MB, {large / MEGABYTE:.1f} MB for 100 MB")
    ground.goal("more memory for ten times the content, of what is allowed", (large - small) / FLAT, 1.0)


if __name__ == "__main__":
    main()
