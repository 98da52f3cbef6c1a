"""One ZIP for one content: stored, sorted, dated by the day. Reading accepts that ZIP and no other.

The bytes depend on names, contents and day alone, so whoever reads can build the archive again and compare:
every trick that ZIP allows (two entries of one name, data before, between or behind, links, paths, bombs,
other names in the two directories) makes the bytes differ.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date

MAX_BYTES = 30 * 1024 * 1024
MAX_FILES = 64
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MAX_LIST = 64 * 1024  # bytes of the list of contents; 64 names of 100 letters take a seventh of it
END = struct.Struct("<4s4H2LH")  # the last 22 bytes of a ZIP without a comment
_LARGE_END = END.size + 20  # where the 64-bit form, which `pack` never writes, would say so
_READABLE = 0o100644 << 16


class TooLarge(Exception):
    """More bytes or more files than a package may have."""


class NotCanonical(Exception):
    """Not a ZIP, or not the one that `pack` makes from its contents."""


def pack(files: Mapping[str, bytes], *, made_on: date) -> bytes:
    """The ZIP of `files`. Raises `ValueError` for a name that could be a path, `TooLarge` past the limits."""
    for name in files:
        if not NAME.fullmatch(name):
            raise ValueError("a file name in a package has letters, digits, dots, dashes: no folders")
    if len(files) > MAX_FILES or sum(map(len, files.values())) > MAX_BYTES:
        raise TooLarge
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
            entry.create_system = 3  # the same on every operating system
            entry.external_attr = _READABLE
            archive.writestr(entry, files[name])
    return out.getvalue()


def unpack(data: bytes) -> tuple[dict[str, bytes], date]:
    """Contents and day of a ZIP that `pack` made, in memory. Raises `TooLarge` or `NotCanonical`."""
    if len(data) > MAX_BYTES + 200 * MAX_FILES * 2:
        raise TooLarge
    _check_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = dict(_contents(archive))
            day = date(*archive.infolist()[0].date_time[:3])
    except (TooLarge, NotCanonical):
        raise
    except Exception as error:  # what `zipfile` raises for hostile bytes is not a closed list
        raise NotCanonical from error
    try:
        again = pack(files, made_on=day)
    except ValueError as error:
        raise NotCanonical from error
    if again != data:
        raise NotCanonical
    return files, day


def _check_end(data: bytes) -> None:
    """`zipfile` makes an object of every line in the list of contents: look at its length first."""
    if len(data) < END.size or data[-_LARGE_END : -_LARGE_END + 4] == b"PK\x06\x07":
        raise NotCanonical
    mark, _disk, _first, _here, _all, size, _start, comment = END.unpack(data[-END.size :])
    if mark != b"PK\x05\x06" or comment:
        raise NotCanonical
    if size > MAX_LIST:
        raise TooLarge


def _contents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise TooLarge
    for entry in entries:
        # Stored and not encrypted: what is read is never more than what came in.
        stored = entry.compress_type == zipfile.ZIP_STORED and entry.file_size == entry.compress_size
        if not stored or entry.flag_bits & 1:
            raise NotCanonical
        yield entry.filename, archive.read(entry)
