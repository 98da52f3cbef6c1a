"""An archive: a tar file that is sealed to several people with age while it is written, and never lies open.

Its members are `manifest.json` first, then what was put in, and last `hashes.json` with the size and the
SHA-256 of each. age (v1, X25519) seals in pieces of 64 KiB and marks the last one: a cut or a changed archive
is refused. Memory stays the same however large it is.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

import pyrage

from privacy.backup.manifest import Manifest, unpacked
from privacy.backup.problems import Code, Problem, of_disk, of_reading
from privacy.backup.recipients import Identities, parsed

CHUNK = 1024 * 1024
BLOCK = 512
MANIFEST, HASHES = "manifest.json", "hashes.json"
LARGEST_LIST = 256 * 1024 * 1024
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,80}(/[a-z0-9][a-z0-9.-]{0,80}){0,2}")
Count = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Member:
    """One file to be put in, by its name in the archive. `opens` gives None when it is gone by now."""

    name: str
    opens: Callable[[], BinaryIO | None]


def of_bytes(name: str, content: bytes) -> Member:
    """A member that lies in memory."""
    return Member(name, lambda: io.BytesIO(content))


def of_file(name: str, file: Path) -> Member:
    """A member that lies on the disk; sealed files may go while a backup is made, and that is no fault."""

    def opens() -> BinaryIO | None:
        try:
            return file.open("rb")
        except FileNotFoundError:
            return None

    return Member(name, opens)


class _Pulled:
    """Bytes from an iterator, for a library that reads."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return bytes(taken)


class _Kept:
    """Writes, and keeps the error that the library would make another one of."""

    def __init__(self, out: BinaryIO, count: Count) -> None:
        self._out, self._count = out, count
        self.problem: OSError | None = None

    def write(self, piece: bytes) -> int:
        try:
            self._out.write(piece)
        except OSError as problem:
            self.problem = problem
            raise
        self._count(len(piece))
        return len(piece)

    def flush(self) -> None:
        self._out.flush()


def write(out: BinaryIO, manifest: Manifest, members: Iterable[Member], to: list[str], count: Count) -> None:
    """Write a whole archive, sealed to the recipients. `count` is told of bytes. Raises OSError."""
    kept = _Kept(out, count)
    try:
        pyrage.encrypt_io(_Pulled(_tar(manifest, members)), kept, parsed(to))
    except (pyrage.EncryptError, OSError) as problem:
        raise kept.problem or OSError(str(problem)) from None


def _tar(manifest: Manifest, members: Iterable[Member]) -> Iterator[bytes]:
    sums: dict[str, tuple[int, str]] = {}
    for member in [of_bytes(MANIFEST, manifest.packed()), *members]:
        stream = member.opens()
        if stream is not None:
            with stream:
                yield from _packed(member.name, stream, sums)
    listed = json.dumps(sums).encode()
    yield from _packed(HASHES, io.BytesIO(listed), {})
    yield bytes(2 * BLOCK)


def _packed(name: str, stream: BinaryIO, sums: dict[str, tuple[int, str]]) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    size = info.size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    yield info.tobuf(tarfile.PAX_FORMAT)
    digest, left = hashlib.sha256(), size
    while left:
        piece = stream.read(min(CHUNK, left))
        if not piece:
            raise OSError(f"{name} became shorter while it was read")
        digest.update(piece)
        left -= len(piece)
        yield piece
    yield bytes(-size % BLOCK)
    sums[name] = (size, digest.hexdigest())


class Reader:
    """An archive that is being read: its manifest at once, its members once, in order."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._sums: dict[str, tuple[int, str]] = {}
        name, stream = self._next()
        raw = stream.read(CHUNK) if name == MANIFEST else b""
        self.manifest = unpacked(raw)
        self._sums[MANIFEST] = (len(raw), hashlib.sha256(raw).hexdigest())

    def unpack(self, into: Path, count: Count) -> None:
        """Every member to a file below `into`, mode 0600, on the disk; hashes compared. Raises Problem."""
        while True:
            name, stream = self._next()
            if name == HASHES:
                break
            self._sums[name] = _spread(stream, into / name, count)
        if json.loads(stream.read(LARGEST_LIST)) != {n: list(v) for n, v in self._sums.items()}:
            raise Problem(Code.DAMAGED, "A file in the archive is not what its list says.")
        if self._tar.next() is not None:
            raise Problem(Code.DAMAGED, "The archive holds more than its list says.")

    def _next(self) -> tuple[str, IO[bytes]]:
        info = self._tar.next()
        if info is None or not info.isreg() or not NAME.fullmatch(info.name) or info.name in self._sums:
            raise Problem(Code.DAMAGED, "The archive ends early, or holds what no Atrium has put in.")
        # or the list of all files would stay in memory
        self._tar.members.clear()  # type: ignore[attr-defined]  # the stubs do not know it
        stream = self._tar.extractfile(info)
        assert stream is not None
        return info.name, stream


def _spread(stream: IO[bytes], file: Path, count: Count) -> tuple[int, str]:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        while piece := stream.read(CHUNK):
            out.write(piece)
            digest.update(piece)
            size += len(piece)
            count(len(piece))
        out.flush()
        os.fsync(out.fileno())
    return size, digest.hexdigest()


@contextmanager
def opened(file: Path, identities: Identities) -> Iterator[Reader]:
    """Read an archive to its very end. Raises Problem: wrong identity, damaged, cut short, a full disk."""
    with _piped(file, identities) as (pipe, reader, failed):
        yield reader
        # what pads the end, up to the mark by which age says that nothing was cut off
        while pipe.read(CHUNK):
            pass
        if failed:
            raise failed[0]


def manifest_of(file: Path, identities: Identities) -> Manifest:
    """What an archive says of itself, without reading the rest. Raises Problem."""
    with _piped(file, identities) as (_pipe, reader, _failed):
        return reader.manifest


@contextmanager
def _piped(file: Path, identities: Identities) -> Iterator[tuple[BinaryIO, Reader, list[Problem]]]:
    readable, writable = os.pipe()
    failed: list[Problem] = []
    worker = threading.Thread(target=_decrypt, args=(file, writable, identities, failed), daemon=True)
    worker.start()
    try:
        with os.fdopen(readable, "rb") as pipe, tarfile.open(fileobj=pipe, mode="r|", bufsize=CHUNK) as tar:
            yield pipe, Reader(tar), failed
    except (Problem, tarfile.TarError, ValueError, EOFError, OSError) as problem:
        # What the other thread met is the cause; what was met here is then its consequence.
        if failed:
            raise failed[0] from None
        if isinstance(problem, Problem):
            raise
        if isinstance(problem, OSError) and problem.errno is not None:
            raise of_disk(problem, "the folder of the restore") from None
        raise _damaged(file) from None
    finally:
        worker.join()


def _decrypt(file: Path, writable: int, identities: Identities, failed: list[Problem]) -> None:
    # Nobody reads any more when the other side has seen enough: that is no fault.
    with suppress(BrokenPipeError), os.fdopen(writable, "wb", buffering=0) as pipe:
        out = _Kept(pipe, lambda _count: None)
        try:
            with file.open("rb") as source:
                pyrage.decrypt_io(source, out, identities)
        except FileNotFoundError:
            failed.append(Problem(Code.DAMAGED, f"There is no archive {file}."))
        except (pyrage.DecryptError, OSError) as problem:
            if out.problem is None:
                failed.append(_of_opening(file, problem))


def _of_opening(file: Path, problem: Exception) -> Problem:
    if "No matching keys" in str(problem):
        return Problem(Code.IDENTITY, f"None of the identities given opens {file}.")
    # the library's own OSErrors have no number: a piece is not what was sealed, or the end is missing
    return of_reading(problem, file) if isinstance(problem, OSError) and problem.errno else _damaged(file)


def _damaged(file: Path) -> Problem:
    return Problem(Code.DAMAGED, f"{file} is damaged, cut short, or no archive of Atrium. Use another one.")
