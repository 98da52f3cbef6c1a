"""What leaves the house: the same bytes each time, a closed list of keys, no clock, no ids, no names.

C09 metadata · H10 minimal JSON · H11 tampering, at the page · H13 unlinkable · PDF/UA.
"""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import archive, package
from privacy import anchors, clock
from recommendations import actions, copies, queries
from recommendations.models import Release
from tests.canary import CANARY
from tests.documents import poppler
from tests.recommendations.world import OPERATIVE, QUOTE, RATIONALE, World
from tests.visiting import Visitor

UUID = re.compile(rb"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.IGNORECASE)
CLOCK = re.compile(rb"\d\d:\d\d(:\d\d)?|T\d\d|D:\d{9,}|[0-9]{2}Z")
SCHEMA = {
    "format": str,
    "version": int,
    "release": str,
    "from": str,
    "for": str,
    "made_on": str,
    "recommendations": [
        {
            "reference": str,
            "title": str,
            "endorsed_on": str,
            "addressed_to": [str],
            "operative": str,
            "rationale": str,
            "rests_on": [str],
            "in_the_words_of_members": [{"words": str, "named_as": str}],
        }
    ],
}


def shape(value: Any) -> Any:
    """Keys and types; every entry of a list has to have the same."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        shapes = [shape(inner) for inner in value]
        assert all(one == shapes[0] for one in shapes)
        return shapes[:1]
    return type(value)


@pytest.fixture
def release(world: World) -> Release:
    return world.granted(world.endorsed(), world.endorsed(world.paraphrase, title="Second"))


@pytest.fixture
def files(typeset: None, world: World, release: Release) -> dict[str, bytes]:
    """The package of a real hand-over, unpacked."""
    files, _day = archive.unpack(actions.hand_over(actor=world.olga, release=release))
    return files


def data_of(world: World, release: Release) -> dict[str, Any]:
    """The JSON of a release."""
    return json.loads(copies.data_of(queries.preview_for(world.sam, release)))


@pytest.mark.slow
def test_built_twice_it_is_the_same_bytes(typeset: None, world: World, release: Release) -> None:
    first = actions.hand_over(actor=world.olga, release=release)
    assert first == actions.hand_over(actor=world.olga, release=release)
    sums = dict(release.files.values_list("name", "sha256"))
    unpacked, _day = archive.unpack(first)
    assert sums == {name: package.digest(unpacked[name]) for name in (copies.PDF_NAME, copies.JSON_NAME)}


def test_the_other_side_gets_what_the_preview_shows(world: World, release: Release) -> None:
    shown = queries.preview_for(world.tessa, release)
    actions.hand_over(actor=world.olga, release=release)
    handed = copies.compose(release, reader=world.olga)
    assert shown == handed
    page = Visitor.as_(world.tessa).get(f"/r/release/{release.id}/preview/", reads=True)
    assert " ".join(copies.data_of(handed).decode().split()) in page.text


def test_what_was_approved_stays_though_titles_change(world: World, release: Release) -> None:
    before = data_of(world, release)
    world.cast.agency.refresh_from_db()
    another = world.endorsed(world.paraphrase, title="Third")
    assert data_of(world, release) == before
    assert another.reference not in json.dumps(before)


def test_h10_json_export_minimal(world: World, release: Release) -> None:
    said = data_of(world, release)
    quoted = said["recommendations"][0]["in_the_words_of_members"]
    assert quoted == [{"words": QUOTE, "named_as": "A member of the board"}]
    said["recommendations"][1]["in_the_words_of_members"] = quoted  # none there: the shape of an empty list
    assert shape(said) == SCHEMA
    raw = copies.data_of(queries.preview_for(world.sam, release))
    assert not UUID.search(raw)
    assert UUID.search(str(release.id).encode())
    for inside in ("Anna", "Sam", "2026/C-001", "sam-0000", "14/1"):
        assert inside.encode() not in raw


def test_h13_release_metadata_unlinkable(world: World, release: Release) -> None:
    """No clock, no id, no language of a writer; quotes and kinds in an order that says nothing of anybody."""
    raw = copies.data_of(queries.preview_for(world.sam, release))
    assert not CLOCK.search(raw)
    assert CLOCK.search(b"2026-11-21T10:11:12")
    said = json.loads(raw)
    assert "language" not in json.dumps(said)
    for one in said["recommendations"]:
        assert one["rests_on"] == sorted(one["rests_on"])
        assert one["addressed_to"] == sorted(one["addressed_to"])
        words = [quote["words"] for quote in one["in_the_words_of_members"]]
        assert words == sorted(words)
    assert said["made_on"] == clock.today().isoformat()


def test_h13_the_order_of_quotes_is_that_of_the_alphabet() -> None:
    from recommendations.copies.quoting import words_in

    assert "alphabet" in (words_in.__doc__ or "")
    words = (copies.Words("b", ""), copies.Words("a", "x"), copies.Words("a", ""))
    ordered = sorted(words, key=lambda one: (one.words, one.named_as))
    assert [one.words for one in ordered] == ["a", "a", "b"]


@pytest.mark.slow
def test_c09_package_says_nothing_of_itself(world: World, files: dict[str, bytes], release: Release) -> None:
    content = actions.hand_over(actor=world.olga, release=release)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.comment == b""
        entries = opened.infolist()
    day = clock.today()
    assert [entry.filename for entry in entries] == [
        "manifest.json",
        "manifest.sig",
        "recommendations.json",
        "recommendations.pdf",
    ]
    for entry in entries:
        assert entry.date_time == (day.year, day.month, day.day, 0, 0, 0)
        assert (entry.comment, entry.extra, entry.create_system) == (b"", b"", 3)
    manifest = json.loads(files["manifest.json"])
    assert manifest["about"] == {
        "release": release.reference,
        "from": "Advisory Board",
        "for": "Labour Training Agency",
        "edition": "1",
        "log": release.log_end,
        "ledger": release.ledger_end,
    }
    assert (release.log_end[:1].isdecimal(), release.ledger_end) == (True, anchors.ledger_end())
    said = files["manifest.json"].split(b'"files"')[0].replace(release.log_end.encode(), b"")
    assert not UUID.search(said)


@pytest.mark.slow
def test_c09_pdf_says_only_what_is_allowed(files: dict[str, bytes], release: Release) -> None:
    with pikepdf.open(io.BytesIO(files[copies.PDF_NAME])) as document:
        day = clock.today().strftime("D:%Y%m%d")
        assert {key: str(value) for key, value in document.docinfo.items()} == {
            "/Title": f"Release {release.reference}",
            "/Author": "Advisory Board",
            "/Producer": "Atrium",
            "/CreationDate": day,
            "/ModDate": day,
        }
        assert len(document.attachments) == 0


@pytest.mark.slow
def test_the_pdf_is_for_everybody_and_complete(files: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "release.pdf"
    file.write_bytes(files[copies.PDF_NAME])
    assert [finding.rule_id for finding in pdfua.validate(str(file)).findings] == []
    text = " ".join(poppler.run("pdftotext", file, "-").split())
    order = ["For Labour Training Agency only", "Safe contact", OPERATIVE, "Why", RATIONALE, QUOTE]
    places = [text.find(words) for words in [*order, "A member of the board", "Second"]]
    assert -1 not in places
    assert places == sorted(places)


# --- H11, at the page


def _changed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, copies.JSON_NAME: files[copies.JSON_NAME].replace(b"Safe", b"Same")}


def _dropped(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: body for name, body in files.items() if name != copies.JSON_NAME}


def _added(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "letter.txt": b"pay here"}


def _other_key(files: dict[str, bytes]) -> dict[str, bytes]:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    return {**files, "manifest.sig": base64.b64encode(other.sign(files["manifest.json"])) + b"\n"}


def _without_signature(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: body for name, body in files.items() if name != "manifest.sig"}


TAMPERED: list[tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = [
    (_changed, "A file is not as it was signed."),
    (_dropped, "A file that was signed is not there."),
    (_added, "There is a file that was not signed."),
    (_other_key, "This was not signed with a key of this board."),
    (_without_signature, "This is not a package as this board makes them, or it was changed."),
]


def test_h11_signed_package_tamper(world: World, release: Release) -> None:
    """Changed, dropped, added, signed by another, re-ordered, with data behind it; a good one passes."""
    content = actions.hand_over(actor=world.olga, release=release)
    files, day = archive.unpack(content)
    olga = Visitor.as_(world.olga)
    assert _said(olga, content) == package.Outcome.GENUINE.label
    for tamper, sentence in TAMPERED:
        assert _said(olga, archive.pack(tamper(files), made_on=day)) == sentence
    for trick in (_reordered(files, day), content + b"tail", b"PK" + content[2:-30]):
        assert _said(olga, trick) == package.Outcome.NO_PACKAGE.label


def test_h11_an_older_package_is_genuine_and_says_which_it_is(world: World, release: Release) -> None:
    old = actions.hand_over(actor=world.olga, release=release)
    world.sent(world.endorsed(words=f"{CANARY} newer"))
    olga = Visitor.as_(world.olga)
    olga.get("/verify/")
    page = olga.fill({"document": SimpleUploadedFile("old.zip", old)}, stays=True)
    assert f"Release {release.reference}" in page


def _reordered(files: dict[str, bytes], day: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files, reverse=True):
            made.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), files[name])
    return out.getvalue()


def _said(visitor: Visitor, content: bytes) -> str:
    visitor.get("/verify/")
    page = visitor.fill({"document": SimpleUploadedFile("papers.zip", content)}, stays=True)
    assert not page.errors
    return page.messages[0]
