"""A backup streams: the peak of memory is the same for 16 MB of files and for 1 GB.

    python -m benchmarks.backups

Each size in a process of its own; the figure is the peak of its resident memory above where it began.
"""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

SIZES = (16, 1024)
MEGABYTE = 1024 * 1024
MOST = 1.5


def peak() -> int:
    """Bytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured(megabytes: int) -> tuple[float, float, float]:
    """Write and read back an archive of so many MB: MB of memory, seconds to write, seconds to read."""
    from datetime import UTC, datetime

    import pyrage

    from privacy.backup import archive
    from privacy.backup.manifest import Manifest
    from privacy.states import Archive

    one, two = (pyrage.x25519.Identity.generate() for _ in range(2))
    manifest = Manifest(Archive.DATA, datetime.now(UTC), "b", "sqlite", [], (0, ""), (0, ""))
    with tempfile.TemporaryDirectory() as folder:
        source, sealed = Path(folder, "large"), Path(folder, "one.age")
        with source.open("wb") as out:
            for _ in range(megabytes):
                out.write(bytes(MEGABYTE))
        before, started = peak(), time.perf_counter()
        with sealed.open("wb") as out:
            members = [archive.of_file("main.sqlite3", source)]
            archive.write(out, manifest, members, [str(i.to_public()) for i in (one, two)], lambda _n: None)
        source.unlink()
        written = time.perf_counter()
        with archive.opened(sealed, [two]) as reader:
            reader.unpack(Path(folder, "out"), lambda _n: None)
        return (peak() - before) / MEGABYTE, written - started, time.perf_counter() - written


def main() -> None:
    """Print both sizes and their ratio; fail when the large one holds more than half as much again."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    with multiprocessing.get_context("spawn").Pool(1, _ready, maxtasksperchild=1) as pool:
        found = pool.map(measured, SIZES, chunksize=1)
    for size, (memory, write, read) in zip(SIZES, found, strict=True):
        print(f"{size:>5} MB: {memory:6.1f} MB of memory, {write:5.2f} s to write, {read:5.2f} s to read")
    small, large = found[0][0] + 8, found[1][0] + 8  # allocators keep some MB for themselves
    print(f"ratio of the peaks: {large / small:.2f}")
    assert large / small < MOST


def _ready() -> None:
    import django

    django.setup()


if __name__ == "__main__":
    main()
