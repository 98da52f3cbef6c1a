"""What is asked of every PDF that somebody downloads on the way."""

from __future__ import annotations

import io
import tempfile

import pdfua
import pikepdf
import pypdf


def check(document: bytes) -> str:
    """PDF/UA, tagged, with a title and a language, by an office. Returns its words, spaces evened."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("en")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]).strip()
        assert set(pdf.docinfo) <= {"/Title", "/Author", "/Producer", "/CreationDate", "/ModDate"}
        assert "Advisory Board" in str(pdf.docinfo["/Author"])  # an office, never a person
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(document)
        file.flush()
        assert [finding.rule_id for finding in pdfua.validate(file.name).findings] == []
    pages = pypdf.PdfReader(io.BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
