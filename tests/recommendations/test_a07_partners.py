"""A07: a partner's officer sees the copies of her own releases and nothing else, in any format.

A03, A04: another's id, or a pair of ids that do not belong together, is the same 404 as a random one.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from privacy import clock
from recommendations import actions
from recommendations.models import Recommendation, Release
from recommendations.states import Position
from tests.canary import CANARY
from tests.documents import poppler
from tests.house.test_routes import ROUTES
from tests.recommendations.world import World
from tests.visiting import Visitor

MINE = f"{CANARY} mine"
# Never for Olga: a release not approved, one not granted, one recalled, one of the other agency, a draft.
OTHERS = {name: f"{CANARY} {name}" for name in ("prepared", "ungranted", "recalled", "theirs", "draft")}


@pytest.fixture
def releases(world: World) -> dict[str, Release]:
    """Five releases and a draft, each with a word of its own; `mine` was handed over to Olga."""
    made = {"mine": world.sent(world.endorsed(words=MINE))}
    made["prepared"] = world.prepared(world.endorsed(words=OTHERS["prepared"]))
    made["ungranted"] = world.approved(world.endorsed(words=OTHERS["ungranted"]))
    made["recalled"] = world.sent(world.endorsed(words=OTHERS["recalled"]))
    actions.drop_release(actor=world.sam, release=made["recalled"])
    world.draft(words=OTHERS["draft"])
    made["theirs"] = _theirs(world)
    return made


def _theirs(world: World) -> Release:
    advice = world.from_conclusions(to=[world.cast.other_agency], words=OTHERS["theirs"])
    release = world.prepared(advice, to=world.cast.other_agency)
    actions.approve_release(actor=world.tessa, release=release)
    actions.grant_access(actor=world.sam, release=release, officer=world.omar)
    actions.accept_terms(actor=world.omar, release=release)
    actions.hand_over(actor=world.omar, release=release)
    return Release.objects.get(id=release.id)


@pytest.mark.slow
def test_a07_partner_sees_only_own_release_copies(
    typeset: None, world: World, releases: dict[str, Release], tmp_path: Path
) -> None:
    olga = Visitor.as_(world.olga)
    seen = [olga.get("/p/").content]
    mine = releases["mine"]
    links = olga.page.links
    assert [words for words in links if words.startswith("Release")] == [f"Release {mine.reference}"]
    seen.append(olga.get(f"/p/{mine.id}/", reads=True).content)
    seen.append(olga.get(f"/p/{mine.id}/answer/{world.copy_of(mine).id}/", reads=True).content)
    seen += _in_package(olga.post(f"/p/{mine.id}/package/", status=200, reads=True).content, tmp_path)
    for name, release in releases.items():
        if name != "mine":
            seen += [page.content for page in _tried(olga, release)]
    everything = b"\n".join(seen).decode(errors="replace")
    assert MINE in everything
    for name, words in OTHERS.items():
        assert words not in everything, name
    assert "Shelter Network" not in everything


def _in_package(content: bytes, folder: Path) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    pdf = folder / "release.pdf"
    pdf.write_bytes(files["recommendations.pdf"])
    text = " ".join(poppler.run("pdftotext", pdf, "-").split())
    assert MINE in text
    return [*files.values(), text.encode()]


def _tried(visitor: Visitor, release: Release) -> list[Any]:
    """Everything an officer may try with a release that is not hers."""
    here = f"/p/{release.id}/"
    copy = release.copies.get()
    pages = [visitor.get(here, status=404), visitor.get(f"{here}answer/{copy.id}/", status=404)]
    pages += [
        visitor.post(f"{here}{last}", {"agreed": "on", "position": "adopted", "do": "send"}, status=404)
        for last in ("terms/", "package/", f"answer/{copy.id}/")
    ]
    return pages


@pytest.mark.slow
def test_a07_the_twin_sees_hers(world: World, releases: dict[str, Release]) -> None:
    omar = Visitor.as_(world.omar)
    package = omar.post(f"/p/{releases['theirs'].id}/package/", status=200, reads=True).content
    assert OTHERS["theirs"].encode() in package
    assert MINE.encode() not in package


@pytest.mark.slow
def test_a07_access_ends_at_the_next_request(world: World, releases: dict[str, Release]) -> None:
    olga = Visitor.as_(world.olga)
    mine = releases["mine"]
    olga.get(f"/p/{mine.id}/", reads=True)
    actions.end_access(actor=world.sam, release=mine, officer=world.olga)
    for page in _tried(olga, mine):
        assert page.status == 404
    assert "Nothing was sent to you yet." in olga.get("/p/")


@pytest.mark.slow
def test_a07_actions_refuse_what_the_pages_hide(world: World, releases: dict[str, Release]) -> None:
    from privacy.permissions import Denied

    theirs = releases["theirs"]
    attempts = [
        lambda: actions.accept_terms(actor=world.olga, release=theirs),
        lambda: actions.hand_over(actor=world.olga, release=theirs),
        lambda: actions.respond(
            actor=world.olga,
            copy=world.copy_of(theirs),
            position=Position.ADOPTED,
            words=f"{CANARY} no",
            answered_on=clock.today(),
        ),
        lambda: actions.grant_access(actor=world.sam, release=theirs, officer=world.olga),
        lambda: actions.grant_access(actor=world.sam, release=releases["mine"], officer=world.omar),
        lambda: actions.grant_access(actor=world.olga, release=theirs, officer=world.olga),
    ]
    for attempt in attempts:
        with pytest.raises(Denied):
            attempt()


# --- A03, A04


OURS = {name: route for name, route in ROUTES.items() if name.startswith("recommendations:")}


def _address(path: str, ids: dict[str, object]) -> str:
    return re.sub(r"<uuid:(\w+)>", lambda found: str(ids[found[1]]), path)


@pytest.mark.slow
def test_a03_idor_swap_ids_all_routes(world: World, releases: dict[str, Release]) -> None:
    """Whoever has no right to an address gets the 404 of a random id, by GET and by POST, byte for byte."""
    theirs = releases["theirs"]
    ids: dict[str, object] = {
        "synthesis": world.synthesis.id,
        "meeting": world.meeting.id,
        "organisation": world.cast.agency.id,
        "release": theirs.id,
        "person": world.cast.olga.id,
        "recommendation": Recommendation.objects.get(state="draft", title="Safe contact").id,
        "copy": theirs.copies.get().id,
    }
    random = {name: uuid4() for name in ids}
    checked = 0
    for name in ("anna", "olga", "dora", "adam"):
        visitor = Visitor.as_(getattr(world.cast, name).account)
        for route in OURS.values():
            if "<" not in route["path"]:
                continue
            checked += 1
            for ask in [visitor.get] if "GET" in route["methods"] else []:
                _same(
                    ask(_address(route["path"], ids), status=404),
                    ask(_address(route["path"], random), status=404),
                )
            if "POST" in route["methods"]:
                hostile = {"officer": str(world.cast.olga.id), "do": "give", "agreed": "on", "revision": "1"}
                _same(
                    visitor.post(_address(route["path"], ids), hostile, status=404),
                    visitor.post(_address(route["path"], random), hostile, status=404),
                )
    assert checked == 4 * sum(1 for route in OURS.values() if "<" in route["path"])


def _same(one: Any, other: Any) -> None:
    assert one.content == other.content, one.url


def test_a03_lists_and_doors_of_others(world: World) -> None:
    for path, who in {
        "/r/": ("olga", "dora", "adam"),
        "/r/new/": ("anna", "olga", "dora", "adam"),
        "/r/releases/": ("anna", "olga", "dora", "adam"),
        "/r/release/new/": ("anna", "olga", "dora", "adam"),
        "/p/": ("anna", "sam", "chloe", "dora", "adam"),
    }.items():
        for name in who:
            Visitor.as_(getattr(world.cast, name).account).get(path, status=404)


@pytest.mark.slow
def test_a03_hidden_ids_of_forms(world: World, releases: dict[str, Release]) -> None:
    """A passage, a decision, an organisation or an officer that the form did not offer."""
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/release/{releases['ungranted'].id}/access/")
    sam.post(
        f"/r/release/{releases['ungranted'].id}/access/{world.cast.omar.id}/",
        status=404,
    )
    page = sam.post(
        f"/r/release/new/{world.cast.agency.id}/",
        {"recommendations": [str(Recommendation.objects.get(title="Other advice").id)]},
        status=200,
    )
    assert page.errors


@pytest.mark.slow
def test_a04_idor_nested_mismatch(world: World, releases: dict[str, Release]) -> None:
    """A copy of one release under the address of another, both Olga's own."""
    second = world.sent(world.endorsed(words=f"{CANARY} second"))
    olga = Visitor.as_(world.olga)
    pair = f"/p/{second.id}/answer/{world.copy_of(releases['mine']).id}/"
    olga.get(f"/p/{second.id}/answer/{world.copy_of(second).id}/", reads=True)
    _same(olga.get(pair, status=404), olga.get(f"/p/{second.id}/answer/{uuid4()}/", status=404))
    olga.post(pair, {"position": "adopted", "do": "send"}, status=404)
