"""H04, the PDF half: whatever a person writes is shown as she wrote it, in every place of a document."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from documents import pdf
from tests.documents import poppler, samples

HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% include 'documents/base.html' %}",
    "{# gone? #}",
    "</style><style>p{display:none}",
    "</title><h1>x</h1>",
    "--><!-- x",
    '"><img src="file:///etc/passwd">',
    "' onclick='x",
    "&lt;b&gt;",
    "]]><x>",
    "\\22 counter(page)",
    "<a href='javascript:x'>y</a>",
]


def hostile(context: Any) -> Any:
    """The same context with a hostile string in the place of each text."""
    strings = iter(HOSTILE * 20)

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: change(part) for key, part in value.items()}
        if isinstance(value, list):
            return [change(part) for part in value]
        return next(strings) if isinstance(value, str) else value

    return change(context)


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    changed: dict[str, Any] = hostile(samples.minutes())
    changed["items"][1]["quote"]["language"] = 'ru" onload="x'
    changed["brief"] = "\n\n".join(HOSTILE)
    return changed


@pytest.fixture(scope="module")
def made(context: dict[str, Any], sample_templates: None) -> bytes:
    return pdf.render("samples/minutes.html", context, language="en", made_on=samples.MADE_ON)


def words_of(made: bytes, tmp_path: Path) -> str:
    file = tmp_path / "hostile.pdf"
    file.write_bytes(made)
    return poppler.run("pdftotext", file, "-")


@pytest.mark.slow
def test_h04_every_string_is_shown_literally(made: bytes, tmp_path: Path) -> None:
    shown = "".join(words_of(made, tmp_path).split())
    read = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    for string in HOSTILE:
        plain = "".join(string.split())
        assert plain in shown, string
        assert plain in read, string
    assert "49" not in shown.replace("14/", "")


def test_h04_running_lines_title_and_author_too(made: bytes, context: dict[str, Any], tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.docinfo["/Title"]) == context["title"]
        assert str(document.docinfo["/Author"]) == context["author"]
    pages = words_of(made, tmp_path).split("\f")
    for page in pages[1:-1]:
        assert context["body_name"] in page
        assert context["reference"] in page


def test_h04_autoescape_is_not_left_to_chance(settings: Any) -> None:
    templates = [{**settings.TEMPLATES[0], "OPTIONS": {"autoescape": False}}]
    settings.TEMPLATES = templates
    with pytest.raises(Exception, match="escapes"):
        pdf.page_html("samples/plain.html", {}, language="en", made_on=samples.MADE_ON)


@pytest.mark.parametrize("language", ["", "en us", 'en" x="', "<b>", "../en"])
def test_h04_a_language_is_a_tag(language: str) -> None:
    with pytest.raises(ValueError, match="language"):
        pdf.page_html("samples/plain.html", {}, language=language, made_on=samples.MADE_ON)
