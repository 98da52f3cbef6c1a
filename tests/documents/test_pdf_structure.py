"""What a screen reader gets: PDF/UA-1, headings, tables, notes, languages, reading order; nothing twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from pypdf import PdfReader

from tests.documents import poppler


@pytest.fixture(scope="module")
def document(minutes_pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(minutes_pdf)) as opened:
        yield opened


def elements(document: pikepdf.Pdf) -> Iterator[Any]:
    """All structure elements, in reading order."""
    waiting = [document.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            continue
        yield element
        kids = element.get("/K", [])
        waiting[:0] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def of_kind(document: pikepdf.Pdf, kind: str) -> list[Any]:
    return [element for element in elements(document) if str(element.S) == kind]


def test_pdfua_finds_no_error(minutes_file: Path) -> None:
    report = pdfua.validate(str(minutes_file))
    assert [finding.rule_id for finding in report.findings] == []


def test_every_heading_cell_has_its_scope(document: pikepdf.Pdf) -> None:
    scopes = [str(cell.A.Scope) for cell in of_kind(document, "/TH")]
    assert scopes[:5] == ["/Row"] * 5  # the cover
    assert scopes[5:8] == ["/Column"] * 3  # attendance
    assert scopes[8:13] == ["/Row"] * 5
    assert len(of_kind(document, "/Caption")) == 2
    assert all("/Headers" in cell.A for cell in of_kind(document, "/TD"))


def test_words_in_another_language_say_so(document: pikepdf.Pdf) -> None:
    assert [str(element.Lang) for element in elements(document) if "/Lang" in element] == ["ru"]
    [quote] = of_kind(document, "/BlockQuote")
    assert str(quote.Lang) == "ru"


def test_footnotes_are_notes_with_an_id(document: pikepdf.Pdf) -> None:
    notes = of_kind(document, "/Note")
    assert len(notes) == 2
    assert len({str(note.ID) for note in notes}) == 2


def test_headings_are_in_the_outline(minutes_pdf: bytes) -> None:
    def titles(entries: list[Any]) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    assert titles(PdfReader(io.BytesIO(minutes_pdf)).outline) == [
        "Minutes of the 14th meeting",
        [
            "In brief",
            "Attendance",
            "1 Arriving, and how we work today",
            "2 Interpreters at a first interview",
            "3 Job advertisements online: last reading",
            "Decisions and actions in one list",
        ],
    ]


def marks(page: pikepdf.Page) -> tuple[set[int], int]:
    """Numbers of marked content on a page, and how many artifacts are page furniture."""
    numbers, furniture = set(), 0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            if "/MCID" in operands[1]:
                numbers.add(int(operands[1].MCID))
            elif str(operands[0]) == "/Artifact" and str(operands[1].Type) == "/Pagination":
                furniture += 1
    return numbers, furniture


def test_running_lines_are_artifacts(document: pikepdf.Pdf) -> None:
    in_tree: dict[tuple[int, int], set[int]] = {}
    for element in elements(document):
        kids = element.get("/K", [])
        numbers = {int(kid) for kid in kids if not isinstance(kid, pikepdf.Dictionary)}
        in_tree.setdefault(element.Pg.objgen if "/Pg" in element else (0, 0), set()).update(numbers)
    for number, page in enumerate(document.pages):
        content, furniture = marks(page)
        assert content == in_tree[page.obj.objgen]  # all content is in the tree, and nothing else
        assert furniture == (2 if number == 0 else 4)  # the first page has no line at the top


def test_page_tree_and_parent_tree_agree(document: pikepdf.Pdf) -> None:
    alive = {element.objgen for element in elements(document)}
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    for page in range(len(document.pages)):
        for parent in numbers[2 * page + 1]:
            assert parent is None or parent.objgen in alive


def test_text_comes_in_reading_order(minutes_file: Path, minutes_pdf: bytes) -> None:
    shown = poppler.run("pdftotext", minutes_file, "-")
    read = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(minutes_pdf)).pages)
    order = [
        "Restricted: board and secretariat",
        "Thursday 10 December 2026, in Warsaw and online",
        "Adopted on Thursday",
        "In brief",
        "Протокол 14-й встречи · Πρακτικά της 14ης συνεδρίασης",
        "Listed as",
        "Two interpreters",
        "Fourteen of 21 members",
        "Arriving, and how we work today",
        "A person must be able to refuse",
        "Я сказала бы больше",
        "The board will give its advice in writing",
        "Prepare a first draft",
        "Secretariat, by Friday 15 January 2027",
        "For the accuracy of these minutes",
    ]
    for text in (" ".join(shown.split()), " ".join(read.split())):
        places = [text.find(words) for words in order]
        assert -1 not in places
        assert places == sorted(places)
    assert "Page 1 of 3" in shown
    assert "Page 3 of 3" in shown
