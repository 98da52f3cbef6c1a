"""The whole road by clicking: drafting, releasing, receiving, answering, and what members see of it."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from privacy import clock
from recommendations import actions
from recommendations.models import Recommendation, Release
from recommendations.states import RecommendationState, ReleaseState
from tests.canary import CANARY
from tests.markup import text_of
from tests.recommendations.world import ANSWER, OPERATIVE, QUOTE, RATIONALE, World
from tests.visiting import Page, Visitor

WORDS = {"title": "Safe contact", "operative": OPERATIVE, "rationale": RATIONALE}


@pytest.mark.slow
def test_a_recommendation_goes_the_whole_road(world: World) -> None:
    sam, tessa = Visitor.as_(world.sam), Visitor.as_(world.tessa)
    olga, carla = Visitor.as_(world.olga), Visitor.as_(world.cast.carla.account)
    _draft_and_endorse(world, sam)
    assert "no answer yet" not in carla.get("/r/")
    assert OPERATIVE in carla.click("Safe contact", reads=True)
    _release(sam, tessa)
    package = _receive(olga)
    assert QUOTE.encode() in package
    _answer(olga)
    page = carla.get(carla.page.url, reads=True)
    assert ANSWER in page
    assert "Adopted in part" in page
    assert "Adopted in part" in carla.get("/r/")


def _draft_and_endorse(world: World, sam: Visitor) -> None:
    sam.get("/r/")
    sam.click("New recommendation")
    sam.click("First contact", reads=True)
    both = [str(world.paraphrase.id), str(world.quote.id)]
    sam.fill({"passages": both, **WORDS}, button="Save the draft")
    page = sam.fill({"organisations": [str(world.cast.agency.id)]}, button="Save", reads=True)
    assert OPERATIVE in page
    sam.click("Show sources", reads=True)
    assert QUOTE in sam.page
    sam.click("The recommendation", reads=True)
    sam.click("Enter the endorsement", reads=True)
    page = sam.fill({"decision": str(world.decision.id)}, reads=True)
    assert "Endorsed by decision 14/1" in page


def _release(sam: Visitor, tessa: Visitor) -> None:
    found = Recommendation.objects.get()
    sam.get("/r/releases/")
    sam.click("New release")
    sam.click("Labour Training Agency")
    quote = sam.page.form().offered("quotes")
    assert quote
    assert len(quote) == 1
    page = sam.fill({"recommendations": [str(found.id)], "quotes": quote})
    assert "Somebody else looks at it" in page
    tessa.get(page.url)
    assert QUOTE in tessa.click("See what they get", reads=True)
    tessa.click("The release")
    tessa.click("Approve")
    tessa.fill()
    page = tessa.click("Give access")
    assert "Works for: Labour Training Agency" in page
    page = tessa.fill(button="Yes, give access")
    assert "Has access" in page


def _receive(olga: Visitor) -> bytes:
    olga.get("/p/")
    page = olga.click("Release 20")
    assert "Before you go on" in page
    page = olga.fill({"agreed": False}, stays=True)
    assert page.errors
    olga.fill({"agreed": True}, reads=True)
    package = olga.fill(button="Download the package", reads=True)
    assert package.response["Content-Disposition"] == 'attachment; filename="papers.zip"'
    return package.content


def _answer(olga: Visitor) -> None:
    olga.get("/p/")
    olga.click("Release 20", reads=True)
    olga.click("Answer 20", reads=True)
    page = olga.fill({"position": "in_part"}, stays=True, reads=True)
    assert len(page.errors) == 2
    today = clock.today()
    day = {
        "answered_on_day": str(today.day),
        "answered_on_month": str(today.month),
        "answered_on_year": str(today.year),
    }
    page = olga.fill({"words": ANSWER, **day}, button="Check and send", reads=True, stays=True)
    assert page.h1 == "Is this your answer?"
    page = olga.fill(button="Change it", reads=True, stays=True)
    assert page.form().data()["words"] == [ANSWER]
    olga.fill(button="Check and send", reads=True, stays=True)
    page = olga.fill(button="Send the answer", reads=True)
    assert "Sent. The board can read your answer now." in page


def test_conclusions_become_drafts_by_one_press(world: World) -> None:
    sam = Visitor.as_(world.sam)
    sam.get("/r/new/")
    page = sam.click("Fourteenth meeting", reads=True)
    assert "Make 3 drafts" in page
    page = sam.fill()
    assert "The drafts are there." in page
    assert Recommendation.objects.filter(state=RecommendationState.DRAFT).count() == 3
    page = sam.get(f"/r/new/meeting/{world.meeting.id}/", reads=True)
    assert "Every conclusion of this meeting has its draft." in page


def test_a_stale_wording_stands_beside_hers(world: World) -> None:
    draft = world.draft()
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/{draft.id}/edit/", reads=True)
    actions.reword(
        actor=world.tessa, recommendation=draft, revision=1, draft=actions.Draft("A", f"{CANARY} theirs")
    )
    page = sam.fill({"operative": f"{CANARY} mine"}, stays=True, reads=True)
    assert f"{CANARY} theirs" in page
    assert page.form().data()["operative"] == [f"{CANARY} mine"]
    page = sam.fill(reads=True)
    assert f"{CANARY} mine" in page


def test_a_wording_without_words_comes_back(world: World) -> None:
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/new/joint/{world.synthesis.id}/", reads=True)
    page = sam.fill({"operative": f"{CANARY} kept"}, stays=True, reads=True)
    assert len(page.errors) == 2
    assert page.form().data()["operative"] == [f"{CANARY} kept"]


def test_drafts_can_be_dropped(world: World) -> None:
    draft = world.draft()
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/{draft.id}/", reads=True)
    sam.click("Take it back")
    sam.fill()
    assert Recommendation.objects.get(id=draft.id).state == RecommendationState.WITHDRAWN
    assert "Taken back" in sam.get(f"/r/{draft.id}/", reads=True)


def test_a_release_can_be_dropped_and_access_ended(world: World) -> None:
    release = world.sent()
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/release/{release.id}/access/")
    assert "No access" in sam.fill(button="End access")
    sam.click("The release")
    sam.click("Take it back")
    sam.fill()
    assert Release.objects.get(id=release.id).state == ReleaseState.RECALLED
    assert "Recalled" in sam.get(f"/r/release/{release.id}/")


def test_the_preview_pdf_is_the_document(world: World) -> None:
    page = Visitor.as_(world.tessa).get(f"/r/release/{world.prepared().id}/preview.pdf", reads=True)
    assert page.content.startswith(b"%PDF-")


@pytest.fixture
def package(world: World) -> bytes:
    release = world.granted()
    return actions.hand_over(actor=world.olga, release=release)


def test_a_package_and_its_pdf_are_checked_in_memory(world: World, package: bytes) -> None:
    olga = Visitor.as_(world.olga)
    olga.get("/verify/")
    page = _checked(olga, "papers.zip", package)
    assert "This is genuine and complete" in page
    assert Release.objects.get().reference in page
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        pdf = archive.read("recommendations.pdf")
    assert "This file is genuine" in _checked(olga, "any name.pdf", pdf)
    assert "No release that you can see holds this file." in _checked(olga, "x.pdf", pdf + b" ")
    omar = Visitor.as_(world.omar)
    omar.get("/verify/")
    assert "No release that you can see" in _checked(omar, "x.pdf", pdf)


def _checked(visitor: Visitor, name: str, content: bytes) -> Page:
    upload = SimpleUploadedFile(name, content, content_type="application/octet-stream")
    return visitor.fill({"document": upload}, stays=True)


def test_a_file_that_is_too_large_or_missing_is_said_so(world: World) -> None:
    olga = Visitor.as_(world.olga)
    olga.get("/verify/")
    field = "The package, or one file of it"
    assert olga.fill(stays=True).errors == [f"{field} – Choose a file of up to 20 MB"]
    assert _checked(olga, "x.zip", b"").errors == [f"{field} – This file is empty. Choose another one"]
    page = _checked(olga, "x.zip", b"PK" + bytes(20 * 10**6))
    assert page.errors == [f"{field} – This is larger than any file of the board. Choose another one"]


def test_the_key_is_for_everybody(world: World) -> None:
    page = Visitor().get("/verify/key/")
    assert "Ed25519" in page
    assert "SHA-256" in page
    Visitor.as_(world.anna).get("/verify/", status=404)
    Visitor.as_(world.cast.dora.account).get("/verify/", status=404)


def test_an_officer_is_told_everywhere_that_copies_are_asked_back(world: World, package: bytes) -> None:
    world.anna_takes_back()
    release = Release.objects.get()
    olga = Visitor.as_(world.olga)
    for address in ("/", "/p/"):
        page = olga.get(address, reads=True)
        assert page.link(release.reference) == f"/p/{release.id}/"
        tags = [
            text_of(one) for one in page.document.elements if "tag" in one.attrib.get("class", "").split()
        ]
        assert tags == ["Please delete your copies"]
    page = olga.get(f"/p/{release.id}/", reads=True)
    assert [form.action for form in page.forms if "/package/" in form.action] == []
    page = olga.post(f"/p/{release.id}/package/", status=200, reads=True)
    assert "Something in this release may not leave the board now. Ask the secretariat." in page
    assert "permission" not in page.main
    olga.get("/verify/")
    page = _checked(olga, "papers.zip", package)
    asked = "This is genuine, and the board has asked for the copies back. Please delete it."
    assert (asked in page, "This is genuine and complete" in page) == (True, False)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert asked in _checked(olga, "a.pdf", archive.read("recommendations.pdf"))


def test_one_goes_on_from_what_is_endorsed(world: World) -> None:
    sam = Visitor.as_(world.sam)
    endorsed = world.endorsed()
    assert sam.get(f"/r/{endorsed.id}/", reads=True).link("New release") == "/r/release/new/"
    assert "no answer yet" not in Visitor.as_(world.anna).get("/r/")
    world.sent(endorsed)
    assert "Labour Training Agency: no answer yet" in Visitor.as_(world.anna).get("/r/")


def test_a_day_to_come_is_said_at_its_field(world: World) -> None:
    release = world.sent()
    olga = Visitor.as_(world.olga)
    olga.get(f"/p/{release.id}/answer/{world.copy_of(release).id}/", reads=True)
    typed = {"answered_on_day": "1", "answered_on_month": "1", "answered_on_year": "2199"}
    page = olga.fill({"position": "adopted", "words": f"{CANARY} yes", **typed}, stays=True, reads=True)
    assert page.errors == ["Day of this answer – Choose a day that is not in the future."]
    assert page.link("Day of this answer") == "#id_answered_on_day"
