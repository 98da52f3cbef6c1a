"""CC2: an empty list says so, in words that ask for nothing. Others are in test_cc2_no_hurry.py."""

from __future__ import annotations

import re

import pytest

from board import actions as people
from board.models import Office
from board.states import OrganisationKind, Role
from consultations import actions as listening
from consultations.rules import Wish
from meetings import actions as meeting
from recommendations import actions
from tests.consultations import stories
from tests.consultations.test_cc2_no_hurry import HURRY
from tests.house.tree import ROOT, templates
from tests.meetings import held
from tests.people import SETUP, Cast
from tests.recommendations.world import World
from tests.visiting import Visitor


def is_said(who: str, path: str, *words: str, cast: Cast, reads: bool = False) -> None:
    page = Visitor.as_(getattr(cast, who).account).get(path, reads=reads)
    assert [one for one in words if one not in page] == [], page.main
    assert not HURRY.search(page.main.replace("Nothing here is urgent", "")), path


FIRST_PAGES = {
    ("anna", "/"): (
        "No meeting is planned that you are on the list of.",
        "Nothing has been sent to a partner yet. What they answer will stand here.",
    ),
    ("sam", "/"): ("No meeting is planned.", "No release waits for approval."),
    ("sam", "/board/"): ("Nobody.",),
    ("sam", "/r/new/"): ("No conclusion is waiting.",),
    ("sam", "/r/release/new/"): ("There is nothing to release yet.",),
}


@pytest.mark.parametrize(("who", "path"), FIRST_PAGES, ids=str)
def test_cc2_on_a_new_board_each_page_says_so(cast: Cast, who: str, path: str) -> None:
    is_said(who, path, *FIRST_PAGES[who, path], cast=cast)


def test_cc2_a_board_without_offices(cast: Cast) -> None:
    for office in Office.objects.filter(ended_on=None):
        people.end_office(actor=cast.sam.account, office=office)
    is_said("sam", "/board/", "Nobody has an office now.", cast=cast)


def test_cc2_a_board_without_organisations(db: None) -> None:
    people.set_up_board(name="Advisory Board", seats=21, quorum=11)
    sam, _secret = people.add_person(
        actor=SETUP, role=Role.SECRETARIAT, sign_in_name="sam-0000", chosen_name="Sam", passphrase="x" * 20
    )
    page = Visitor.as_(sam.account).get("/partners/")
    assert "No organisation yet." in page
    assert not HURRY.search(page.main)


def test_cc2_an_organisation_without_people(world: World) -> None:
    alone = people.add_organisation(
        actor=world.sam, name="Ministry of Labour", kind=OrganisationKind.STATE, does="Asks for advice."
    )
    is_said("sam", f"/partners/{alone.id}/", "Nobody signs in for this organisation.", cast=world.cast)
    release = world.prepared(world.from_conclusions(to=[alone], words="what they do"), to=alone)
    words = "This organisation has no partner officer yet."
    is_said("sam", f"/r/release/{release.id}/access/", words, cast=world.cast)


def test_cc2_a_request_with_nothing_in_it_yet(cast: Cast) -> None:
    request = stories.recorded(cast)
    is_said("sam", f"/c/{request.id}/file/", "No questions are written yet.", cast=cast, reads=True)
    request = stories.opened(cast, 2)
    is_said("sam", f"/c/{request.id}/draft/new/", "No text may be used now.", cast=cast)
    hers = stories.standing(cast.anna, request, Wish())
    nobody = ("Nobody has looked at it yet.", "It is not used in any text.")
    is_said("anna", f"/seen/{hers.id}/", *nobody, cast=cast, reads=True)
    is_said("anna", f"/seen/{hers.id}/files/", "There are no files yet. None is needed.", cast=cast)


def test_cc2_an_item_without_papers(cast: Cast) -> None:
    row = meeting.add_meeting(actor=cast.sam.account, facts=held.facts(7))
    item = meeting.add_item(actor=cast.sam.account, meeting=row, item=meeting.Item(title="Arriving"))
    is_said("sam", f"/m/{row.id}/agenda/{item.id}/", "No papers yet.", cast=cast)


def test_cc2_a_recommendation_addressed_to_nobody(world: World) -> None:
    draft = world.draft()
    is_said("sam", f"/r/{draft.id}/", "Nobody yet.", cast=world.cast, reads=True)
    is_said("sam", f"/r/{draft.id}/endorse/", "It is addressed to nobody yet.", cast=world.cast, reads=True)


def test_cc2_no_decision_is_there_to_endorse_by(cast: Cast) -> None:
    request = stories.opened(cast)
    text = stories.standing(cast.anna, request, Wish(show_first=False))
    one = stories.passage(cast, request, text)
    stories.agreed(cast, request)
    draft = actions.draft_from_passages(
        actor=cast.sam.account, draft=actions.Draft("Safe contact", "Ask first."), passages=[one]
    )
    is_said("sam", f"/r/{draft.id}/endorse/", "No decision is recorded yet.", cast=cast)


def test_cc2_what_was_handed_over_stands_without_sources(world: World) -> None:
    advice = world.endorsed(world.quote)
    world.sent(advice)
    world.anna_takes_back()
    actions.let_stand(actor=world.sam, recommendation=advice)
    is_said(
        "sam", f"/r/{advice.id}/sources/", "It rests on the decision of the board alone.", cast=world.cast
    )


def test_cc2_a_source_taken_back_leaves_lists_empty(world: World) -> None:
    """Nothing can go out, and no passage can be used."""
    world.endorsed(world.quote)
    world.anna_takes_back()
    listening.take_back(actor=world.cast.bea.account, contribution=world.beas)
    gone = "Nothing can go to this organisation just now."
    is_said("sam", f"/r/release/new/{world.cast.agency.id}/", gone, cast=world.cast)
    gone = "No passage of this text can be used just now."
    is_said("sam", f"/r/new/joint/{world.synthesis.id}/", gone, cast=world.cast)


# Where a list of templates says that it holds nothing.
SAYS_SO = re.compile(
    r'components/empty\.html" with title=_\("([^"]+)"'
    r'|\{% empty %\}\s*(?:<[^>]+>)*\{% translate "([^"]+)"'
    r'|\{% else %\}<(?:p|li)[^>]*>\{% translate "((?:Nobody|Nothing|None|No|There (?:is|are) no)\b[^"]*)"'
)
# A text without words, a page that is drawn anew at each look: no lists.
NO_LISTS = {"Choices that you made, without words.", "The decision of the board"}


def test_cc2_no_empty_list_is_left_out() -> None:
    said = {"".join(words) for one in templates() for words in SAYS_SO.findall(one.read_text())} - NO_LISTS
    assert len(said) > 40
    read = "".join(one.read_text() for one in (ROOT / "tests").rglob("test_*.py"))
    assert sorted(words for words in said if f'"{words}' not in read) == []
