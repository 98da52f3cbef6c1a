"""G05, G06: office files are refused unopened, whatever bomb or attack is in them."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from documents.intake.reasons import Reason
from tests import samples
from tests.documents.intake import in_a_child, looked_at

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><l>&j;</l>"
)
XXE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE l SYSTEM "http://127.0.0.1:9/evil.dtd"><l/>'


def bomb(kind: str) -> bytes:
    """195 KB that want to be 200 MB."""
    big = b"\0" * 200_000_000
    if kind == "odt":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", b"application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
            archive.writestr("content.xml", big)
        return out.getvalue()
    folder = {"docx": "word/document.xml", "xlsx": "xl/sharedStrings.xml"}[kind]
    return samples.zipped({"[Content_Types].xml": b"<Types/>", folder: big})


def overlapping() -> bytes:
    """One body, a thousand lines in the list of contents."""
    plain = samples.zipped({"word/document.xml": b"\0" * 100_000})
    at = plain.index(b"PK\x01\x02")
    end = plain.index(b"PK\x05\x06")
    line = plain[at:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(line) * 1000, at, 0)
    return plain[:at] + line * 1000 + tail


def nested() -> bytes:
    inner = samples.zipped({"a": b"\0" * 1_000_000})
    for _ in range(5):
        inner = samples.zipped({f"{n}.zip": inner for n in range(8)})
    return samples.zipped({"word/document.xml": b"<w/>", "word/embeddings/a.zip": inner})


def many() -> bytes:
    return samples.zipped({f"xl/{n}": b"" for n in range(100_000)}, compressed=False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt"])
def test_g05_zip_bomb_docx_xlsx_odt(kind: str) -> None:
    """No byte is unpacked: what is declared and what would be counted stay where they are."""
    content = bomb(kind)
    assert len(content) < 250_000
    assert unpacked_nothing(content, f"a.{kind}") == Reason.OFFICE
    assert in_a_child(content, f"a.{kind}") == Reason.OFFICE


@pytest.mark.slow
@pytest.mark.parametrize("make", [nested, overlapping, many])
def test_g05_nested_overlapping_and_many(make: object) -> None:
    content = make()
    for name in ("a.docx", "a.xlsx", "a.odt", "a.zip", "a.pdf", "a"):
        assert unpacked_nothing(content, name) == Reason.OFFICE


def unpacked_nothing(content: bytes, name: str) -> Reason:
    tracemalloc.start()
    began = time.process_time()
    try:
        found = looked_at(content, name)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < 1
    return found


@pytest.mark.parametrize("attack", [LAUGHS, XXE, EXTERNAL], ids=["laughs", "xxe", "external"])
def test_g06_xml_attacks(attack: bytes) -> None:
    """In docx, ods and svg, and bare under each name: no parser ever sees them, so no file is read."""
    assert looked_at(samples.docx(attack), "a.docx") == Reason.OFFICE
    assert looked_at(samples.odt(attack, b"spreadsheet"), "a.ods") == Reason.OFFICE
    for name in ("a.svg", "a.txt", "a.csv", "a"):
        assert looked_at(attack, name) in {Reason.WEB, Reason.MISNAMED}
        assert looked_at(b"<svg>" + attack, name) in {Reason.WEB, Reason.MISNAMED}


def test_g06_no_parser_of_xml_is_in_the_child() -> None:
    """The twin: what could read a file through XML is not even loaded where files are looked at."""
    import subprocess
    import sys

    from documents.process import environment

    code = (
        "import sys; from documents.intake import pictures, recognising, scrubbing, texts;"
        "[one.warm_up() for one in (pictures, recognising, scrubbing, texts)];"
        "print([one for one in sys.modules if one.startswith(('lxml', 'xml.dom', 'xml.sax', 'django'))])"
    )
    ended = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True)
    assert ended.stdout.strip() == "[]", ended.stderr
