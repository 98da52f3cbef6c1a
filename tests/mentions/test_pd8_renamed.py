"""PD8: after she changed her name, what is made or opened later holds the new one alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from board import actions as people
from meetings import actions as meetings
from meetings.states import ListedAs
from pages.mentions import token
from privacy.states import Naming
from recommendations import actions
from tests.canary import CANARY
from tests.meetings import held
from tests.mentions.test_d09_person_tokens import _minuted, _pdf, _yesterday
from tests.people import Cast
from tests.recommendations.world import World, build
from tests.visiting import Visitor

OLD, NEW = "Zaunkoenig", "Wren"


def unpacked(package: bytes) -> str:
    """All that a package holds, the words of its PDF included."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        found = {name: files.read(name) for name in files.namelist()}
    papers = [content for name, content in found.items() if name.endswith(".pdf")]
    words = [page.extract_text() for paper in papers for page in PdfReader(io.BytesIO(paper)).pages]
    plain = [found[name].decode() for name in found if name.endswith((".json", ".txt", ".html", ".csv"))]
    assert words
    assert plain
    return " ".join(" ".join([*words, *plain]).split())


def everything(cast: Cast, world: World, minutes: Any, release: Any, folder: Path) -> dict[str, str]:
    """Every page and paper that named her under the old name, asked for now."""
    meeting = minutes.meeting_id
    found = {"the PDF of minutes": _pdf(cast, minutes, folder)}
    edition = minutes.editions.latest("number").id
    for name in ("bea", "carla", "sam", "chloe"):
        visitor = Visitor.as_(cast.everybody()[name])
        for path in (
            f"/m/{meeting}/",
            f"/m/{meeting}/minutes/",
            f"/m/{meeting}/minutes/{edition}/",
            "/board/",
        ):
            found[f"{name} at {path}"] = visitor.get(path, reads=True).content.decode()
    sam = Visitor.as_(cast.sam.account)
    for path in ("/people/", f"/people/{cast.carla.id}/", f"/m/{meeting}/people/"):
        found[f"sam at {path}"] = sam.get(path, reads=True).content.decode()
    found["the package"] = unpacked(actions.hand_over(actor=world.olga, release=release))
    return found


@pytest.mark.slow
def test_pd8_renamed_the_old_name_is_in_no_paper_made_later_and_in_no_export(
    cast: Cast, tmp_path: Path
) -> None:
    world = build(cast)
    people.change_chosen_name(actor=cast.carla.account, person=cast.carla, chosen_name=OLD)
    _yesterday(cast.carla, Naming.NAME, Naming.NAME)
    words = f"{CANARY} the words of {token(cast.carla.id)} count"
    minutes = _minuted(cast, words)
    listed = held.row_of(minutes.meeting, cast.chloe)
    meetings.choose_listing(actor=cast.chloe.account, participant=listed, listed_as=ListedAs.WITHOUT_NAME)
    release = world.granted(world.endorsed(words=words), quoting=False)
    before = everything(cast, world, minutes, release, tmp_path)
    # The twin: she was named there, on a page, on paper and in what left the board.
    for place in ("the PDF of minutes", "the package", "sam at /people/"):
        assert OLD in before[place], place
    carla = Visitor.as_(cast.carla.account)
    carla.get("/me/name/")
    carla.fill({"chosen_name": NEW})
    after = everything(cast, world, minutes, release, tmp_path)
    assert [place for place, text in after.items() if OLD in text] == []
    for place in ("the PDF of minutes", "the package", "sam at /people/"):
        assert NEW in after[place], place
