"""Latin, Cyrillic and Greek in one line are drawn with the right shapes.

Text extraction cannot tell: WeasyPrint 70.0 has drawn "sj" for "14" and extracted it as "14". So the shape of
each embedded letter is compared with the shape of that letter in the font we ship.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from documents import pdf, worker
from tests.documents import poppler, samples

FILES = {"Semi": "SourceSans3-Semibold.ttf", "Italic": "SourceSans3-It.ttf"}


def shape(font: TTFont, glyph: str) -> list[Any]:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


def letters(font: pikepdf.Object) -> dict[int, str]:
    """Glyph number to character, from the font's own table for copying text."""
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>\s*$", table, re.MULTILINE)
    return {int(glyph, 16): chr(int(mark, 16)) for glyph, mark in pairs if mark.lower() != "ffff"}


def embedded(document: pikepdf.Pdf) -> list[tuple[str, TTFont, dict[int, str]]]:
    found = []
    for font in (item for item in document.objects if is_font(item)):
        data = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        found.append((str(font.BaseFont), TTFont(io.BytesIO(data)), letters(font)))
    return found


def is_font(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and str(item.get("/Subtype", "")) == "/Type0"


def shipped(name: str) -> TTFont:
    file = next((file for part, file in FILES.items() if part in name), "SourceSans3-Regular.ttf")
    return TTFont(worker.FONTS / file)


def test_each_letter_has_its_own_shape(minutes_pdf: bytes) -> None:
    compared = set()
    with pikepdf.open(io.BytesIO(minutes_pdf)) as document:
        for name, font, table in embedded(document):
            original = shipped(name)
            for glyph, letter in table.items():
                here = shape(font, font.getGlyphName(glyph))
                assert here == shape(original, original.getBestCmap()[ord(letter)]), (name, letter)
                compared.add(letter)
    assert set("".join(samples.THREE_SCRIPTS.split())) <= compared


def test_only_our_fonts_are_in_it(minutes_file: Path) -> None:
    rows = poppler.run("pdffonts", minutes_file).splitlines()[2:]
    assert len(rows) == 3  # regular, semibold, italic
    for row in rows:
        assert "+Source-Sans-3" in row
        assert re.search(r"\byes +yes +yes\b", row)  # embedded, a subset, with a table for copying text


@pytest.mark.parametrize(
    ("words", "strange"),
    [
        (samples.THREE_SCRIPTS, ""),
        ("ẹọṣ ğ ł ů ø ñ ß æ Ş Việt “quoted” – 1 € №", ""),
        ("soft\u00adhyphen, no\u200bbreak, \u202aleft\u202c, tab\t", ""),
        ("&#4304;", "ა"),
        ("გია ไทย", "ทยไაგი"),
    ],
)
def test_other_fonts_are_asked_only_when_ours_have_no_form(words: str, strange: str) -> None:
    assert worker.characters_without_form(words) == strange


@pytest.mark.slow
def test_a_name_in_another_script_is_not_lost(sample_templates: None) -> None:
    context = {"words": "Her name is გია."}
    made = pdf.render("samples/plain.html", context, language="en", made_on=samples.MADE_ON)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert any("გ" in table.values() for _name, _font, table in embedded(document))
