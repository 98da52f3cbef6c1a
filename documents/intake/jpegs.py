"""JPEG and JPEG 2000 inside PDFs, without the parts that hold words; the picture itself is not touched."""

from __future__ import annotations

import struct

MARK = 0xFF
APP0, APP14 = 0xE0, 0xEE
WORDY = frozenset({*range(0xE0, 0xF0), 0xFE})  # applications' own parts and comments
START_OF_SCAN = 0xDA
BOX_HEAD = 8
WORDY_BOXES = {b"xml ", b"uuid", b"uinf", b"jp2i"}


def without_words(data: bytes) -> bytes:
    """A JPEG without EXIF, XMP, IPTC, thumbnails, profiles and comments. Raises ValueError."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    out, at = bytearray(data[:2]), 2
    while at + 4 <= len(data):
        if data[at] != MARK:
            raise ValueError("no marker")
        mark = data[at + 1]
        if mark == MARK:  # padding between markers
            at += 1
            continue
        if mark == START_OF_SCAN:
            return bytes(out + _to_the_end(data[at:]))
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        part = data[at : at + 2 + length]
        out += _needed(mark, part) if mark in WORDY else part
        at += 2 + length
    raise ValueError("no picture")


def without_boxes(data: bytes) -> bytes:
    """A JPEG 2000 file without the boxes that hold words; a bare code stream as it is. Raises ValueError."""
    if data.startswith(b"\xff\x4f"):
        return data
    out, at = bytearray(), 0
    while at + BOX_HEAD <= len(data):
        length, form = struct.unpack(">I4s", data[at : at + 8])
        if length == 1:
            (length,) = struct.unpack(">Q", data[at + 8 : at + 16])
        length = length or len(data) - at
        if length < BOX_HEAD:
            raise ValueError("a box that ends before it begins")
        if form not in WORDY_BOXES:
            out += data[at : at + length]
        at += length
    return bytes(out)


def _needed(mark: int, part: bytes) -> bytes:
    """How large a pixel is, and how colours were mixed: without them pictures look wrong. No thumbnails."""
    if mark == APP0 and part[4:9] == b"JFIF\0":
        return b"\xff\xe0\x00\x10" + part[4:16].ljust(12, b"\0") + b"\0\0"
    if mark == APP14 and part[4:9] == b"Adobe":
        return b"\xff\xee\x00\x0e" + part[4:16].ljust(12, b"\0")
    return b""


def _to_the_end(scan: bytes) -> bytes:
    """Up to the end mark: what stands behind the picture is no picture."""
    end = scan.rfind(b"\xff\xd9")
    return scan[: end + 2] if end >= 0 else scan + b"\xff\xd9"
