"""Every page, walked by filling forms and pressing links, as each person."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from meetings import actions
from meetings.models import AgendaItem, Entry, Meeting, Minutes
from meetings.states import ListedAs, MeetingState
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Visitor

NEW = {
    "title": "14th meeting",
    "kind": "own",
    "reference": "MTG/2027/14",
    "short_name": "14",
    "starts_on_day": "4",
    "starts_on_month": "March",
    "starts_on_year": "2027",
    "starts": "14:00",
    "ends": "16:30",
    "city": "Warsaw",
    "place": "Online",
    "languages": "English and Russian",
}


def test_a_meeting_is_prepared_and_called(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/m/")
    sam.click("Prepare a meeting")
    page = sam.fill(NEW)
    assert page.h1 == "14th meeting"
    assert "Thursday 4 March 2027" in page
    assert "14:00 to 16:30, Warsaw time" in page
    meeting = Meeting.objects.get()
    sam.click("Who takes part")
    page = sam.fill(form="everybody")
    assert "Anna" in page
    page = sam.fill({"kind": "interpreter", "labels": "First interpreter\nSecond interpreter"}, form="bodies")
    assert "Second interpreter" in page
    row = held.row_of(meeting, cast.tessa)
    page = sam.fill(form=f"/m/{meeting.id}/people/{row.id}/remove/")
    assert "Tessa" in page.main, "she can be added again"
    actions.add_item(actor=cast.sam.account, meeting=meeting, item=actions.Item(title="Arriving"))
    sam.get(f"/m/{meeting.id}/")
    sam.click("Check and call the meeting")
    page = sam.fill()
    assert "The meeting is called." in page
    assert Meeting.objects.get().state == MeetingState.CALLED


def test_an_agenda_is_put_in_order(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    meeting = actions.add_meeting(actor=cast.sam.account, facts=held.facts())
    sam.get(f"/m/{meeting.id}/agenda/")
    sam.click("Add an item")
    sam.fill({"title": "Arriving", "minutes": "10", "body": f"{CANARY} how we work"})
    sam.click("Add a break")
    sam.fill()
    sam.click("Add an item")
    given = {"title": "Safe contact", "purpose": "decision", "minutes": "40"}
    page = sam.fill({**given, "content_note": f"{CANARY} phones"})
    assert "14:25" in page, "the clock runs on"
    page = sam.fill(form="order", button="Move “Safe contact” up")
    assert [item.title for item in held.items(meeting)] == ["Arriving", "Safe contact", "Break"]
    sam.click("Edit “Safe contact”", reads=True)
    sam.click("Add a paper")
    page = sam.fill({"title": "Draft advice", "by": "Board", "abstract": f"{CANARY} what it says"})
    assert "One paper." in page
    sam.click("Edit “Break”")
    sam.click("Take it off the agenda")
    page = sam.fill()
    assert "Break" not in page.main.replace("A break", "").replace("Add a break", "")


def test_who_takes_part_reads_joins_and_chooses(cast: Cast) -> None:
    meeting = held.called(cast)
    sam, anna = Visitor.as_(cast.sam.account), Visitor.as_(cast.anna.account)
    sam.get(f"/m/{meeting.id}/")
    sam.click("Link and passcode")
    sam.fill({"link": "https://meet.example.org/calm", "passcode": "114 208"})
    anna.get("/m/")
    anna.click("Meeting 1")
    page = anna.click("Read the whole agenda", reads=True)
    for words in ("how we work", "mentions phones", "what it says"):
        assert f"{CANARY} {words}" in page
    anna.get(f"/m/{meeting.id}/")
    page = anna.click("How to join")
    assert "114 208" in page
    anna.get(f"/m/{meeting.id}/")
    anna.click("Choose how you are listed")
    page = anna.fill({"listed_as": ListedAs.CHOSEN_NAME})
    assert "With the chosen name" in page
    Visitor.as_(cast.tessa.account).get(f"/m/{meeting.id}/join/", status=HTTPStatus.NOT_FOUND)


def test_notes_are_taken_and_the_chair_approves(cast: Cast) -> None:
    meeting = held.called(cast)
    at = f"/m/{meeting.id}/"
    sam, chloe = Visitor.as_(cast.sam.account), Visitor.as_(cast.chloe.account)
    sam.get(at)
    sam.fill(form=f"{at}live/begin/")
    sam.click("Safe contact", reads=True)
    said = {"text": f"{CANARY} it was read\n\n- one point", "footnote": f"{CANARY} a note"}
    sam.fill(said, form="note", reads=True)
    sam.click("Decision", reads=True)
    sam.fill({"text": f"{CANARY} it is adopted", "method": "no_objection"}, form="note", reads=True)
    sam.click("Action", reads=True)
    day = {"due_on_day": "1", "due_on_month": "4", "due_on_year": "2027"}
    page = sam.fill({"text": f"{CANARY} send it", "owner": "Secretariat", **day}, form="note", reads=True)
    assert "Action 1/2" in page
    page = sam.fill(form="notes", button="Move note 3 up", reads=True)
    assert "Action 1/1" in page
    sam.get(f"{at}live/")
    sam.fill({"summary": f"{CANARY} in brief"}, form="summary", reads=True)
    sam.get(f"{at}attendance/")
    sam.fill({row.id.hex: "online" for row in held.people(meeting)[:3]}, form="attendance")
    sam.click("Close the attendance")
    page = sam.fill()
    assert "The meeting was held." in page
    assert "Approve the minutes" not in page, "that is for the chair"
    chloe.get(at)
    chloe.click("Approve the minutes")
    page = chloe.fill({"how": held.HOW}, reads=True)
    assert page.h1 == "Minutes"
    for words in ("in brief", "it was read", "a note", "send it", "mentions phones"):
        assert f"{CANARY} {words}" in page
    assert "One decision and one action were recorded." in page
    assert "Three of 4 members were present. The quorum of 3 was met." in page


def test_data_protection_reads_approved_minutes_and_no_titles(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    anna = held.row_of(minutes.meeting, cast.anna)
    actions.choose_listing(actor=cast.anna.account, participant=anna, listed_as=ListedAs.CHOSEN_NAME)
    held.approved(cast, minutes)
    dora = Visitor.as_(cast.dora.account)
    dora.get("/m/")
    page = dora.click("MTG/1")
    assert "Meeting 1" not in page, "the day and the state"
    page = dora.click("Minutes", reads=True)
    assert f"{CANARY} in brief" in page
    assert "Anna" not in page, "names are for those inside"


def test_wrong_or_missing_fields_keep_what_was_typed(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/m/new/")
    wrong = {**NEW, "starts_on_day": "31", "starts_on_month": "June", "city": "Atlantis", "title": ""}
    page = sam.fill(wrong, stays=True)
    assert page.title == "Please check: New meeting – Pages"
    assert len(page.errors) == 2
    assert page.form().data()["place"] == ["Online"]
    page = sam.fill({**NEW, "city": "Atlantis"}, stays=True)
    assert page.errors == [
        "Whose clock is this? – We do not know the clock of this city. Write a capital, for example Warsaw."
    ]
    page = sam.fill({**NEW, "ends": "13:00"}, stays=True)
    assert page.errors == ["Ends at, like 16:30 – The end comes after the beginning. Check day and time."]
    held.prepared(cast)
    page = sam.fill({**NEW, "reference": "MTG/1"}, stays=True)
    assert page.errors == ["Reference – Another meeting has this reference. Choose another one."]
    # the night the clocks change
    night = {
        **NEW,
        "starts_on_day": "31",
        "starts_on_month": "10",
        "starts_on_year": "2027",
        "starts": "02:30",
    }
    page = sam.fill(night, stays=True)
    assert "The clocks change at that hour." in page.errors[0]


def test_two_editors_of_one_note(cast: Cast) -> None:
    """F07: the second sees what the first wrote, and loses nothing of her own."""
    minutes = held.written(cast, held.held(cast))
    entry = held.entries(minutes)[0]
    url = f"/m/{minutes.meeting_id}/note/{entry.id}/"
    sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
    sam.get(url, reads=True)
    tessa.get(url, reads=True)
    sam.fill({"text": f"{CANARY} as Sam has it"}, reads=True)
    page = tessa.fill({"text": f"{CANARY} as Tessa has it"}, stays=True, reads=True)
    assert "Somebody changed this since you opened it" in page
    assert f"{CANARY} as Sam has it" in page
    assert page.form().data()["text"] == [f"{CANARY} as Tessa has it"]
    page = tessa.fill(reads=True)
    assert f"{CANARY} as Tessa has it" in page


@pytest.mark.parametrize("which", ["item", "summary", "meeting"])
def test_two_editors_of_everything_else(cast: Cast, which: str) -> None:
    meeting = held.prepared(cast) if which != "summary" else held.written(cast, held.held(cast)).meeting
    item = held.items(meeting)[0]
    url, field, form = {
        "item": (f"/m/{meeting.id}/agenda/{item.id}/", "title", "item"),
        "summary": (f"/m/{meeting.id}/live/", "summary", "summary"),
        "meeting": (f"/m/{meeting.id}/edit/", "title", None),
    }[which]
    first, second = Visitor.as_(cast.sam.account), Visitor.as_(cast.chloe.account)
    for visitor in (first, second):
        visitor.get(url, reads=True)
    first.fill({field: "As Sam has it"}, form=form, reads=True)
    page = second.fill({field: "As Chloe has it"}, form=form, stays=True, reads=True)
    assert "Somebody changed this since you opened it" in page
    assert "As Sam has it" in page
    assert page.form(form).data()[field] == ["As Chloe has it"]
    second.fill(form=form, reads=True)
    if which == "item":
        assert AgendaItem.objects.get(id=item.id).title == "As Chloe has it"


def test_a_request_becomes_an_item_with_its_note(cast: Cast) -> None:
    request = held.consulted(cast)
    meeting = held.prepared(cast)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/m/{meeting.id}/agenda/new/")
    page = sam.fill({"consultation": str(request.id), "purpose": "advice", "minutes": "30"})
    assert request.title in page
    item = AgendaItem.objects.get(consultation=request)
    page = sam.get(f"/m/{meeting.id}/agenda/{item.id}/", reads=True)
    assert stories.NOTE in page


def test_a_quote_is_added_by_hand(cast: Cast) -> None:
    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request)
    item = held.items(minutes.meeting)[-1]
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/m/{minutes.meeting_id}/live/{item.id}/", reads=True)
    sam.click("Quote", reads=True)
    wrong = {"contribution": str(contribution.id), "words": f"{CANARY} other words"}
    page = sam.fill(wrong, stays=True, reads=True)
    assert page.errors == ["The words – A quote has exactly the words that were written. Check them."]
    page = sam.fill({"words": held.WORDS}, reads=True)
    assert held.WORDS in page
    assert Entry.objects.filter(contribution=contribution).count() == 1


def test_a_note_is_taken_out_after_a_page_that_says_so(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    entry = held.entries(minutes)[0]
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/m/{minutes.meeting_id}/note/{entry.id}/", reads=True)
    sam.click("Take it out")
    sam.fill(reads=True)
    assert not Entry.objects.filter(id=entry.id).exists()


def test_a_meeting_is_called_off_and_stays_visible_to_those_who_saw_it(cast: Cast) -> None:
    sam, anna = Visitor.as_(cast.sam.account), Visitor.as_(cast.anna.account)
    called, draft = held.called(cast, 1), held.prepared(cast, 2)
    for meeting in (called, draft):
        sam.get(f"/m/{meeting.id}/")
        sam.click("Call it off")
        page = sam.fill()
        assert "This meeting will not be held." in page
    assert "This meeting will not be held." in anna.get(f"/m/{called.id}/")
    anna.get(f"/m/{draft.id}/", status=HTTPStatus.NOT_FOUND)


def test_who_changed_what_is_told_by_role_and_day(cast: Cast) -> None:
    meeting = held.called(cast)
    anna = held.row_of(meeting, cast.anna)
    actions.choose_listing(actor=cast.anna.account, participant=anna, listed_as=ListedAs.ROLE)
    page = Visitor.as_(cast.chloe.account).get(f"/m/{meeting.id}/")
    assert "Secretariat called a meeting" in page
    assert page.text.count("Secretariat added an item to an agenda") == 1, "once a day"
    assert "chose how" not in page, "a member's own things are not told"
    assert "History" not in Visitor.as_(cast.anna.account).get(f"/m/{meeting.id}/")


def test_the_draft_as_members_will_see_it_is_for_its_editors(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    page = Visitor.as_(cast.sam.account).get(f"/m/{minutes.meeting_id}/minutes/", reads=True)
    assert f"{CANARY} it is adopted" in page
    assert "1/1" in page
    for name in ("anna", "dora", "olga", "adam"):
        visitor = Visitor.as_(getattr(cast, name).account)
        visitor.get(f"/m/{minutes.meeting_id}/minutes/", status=HTTPStatus.NOT_FOUND)
    assert Minutes.objects.get().state == "draft"
