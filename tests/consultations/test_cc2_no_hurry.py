"""CC2: nothing is forced by time, and an empty list says that nothing is waiting."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from config.catalogue import words_of_the_source
from meetings import actions as meeting_actions
from tests.consultations import stories
from tests.house.tree import ROOT, templates
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Visitor

HURRY = re.compile(
    r"(?i)\b(overdue|late|missed|failed to respond|deadline|hurry|urgent|last chance|final|expires? soon"
    r"|days? left|remaining|reminder \d|countdown|behind schedule|you have not)\b"
)
# Words of gettext: what people read. Comments and tags may say what they like.
SAID = re.compile(r"""\{% translate "([^"]*)"|_\("([^"]*)"\)|%\}([^{]*)\{% endblocktranslate""")


def sentences() -> list[tuple[str, str]]:
    """File and words of everything that templates say; and what the code says, as the catalogue has it."""
    return [
        *(
            (str(one.relative_to(ROOT)), "".join(words))
            for one in templates()
            for words in SAID.findall(one.read_text())
        ),
        *(("catalogue", words) for _context, *forms in words_of_the_source() for words in forms if words),
    ]


def test_cc2_no_template_hurries_anybody() -> None:
    assert len(sentences()) > 1500
    found = [f"{file}: {words}" for file, words in sentences() if HURRY.search(words)]
    allowed = ("It is never urgent", "Nothing here is urgent", "Not urgent")
    assert [one for one in found if not any(words in one for words in allowed)] == []


@pytest.mark.parametrize(
    "words", ["It is overdue", "You missed it", "Reminder 2 of 3", "3 days left", "Too late"]
)
def test_cc2_words_of_hurry_are_found(words: str) -> None:
    assert HURRY.search(words)


def test_cc2_a_day_that_has_passed_reads_calmly(cast: Cast, time_machine) -> None:
    request = stories.opened(cast)
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=200))
    page = Visitor.as_(cast.anna.account).get(f"/c/{request.id}/", reads=True)
    assert "This one has closed." in page
    assert "missed" not in page.text
    assert not page.document.all("form")[0].attrib.get("action", "").endswith("/part/")


EMPTY = {
    ("anna", "/"): "Nothing is waiting for you.",
    ("anna", "/c/"): "Nothing is waiting for you.",
    ("anna", "/m/"): "No meetings yet",
    ("anna", "/r/"): "There is nothing here yet.",
    ("sam", "/"): "No request is under way.",
    ("sam", "/r/new/"): "No joint text is agreed yet.",
    ("sam", "/r/releases/"): "Nothing was released yet.",
    ("dora", "/dpo/pairs/"): "Nothing was asked for yet.",
    ("adam", "/copies/"): "No copy of the keys is registered.",
    ("anna", "/me/kept/"): "Nothing is waiting here.",
    ("sam", "/c/"): "No request has come in yet.",
    ("sam", "/m/"): "No meetings yet",
    ("sam", "/r/"): "Nothing is drafted yet.",
    ("sam", "/people/invite/"): "None. Each one stands here until it is used or its time is over.",
    ("olga", "/p/"): "Nothing was sent to you yet.",
    ("olga", "/board/"): "Nobody is named here.",
}


@pytest.mark.parametrize(("who", "path"), EMPTY, ids=str)
def test_cc2_an_empty_list_says_so_and_asks_for_nothing(cast: Cast, who: str, path: str) -> None:
    page = Visitor.as_(getattr(cast, who).account).get(path)
    assert EMPTY[who, path] in page
    assert not HURRY.search(page.main.replace("Nothing here is urgent", ""))


def test_cc2_the_empty_lists_of_one_request_and_one_meeting_say_so(cast: Cast) -> None:
    request = stories.opened(cast)
    meeting = meeting_actions.add_meeting(actor=cast.sam.account, facts=held.facts(7))
    for who, path, words in (
        ("sam", f"/c/{request.id}/papers/", "There are no papers."),
        ("sam", f"/c/{request.id}/draft/", "There is no passage yet."),
        ("chloe", f"/c/{request.id}/contributions/", "There is nothing to read yet."),
        ("sam", f"/m/{meeting.id}/", "There are no items yet."),
        ("sam", f"/m/{meeting.id}/people/", "Nobody is on the list yet"),
    ):
        page = Visitor.as_(getattr(cast, who).account).get(path, reads=True)
        assert words in page, (who, path, page.main)
        assert not HURRY.search(page.main), path
