"""Before a text of the board is published, a look for names: asked calmly, decided by a person."""

from __future__ import annotations

import pytest

from board import actions as people
from board.queries import Found, names_found
from consultations import actions as listening
from consultations.queries import synthesis_of
from consultations.states import ConsultationState
from meetings import actions as meetings
from meetings.actions import Note
from meetings.models import Minutes
from meetings.states import MinutesState
from pages.mentions import token
from privacy.models import Event
from privacy.permissions import Denied
from privacy.states import Form, Naming
from recommendations import actions
from recommendations.states import RecommendationState, ReleaseState
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.people import Cast
from tests.recommendations.world import RATIONALE, build
from tests.visiting import Visitor


@pytest.fixture
def known(cast: Cast) -> Cast:
    """Carla is called many things: chosen, legal, pen and other names."""
    carla = cast.carla
    people.change_chosen_name(actor=carla.account, person=carla, chosen_name="Анна")
    people.record_identity(
        actor=carla.account, person=carla, legal_name="Елена Ковальская", contact="a call, a code word"
    )
    people.choose_mention(
        actor=carla.account,
        person=carla,
        inside=Naming.PEN_NAME,
        outside=Naming.MEMBER,
        pen_name="Heron",
        other_names="Lalka\nBirdie",
    )
    return cast


PLACES = [
    ("Анна", "chosen"),
    ("Анны", "inflected"),
    ("Анной", "inflected"),
    ("Anna", "in other letters"),
    ("Аня", "a pet name"),
    ("Анечке", "a pet name, inflected"),
    ("Heron", "pen name"),
    ("Lalka", "another name"),
    ("Birdie", "another name"),
    ("Елены", "legal"),
    ("Ковальской", "legal, inflected"),
    ("Kovalskaia", "legal, in other letters"),
    ("Bea’s", "another member"),
    ("+48 600 123 456", "what rings"),
    ("heron@example.org", "an address"),
]


def looked(cast: Cast, texts: list[tuple[str, str]]) -> list[Found]:
    return names_found(texts, reader=cast.sam.account, about=cast.anna)


def test_every_name_the_board_knows_her_by_is_found(known: Cast) -> None:
    texts = [(what, f"It was said that {word} agrees.") for word, what in PLACES]
    found = {one.place for one in looked(known, texts)}
    assert found == {what for _word, what in PLACES}
    assert looked(known, [("calm", f"any word of a member, {token(known.carla.id)}, 2026-11-22")]) == []


def test_what_is_found_is_noted_and_names_nobody(known: Cast) -> None:
    """The machine's openings as the machine's; what somebody learned from it, under her own role."""
    before = Event.objects.count()
    [found] = looked(known, [("a place", "Anna spoke")])
    *opened, told = Event.objects.order_by("seq")[before:]
    assert {(event.code, event.role) for event in opened} == {("text.opened", "system")}
    assert (told.code, told.role, told.count) == ("names.found", "secretariat", 1)
    assert "Anna" not in f"{found!r}{found.key}{found.spot!r}"


def test_the_key_is_bound_to_its_text_and_place(known: Cast) -> None:
    keys = [
        looked(known, [(place, text)])[0].key
        for place, text in (("a", "Anna spoke"), ("b", "Anna spoke"), ("a", "Anna spoke again"))
    ]
    assert len(set(keys)) == 3
    assert keys[0] == looked(known, [("a", "Anna spoke")])[0].key


def _draft(cast: Cast, words: str) -> Minutes:
    minutes = held.written(cast, held.held(cast))
    item = held.items(minutes.meeting)[-1]
    meetings.add_entry(actor=cast.sam.account, minutes=minutes, item=item, note=Note(text=words))
    minutes.refresh_from_db()
    return minutes


def test_d10_name_scan_before_publish(known: Cast) -> None:
    """Minutes: stopped with a calm prompt; a mention goes through; a word is ticked by a person."""
    minutes = _draft(known, f"{CANARY} Анне and Hope, +48 600 123 456")
    people.change_chosen_name(actor=known.bea.account, person=known.bea, chosen_name="Hope")
    with pytest.raises(Denied, match="names"):
        held.approved(known, minutes)
    chloe = Visitor.as_(known.chloe.account)
    page = chloe.get(f"/m/{minutes.meeting_id}/approve/", reads=True)
    for word in ("Анне", "Hope", "+48 600 123 456"):
        assert word in page
    assert "Put a mention in their place" in page
    page = chloe.fill({"how": held.HOW}, stays=True, reads=True)
    assert "Look at the places below" in " ".join(page.errors)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT
    entry = held.entries(minutes)[-1]
    note = Note(text=f"{CANARY} {token(known.carla.id)} and Hope, by telephone")
    meetings.change_entry(actor=known.sam.account, entry=entry, revision=entry.revision, note=note)
    page = chloe.get(f"/m/{minutes.meeting_id}/approve/", reads=True)
    assert "Анне" not in page
    [key] = [
        one.attrib["value"] for one in page.document.all("input") if one.attrib.get("name") == "looked_at"
    ]
    chloe.fill({"how": held.HOW, "looked_at": [key]}, reads=True)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.APPROVED


def test_d10_joint_text(known: Cast) -> None:
    request = stories.opened(known, 1)
    contribution = stories.standing(known.anna, request)
    listening.add_passage(
        actor=known.sam.account,
        consultation=request,
        form=Form.PARAPHRASE,
        body=f"{CANARY} as Lalka says",
        texts=[stories.text_of(contribution).id],
    )
    with pytest.raises(Denied, match="names"):
        stories.agreed(known, request)
    sam = Visitor.as_(known.sam.account)
    page = sam.get(f"/c/{request.id}/draft/agree/", reads=True)
    assert "Lalka" in page
    sam.fill({}, stays=True, reads=True)
    request.refresh_from_db()
    assert request.state == ConsultationState.CLOSED
    [key] = [
        one.attrib["value"] for one in page.document.all("input") if one.attrib.get("name") == "looked_at"
    ]
    synthesis = synthesis_of(request)
    assert synthesis is not None
    listening.agree(
        actor=known.sam.account, synthesis=synthesis, revision=synthesis.revision, looked_at=[key]
    )
    request.refresh_from_db()
    assert request.state == ConsultationState.SYNTHESISED


def test_d10_recommendation_and_release(known: Cast) -> None:
    world = build(known)
    words = f"{CANARY} as Елена asked"
    draft = world.draft(words=words)
    actions.address_to(
        actor=world.sam, recommendation=draft, revision=draft.revision, organisations=[known.agency]
    )
    with pytest.raises(Denied, match="names"):
        actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    draft.refresh_from_db()
    assert draft.state == RecommendationState.DRAFT
    page = Visitor.as_(world.sam).get(f"/r/{draft.id}/endorse/", reads=True)
    assert "Елена" in page
    revised = actions.Draft("Safe contact", f"{CANARY} as {token(known.carla.id)} asked", RATIONALE)
    actions.reword(actor=world.sam, recommendation=draft, revision=draft.revision, draft=revised)
    actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    release = world.prepared(draft, quoting=False)
    # Since then somebody goes by a word of the text: the second person is asked.
    people.change_chosen_name(actor=known.bea.account, person=known.bea, chosen_name="Safe")
    with pytest.raises(Denied, match="names"):
        actions.approve_release(actor=world.tessa, release=release)
    tessa = Visitor.as_(world.tessa)
    page = tessa.get(f"/r/release/{release.id}/approve/", reads=True)
    keys = [
        one.attrib["value"] for one in page.document.all("input") if one.attrib.get("name") == "looked_at"
    ]
    actions.approve_release(actor=world.tessa, release=release, looked_at=keys)
    release.refresh_from_db()
    assert release.state == ReleaseState.APPROVED
