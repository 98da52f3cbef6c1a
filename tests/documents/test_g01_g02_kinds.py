"""G01, G02, G10: a file is what its bytes say; what says two things is refused or written anew."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from documents.intake.cleaning import SENTENCES
from documents.intake.reasons import Kind, Reason
from tests import samples
from tests.documents.intake import in_a_child, looked_at

JPEG, PNG, WEBP = samples.picture("JPEG"), samples.picture("PNG"), samples.picture("WEBP")
PDF, TEXT, CSV = samples.pdf("hello"), samples.text("hello"), b"name,size\r\na,1\r\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
HTML = b"<!doctype html><html><body onload=alert(1)>hello</body></html>"
GIF = b"GIF89a" + bytes(20)
EXE = b"MZ" + bytes(200) + b"This program cannot be run in DOS mode"

GOOD = [
    (PDF, "a.pdf", "application/pdf", Kind.PDF),
    (PDF, "a", "", Kind.PDF),
    (JPEG, "a.JPG", "image/jpeg", Kind.JPEG),
    (JPEG, "photo of 3.5 metres", "", Kind.JPEG),
    (PNG, "a.png", "image/png", Kind.PNG),
    (WEBP, "a.webp", "image/webp", Kind.JPEG),
    (TEXT, "a.txt", "text/plain", Kind.TEXT),
    ("Привет".encode(), ".htaccess", "application/octet-stream", Kind.TEXT),
    ("Привет".encode("utf-16"), "a.txt", "text/plain", Kind.TEXT),
    (CSV, "a.csv", "application/vnd.ms-excel", Kind.CSV),
]
# Thirty that lie: in their name, in what the browser said, or in both.
LYING = [
    (JPEG, "a.pdf", ""), (JPEG, "a.png", ""), (JPEG, "a.docx", ""), (JPEG, "a.jpg", "application/pdf"),
    (PNG, "a.jpg", ""), (PNG, "a.txt", ""), (PNG, "a.png", "text/html"), (PNG, "a.html", ""),
    (WEBP, "a.jpg", ""), (WEBP, "a.webp", "image/svg+xml"),
    (PDF, "a.jpg", ""), (PDF, "a.txt", ""), (PDF, "a.exe", ""), (PDF, "a.pdf", "image/jpeg"),
    (PDF, "a.pdf.js", ""), (TEXT, "a.pdf", ""), (TEXT, "a.png", ""), (TEXT, "a.js", ""),
    (TEXT, "a.txt", "text/html"), (CSV, "a.xlsx", ""), (CSV, "a.csv", "image/png"),
    (EXE, "a.pdf", "application/pdf"), (EXE, "a.jpg", "image/jpeg"), (EXE, "a.txt", "text/plain"),
    (HTML, "a.txt", "text/plain"), (HTML, "a.pdf", "application/pdf"), (SVG, "a.png", "image/png"),
    (SVG, "a.txt", "text/plain"), (GIF, "a.jpg", "image/jpeg"), (samples.docx(), "a.pdf", "application/pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "declared", "kind"), GOOD)
def test_g01_what_tells_the_truth_is_taken(content: bytes, name: str, declared: str, kind: Kind) -> None:
    answer, body = looked_at(content, name, declared)
    assert (answer.kind, answer.size) == (kind, len(body))


def test_g01_content_type_by_bytes() -> None:
    assert len(LYING) == 30
    taken = [(n, name) for n, (content, name, said) in enumerate(LYING) if not refused(content, name, said)]
    assert taken == []


def refused(content: bytes, name: str, declared: str) -> bool:
    return isinstance(looked_at(content, name, declared), Reason)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (JPEG, "a.png", Reason.MISNAMED),
        (samples.docx(), "a.docx", Reason.OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", Reason.OFFICE),
        (b"{\\rtf1 hello}", "a.rtf", Reason.OFFICE),
        (samples.zipped({"a.txt": b"a"}), "a.zip", Reason.ARCHIVE),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "a.rar", Reason.ARCHIVE),
        (GIF, "a.gif", Reason.PICTURE),
        (b"\0\0\0\x20ftypheic" + bytes(50), "a.heic", Reason.PICTURE),
        (b"\0\0\0\x20ftypmp42" + bytes(50), "a.mp4", Reason.FILM),
        (b"ID3" + bytes(50), "a.mp3", Reason.FILM),
        (HTML, "a.html", Reason.WEB),
        (SVG, "a.svg", Reason.WEB),
        (SVG.decode().encode("utf-16"), "a.svg", Reason.WEB),
        (EXE, "a.exe", Reason.UNKNOWN),
        (b"", "a.txt", Reason.EMPTY),
        (b"  \n\n", "a.txt", Reason.EMPTY),
        ("Привет, это письмо".encode("cp1251"), "a.txt", Reason.ENCODING),
        (PDF[:40], "a.pdf", Reason.DAMAGED),
        (JPEG[:40], "a.jpg", Reason.DAMAGED),
    ],
)
def test_each_refusal_says_what_to_do_instead(content: bytes, name: str, reason: Reason) -> None:
    assert looked_at(content, name) == reason
    sentence = str(SENTENCES[reason])
    assert sentence.endswith(".")
    assert all(len(part.split()) <= 20 for part in sentence.split(". "))


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Reason)


def appended(first: bytes, second: bytes) -> bytes:
    return first + b"\n" + second


def jpeg_with_comment(words: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment=words)
    return out.getvalue()


SCRIPT = b"*/=1;alert(document.domain)//<script>alert(1)</script>"
POLYGLOTS = {
    "PDF and ZIP": (appended(PDF, samples.zipped({"evil.js": SCRIPT}, compressed=False)), "a.pdf", SCRIPT),
    "GIF and JS": (b"GIF89a" + SCRIPT, "a.jpg", SCRIPT),
    "GIF and JS as text": (b"GIF89a/*" + SCRIPT, "a.txt", SCRIPT),
    "JPEG and HTML": (appended(JPEG, HTML), "a.jpg", b"onload"),
    "JPEG with HTML inside": (jpeg_with_comment(HTML), "a.jpg", b"onload"),
    "PDF and JS behind it": (appended(PDF, SCRIPT), "a.pdf", SCRIPT),
    "JS and PDF behind it": (appended(b"/*" + SCRIPT, PDF), "a.pdf", SCRIPT),
    "PNG and ZIP": (appended(PNG, samples.zipped({"a": SCRIPT}, compressed=False)), "a.png", SCRIPT),
    "HTML and PDF": (appended(HTML, PDF), "a.pdf", b"onload"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_g02_polyglots(name: str) -> None:
    """Refused, or written anew without its second half. (How it is served: tests/consultations.)"""
    content, given, second = POLYGLOTS[name]
    assert second in content
    found = looked_at(content, given)
    if not isinstance(found, Reason):
        _answer, body = found
        assert second not in body
        assert b"PK\x03\x04" not in body


def test_g02_some_are_written_anew_and_some_refused() -> None:
    taken = {name for name, (content, given, _) in POLYGLOTS.items() if not refused(content, given, "")}
    assert taken == {
        "PDF and ZIP",
        "JPEG and HTML",
        "JPEG with HTML inside",
        "PDF and JS behind it",
        "PNG and ZIP",
    }


@pytest.mark.parametrize(
    "content",
    [
        SVG, HTML, b"\xef\xbb\xbf" + SVG, b"   \n\n<svg/>", b"<SCRIPT>1</SCRIPT>",
        b"hello <img src=x onerror=a>", HTML.decode().encode("utf-16"),
        b"<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"hello\n<iframe src=//example.org>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.txt", "a.csv", "a"])
def test_g10_svg_and_html_never_inline(content: bytes, name: str) -> None:
    assert looked_at(content, name) in {Reason.WEB, Reason.MISNAMED}


def test_a_text_loses_what_hides_and_keeps_what_it_says() -> None:
    content = "\ufeffone\r\ntwo\u202e\u2066three\u2069 می‌خواهم 👩‍👧".encode()
    assert looked_at(content, "a.txt")[1].decode() == "one\ntwothree می‌خواهم 👩‍👧"


def test_the_child_says_the_same() -> None:
    assert in_a_child(TEXT, "a.txt", "text/plain") == (Kind.TEXT, TEXT)
    assert in_a_child(samples.docx(), "a.docx") == Reason.OFFICE
    kind, body = in_a_child(PNG, "a.png")
    assert (kind, Image.open(io.BytesIO(body)).size) == (Kind.PNG, (40, 30))
    assert in_a_child(JPEG, "holiday")[0] == Kind.JPEG
