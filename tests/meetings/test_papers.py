"""Agenda and minutes on paper: PDF/UA, what they say of themselves, their order, what they do not hold."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pdfua
import pikepdf
import pytest

from tests.canary import CANARY
from tests.documents import poppler
from tests.documents.test_pdf_letters import embedded, shape, shipped
from tests.meetings import held
from tests.meetings.conftest import NAMES, Papers
from tests.meetings.hostile import HOSTILE

BOTH = pytest.mark.parametrize("which", ["agenda", "minutes", "after"])


def text_of(file: Path) -> str:
    """What a reader of PDF gets, in reading order, on one line."""
    return " ".join(poppler.run("pdftotext", "-raw", file, "-").split())


@BOTH
@pytest.mark.slow
def test_pdfua_finds_no_error(papers: Papers, which: str) -> None:
    report = pdfua.validate(str(getattr(papers, which)))
    assert [finding.rule_id for finding in report.findings] == []


@BOTH
def test_c09_metadata_is_on_the_list(papers: Papers, which: str) -> None:
    with pikepdf.open(getattr(papers, which)) as document:
        about = {key: str(value) for key, value in document.docinfo.items()}
        assert about.pop("/CreationDate") == about.pop("/ModDate")
        assert about == {
            "/Title": "Agenda MTG/1" if which == "agenda" else "Minutes MTG/1",
            "/Author": "Secretariat of the Advisory Board",
            "/Producer": "Atrium",
        }
        assert len(document.attachments) == 0


@BOTH
def test_c09_no_account_and_no_id(papers: Papers, which: str) -> None:
    text = text_of(getattr(papers, which))
    assert not re.search(r"[a-z]+-0000", text), "a sign-in name"
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text), "an id"


def test_file_names_say_nothing(papers: Papers) -> None:
    for name in papers.names:
        assert re.fullmatch(r'attachment; filename="papers-[0-9a-f]{4}\.pdf"', name)


def test_the_reading_order_of_minutes(papers: Papers) -> None:
    text = text_of(papers.minutes)
    wanted = [
        "Restricted: board, secretariat, data protection", "Minutes: Meeting 1", "Thursday 4 March 2027",
        "Approved on", "In brief", f"{CANARY} in brief", "Attendance", "Listed as",
        "of 4 members were present.",
        "Arriving", "14:00 to 14:10. For information.", "Content note.", f"{CANARY} the draft was read",
        f"{CANARY} it is adopted", "No objection.", f"{CANARY} send it",
        "Secretariat, by Thursday 1 April 2027", "Conclusion 1: Safe contact", "Rests on item 1.",
        "Decisions and actions in one list", "Papers", "For the accuracy of these minutes",
        "the log of Atrium ended with", "The ledger of deleted keys ended with:", "0-0000 0000",
    ]  # fmt: skip
    at = -1
    for words in wanted:
        found = text.find(words, at + 1)
        assert found > at, f"{words!r} is not behind what stands before it"
        at = found


def test_the_reading_order_of_the_agenda(papers: Papers) -> None:
    text = text_of(papers.agenda)
    wanted = [
        "Agenda: Meeting 1", "Thursday 4 March 2027", "Time", "14:00 to 14:10", "Arriving",
        f"{CANARY} how we work", "Break", "Safe contact", f"{CANARY} mentions phones", "Papers",
    ]  # fmt: skip
    places = [text.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_h04_in_minutes_and_agenda(papers: Papers) -> None:
    """Everything stands there as it was written, on the page and on paper."""
    page = " ".join(unescape(re.sub(r"<[^>]+>", " ", papers.html)).split())
    printed = {"minutes": text_of(papers.minutes), "agenda": text_of(papers.agenda)}
    for words in HOSTILE:
        assert words in page
        # a line may break within what has no blanks
        for where, text in printed.items():
            assert words.replace(" ", "") in text.replace(" ", ""), (where, words)
    assert "<script>alert" not in papers.html
    assert "<img" not in papers.html


def test_names_in_three_scripts_are_drawn_right(papers: Papers) -> None:
    text = text_of(papers.minutes)
    for name in NAMES.values():
        assert name in text
    compared = set()
    with pikepdf.open(io.BytesIO(papers.minutes.read_bytes())) as document:
        for font_name, font, table in embedded(document):
            original = shipped(font_name)
            for glyph, letter in table.items():
                assert shape(font, font.getGlyphName(glyph)) == shape(
                    original, original.getBestCmap()[ord(letter)]
                )
                compared.add(letter)
    assert set("".join(NAMES.values())) <= compared


def test_d07_the_paper_after_a_withdrawal(papers: Papers) -> None:
    before, after = text_of(papers.minutes), text_of(papers.after)
    assert held.WORDS in before
    assert "edition 1" in before
    assert held.WORDS not in after
    assert "a member agreed to be quoted" not in after
    assert "A passage was removed on" in after
    assert "edition 2" in after


def test_members_are_listed_as_they_chose(papers: Papers) -> None:
    text = text_of(papers.minutes)
    assert "Қайың Chair Online" in text, "the chair first"
    assert "Ελιά, Рябина Member Online" in text
    assert "One member Member Not present" in text, "who was not there is counted, never named"
    assert "Carla" not in text
    assert "One person, without a name Secretariat Online" in text
    assert "First interpreter Interpreter Online" in text
