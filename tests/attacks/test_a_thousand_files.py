"""A package is checked in memory: a small upload may not become much work."""

from __future__ import annotations

import struct
import zipfile
from unittest import mock

import pytest

from documents import archive
from documents.archive import NotCanonical, TooLarge

HEAD = struct.Struct("<4s4B4HL2L5H2L")
END = struct.Struct("<4s4H2LH")


def _directory(entries: int) -> bytes:
    """A list of contents and nothing else."""
    one = HEAD.pack(b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    return one * entries


def _end(size: int, comment: bytes = b"") -> bytes:
    return END.pack(b"PK\x05\x06", 0, 0, 1, 1, size, 0, len(comment)) + comment


def _large_format(size: int) -> bytes:
    """The end of an archive in its 64-bit form, which says another size than the end that follows."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, 0)
    return record + struct.pack("<4sLQL", b"PK\x06\x07", 0, size, 1)


@pytest.mark.parametrize(
    "data",
    [
        _directory(5000) + _end(47 * 5000),
        _directory(5000) + _end(47 * 5000, b"said behind"),
        _directory(5000) + _large_format(47 * 5000) + _end(0),
    ],
    ids=["many", "a comment", "64 bit"],
)
def test_a_long_list_of_contents_is_not_read(data: bytes) -> None:
    with mock.patch.object(zipfile, "ZipFile", wraps=zipfile.ZipFile) as read:
        with pytest.raises((TooLarge, NotCanonical)):
            archive.unpack(data)
        read.assert_not_called()
