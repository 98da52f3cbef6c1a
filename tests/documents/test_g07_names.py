"""G07: kept under a random id, handed out under a name that is only a name, whatever it was called."""

from __future__ import annotations

import pytest
from django.utils.http import content_disposition_header

from documents.intake.names import LONGEST, ending_of, safe_name
from documents.intake.reasons import Kind

HARD = {
    "../../etc/passwd": "passwd.pdf",
    "/etc/cron.d/evil.pdf": "evil.pdf",
    "C:\\Windows\\system32\\a.pdf": "a.pdf",
    "a.pdf\r\nSet-Cookie: b=c": "a.pdfSet-Cookie b=c.pdf",
    "a\0.pdf": "a.pdf",
    "a.pdf\0.exe": "a.pdf.pdf",
    "..": "file.pdf",
    "": "file.pdf",
    " . ": "file.pdf",
    ".htaccess": "htaccess.pdf",
    "CON": "file CON.pdf",
    "nul.pdf": "file nul.pdf",
    "LPT1.txt.pdf": "file LPT1.txt.pdf",
    "evil\u202efdp.exe": "evilfdp.pdf",
    "\u2066a\u2069.pdf": "a.pdf",
    "family 👩‍👧.pdf": "family 👩👧.pdf",
    'a";filename="b.pdf': "a filename= b.pdf",
    "<script>alert(1)</script>.pdf": "script.pdf",
    "a|b?c*d:e.pdf": "a b c d e.pdf",
    "a%2f..%5cb.pdf": "a 2f.. 5cb.pdf",
    "$(reboot)`id`;&.pdf": "(reboot) id.pdf",
    "письмо\u2028вторая.pdf": "письмо вторая.pdf",
    "é.pdf": "é.pdf",
    "Report v1.2": "Report v1.2.pdf",
    "a.pdf. . .": "a.pdf.pdf",
}


@pytest.mark.parametrize("given", HARD)
def test_g07_paths_and_names(given: str) -> None:
    assert safe_name(given, Kind.PDF) == HARD[given]


@pytest.mark.parametrize("given", [*HARD, "x" * 300, "ж" * 300 + ".pdf", "🦊" * 300, "a." * 200 + "pdf"])
@pytest.mark.parametrize("kind", Kind)
def test_g07_every_name_is_only_a_name(given: str, kind: Kind) -> None:
    name = safe_name(given, kind)
    assert 5 <= len(name) <= LONGEST
    assert name.isprintable()
    assert not set(name) & set("<>:\"/\\|?*%;`$&'")
    assert not name.startswith((".", " ", "-\0"))
    assert name.rpartition(".")[2] in {"pdf", "jpg", "png", "txt", "csv"}
    header = str(content_disposition_header(as_attachment=True, filename=name))
    assert header.startswith("attachment; filename")
    assert header.isascii()
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') in {0, 2}


@pytest.mark.parametrize(
    ("given", "ending"),
    [
        ("a.pdf", ".pdf"), ("a.PDF", ".pdf"), ("a.pdf.exe", ".exe"), ("a", ""), (".htaccess", ""),
        ("Mr. Smith", ""), ("v1.2", ""), ("a.", ""), ("folder.pdf/a", ""), ("a.docx", ".docx"),
        ("a.svgz", ".svgz"),
    ],
)  # fmt: skip
def test_only_an_ending_that_says_something_is_one(given: str, ending: str) -> None:
    assert ending_of(given) == ending
