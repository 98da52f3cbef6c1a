"""C09, the PDF half: what a document says about itself is on a list, and its days have no clock time."""

from __future__ import annotations

import io
import re
import zlib

import pikepdf
from pypdf import PdfReader

from tests.documents import samples

DAY = "2026-12-17"


def test_c09_only_allowed_entries(minutes_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(minutes_pdf)) as document:
        assert {key: str(value) for key, value in document.docinfo.items()} == {
            "/Title": "Minutes of the 14th meeting, 10 December 2026",
            "/Author": "Secretariat of the Advisory Board",
            "/Producer": "Atrium",
            "/CreationDate": "D:20261217",
            "/ModDate": "D:20261217",
        }
        assert str(document.Root.Lang) == "en"
        assert len(document.attachments) == 0


def test_c09_the_packet_says_the_same(minutes_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(minutes_pdf)) as document, document.open_metadata() as packet:
        assert dict(packet) == {
            "{http://www.aiim.org/pdfua/ns/id/}part": "1",
            "{http://ns.adobe.com/pdf/1.3/}Producer": "Atrium",
            "{http://purl.org/dc/elements/1.1/}title": "Minutes of the 14th meeting, 10 December 2026",
            "{http://purl.org/dc/elements/1.1/}creator": ["Secretariat of the Advisory Board"],
            "{http://ns.adobe.com/xap/1.0/}CreateDate": DAY,
            "{http://ns.adobe.com/xap/1.0/}ModifyDate": DAY,
        }


def unpacked(pdf: bytes) -> bytes:
    """All streams inflated, fonts too."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"\n".join(parts)


def test_c09_no_path_no_version_no_clock(minutes_pdf: bytes) -> None:
    everything = unpacked(minutes_pdf)
    assert b"Minutes of the 14th meeting" in everything  # the search does look inside
    for word in (
        b"WeasyPrint",
        b"pydyf",
        b"/usr/",
        b"/home/",
        b"/tmp/",
        b"/work",
        b".ttf",
        b"Python",
        b"Debian",
    ):
        assert word not in everything, word
    clock = rb"D:\d{9,}|\d{4}-\d\d-\d\dT"
    assert not re.search(clock, everything)
    assert re.search(clock, b"D:20261217101112")


def test_c09_identifier_is_of_the_content(minutes_pdf: bytes) -> None:
    first, second = PdfReader(io.BytesIO(minutes_pdf)).trailer["/ID"]
    assert first == second
    assert samples.MADE_ON.isoformat() == DAY
