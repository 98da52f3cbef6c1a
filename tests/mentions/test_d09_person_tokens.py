"""People in minutes and recommendations: named as each chose for whoever reads, and gone when she goes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
import time_machine

from board import actions as people
from board.models import MentionChoice
from documents import package
from meetings import actions as meetings
from meetings import queries
from meetings.actions import Note
from meetings.models import Minutes
from pages.mentions import token
from privacy import clock
from privacy.states import Naming
from recommendations import actions
from recommendations.queries import check_upload
from tests.canary import CANARY
from tests.documents import poppler
from tests.meetings import held
from tests.people import Cast
from tests.recommendations.world import build
from tests.visiting import Visitor

DAY = dt.timedelta(hours=25)


def _choose(person: Any, inside: Naming, outside: Naming = Naming.MEMBER, **names: str) -> None:
    people.choose_mention(actor=person.account, person=person, inside=inside, outside=outside, **names)


def _yesterday(person: Any, inside: Naming, outside: Naming = Naming.MEMBER, **names: str) -> None:
    with time_machine.travel(clock.now() - DAY, tick=False):
        _choose(person, inside, outside, **names)


def _minuted(cast: Cast, words: str) -> Minutes:
    minutes = held.written(cast, held.held(cast))
    note = Note(text=words, footnote=words)
    meetings.add_entry(
        actor=cast.sam.account, minutes=minutes, item=held.items(minutes.meeting)[-1], note=note
    )
    held.approved(cast, minutes)
    return minutes


def _shown(cast: Cast, minutes: Minutes, name: str = "bea") -> str:
    return Visitor.as_(getattr(cast, name).account).get(f"/m/{minutes.meeting_id}/minutes/", reads=True).text


def _pdf(cast: Cast, minutes: Minutes, folder: Any) -> str:
    answer = Visitor.as_(cast.bea.account).get(f"/m/{minutes.meeting_id}/minutes.pdf", reads=True)
    file = folder / "minutes.pdf"
    file.write_bytes(answer.content)
    return " ".join(poppler.run("pdftotext", str(file), "-").split())


@pytest.mark.slow
def test_d09_person_tokens_render_after_erasure(cast: Cast, tmp_path: Any) -> None:
    """Minutes and a recommendation with a token: named; erased: "a former member"; the old PDF is old."""
    world = build(cast)
    carla = cast.carla
    _yesterday(carla, Naming.NAME, Naming.PEN_NAME, pen_name="Heron")
    words = f"{CANARY} the words of {token(carla.id)} count"
    minutes = _minuted(cast, words)
    assert f"{CANARY} the words of Carla count" in _shown(cast, minutes)
    assert f"{CANARY} the words of Carla count" in _pdf(cast, minutes, tmp_path)
    before = world.granted(world.endorsed(words=words), quoting=False)
    old = actions.hand_over(actor=world.olga, release=before)
    assert "the words of Heron count" in _data(old)
    assert check_upload(world.tessa, old)[0].outcome == package.Outcome.GENUINE
    people.erase_person(actor=carla.account, person=carla)
    assert not MentionChoice.objects.filter(person=carla).exists()
    for text in (_shown(cast, minutes), _pdf(cast, minutes, tmp_path)):
        assert f"{CANARY} the words of a former member count" in text
        assert "Carla" not in text
    checked, said = check_upload(world.tessa, old)
    assert (checked.outcome, "older edition" in said) == (package.Outcome.DIFFERENT, True)
    alone = check_upload(world.tessa, _file(old, "recommendations.pdf"))[0]
    assert alone.outcome == package.Outcome.DIFFERENT
    new = actions.hand_over(actor=world.olga, release=before)
    assert "the words of a former member count" in _data(new)
    assert "Heron" not in _data(new)
    assert check_upload(world.tessa, new)[0].outcome == package.Outcome.GENUINE
    assert check_upload(world.tessa, _file(new, "recommendations.pdf"))[0].outcome == package.Outcome.GENUINE
    assert check_upload(world.tessa, old)[0].outcome == package.Outcome.DIFFERENT


def _file(package_bytes: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package_bytes)) as held_in:
        return held_in.read(name)


def _data(package_bytes: bytes) -> str:
    return _file(package_bytes, "recommendations.json").decode()


INSIDE_AND_OUT = [
    (Naming.NOBODY, "somebody", "somebody"),
    (Naming.MEMBER, "a member", "a member"),
    (Naming.PEN_NAME, "Heron", "Heron"),
    (Naming.NAME, "Carla", "Carla"),
]


@pytest.mark.parametrize(("how", "inside", "outside"), INSIDE_AND_OUT)
def test_each_is_named_as_she_chose(cast: Cast, how: Naming, inside: str, outside: str) -> None:
    from board.queries import naming
    from privacy.states import Audience

    _yesterday(cast.carla, how, how, pen_name="Heron")
    text = f"with {token(cast.carla.id)}"
    assert naming([text], Audience.BOARD)(text) == f"with {inside}"
    assert naming([text], Audience.AGENCY)(text) == f"with {outside}"


def test_more_waits_a_day_and_less_holds_at_once(cast: Cast) -> None:
    from board.queries import naming
    from privacy.states import Audience

    text = f"with {token(cast.carla.id)}"
    _choose(cast.carla, Naming.NAME)
    assert naming([text], Audience.BOARD)(text) == "with a member"
    with time_machine.travel(clock.now() + DAY, tick=False):
        assert naming([text], Audience.BOARD)(text) == "with Carla"
        _choose(cast.carla, Naming.NOBODY)
        assert naming([text], Audience.BOARD)(text) == "with somebody"


def test_data_protection_reads_no_name_of_those_inside(cast: Cast) -> None:
    _yesterday(cast.carla, Naming.NAME, Naming.MEMBER)
    minutes = _minuted(cast, f"{CANARY} said by {token(cast.carla.id)}")
    assert f"{CANARY} said by Carla" in _shown(cast, minutes)
    assert f"{CANARY} said by a member" in _shown(cast, minutes, "dora")


def test_her_own_words_are_never_taken_for_a_mention(cast: Cast) -> None:
    from tests.meetings.quoting import page_for

    _yesterday(cast.carla, Naming.NAME)
    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    words = f"{CANARY} I know {token(cast.carla.id)}"
    wish = held.Wish(use=held.Form.QUOTE, show_first=False)
    contribution = held.stories.standing(cast.anna, request, wish, words=f"I know {token(cast.carla.id)}")
    held.quoted(cast, minutes, contribution, words=words)
    held.approved(cast, minutes)
    assert words in page_for(cast, "bea", minutes)


def test_an_editor_types_a_code_and_a_token_is_sealed(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    item = held.items(minutes.meeting)[-1]
    sam = Visitor.as_(cast.sam.account)
    place = f"/m/{minutes.meeting_id}/live/{item.id}/"
    code = f"[Carla #{cast.carla.id.hex[:4]}]"
    assert code in sam.get(place, reads=True)
    sam.fill({"text": f"{CANARY} {code} opens the meeting"}, form="note", reads=True)
    entry = held.entries(minutes)[-1]
    assert queries.entry_texts(entry, cast.sam.account)["text"] == (
        f"{CANARY} {token(cast.carla.id)} opens the meeting"
    )
    again = sam.get(f"/m/{minutes.meeting_id}/note/{entry.id}/", reads=True)
    assert code in again.content.decode()
    assert "A member opens" in sam.get(place, reads=True) or "a member opens" in sam.get(place, reads=True)


def test_a_code_of_nobody_is_asked_about_and_the_words_stay(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    item = held.items(minutes.meeting)[-1]
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/m/{minutes.meeting_id}/live/{item.id}/", reads=True)
    after = sam.fill({"text": f"{CANARY} [Vida #ffffffff] spoke"}, form="note", stays=True, reads=True)
    assert "Nobody has the code #ffffffff" in " ".join(after.errors)
    assert "[Vida #ffffffff] spoke" in after.content.decode()


def test_choosing_on_her_page(cast: Cast) -> None:
    carla = Visitor.as_(cast.carla.account)
    carla.get("/me/mentions/")
    after = carla.fill({"inside": "pen_name", "pen_name": ""}, stays=True)
    assert "Write the pen name" in " ".join(after.errors)
    carla.fill({"inside": "pen_name", "pen_name": "Heron", "other_names": "Lalka"})
    row = MentionChoice.objects.get(person=cast.carla)
    assert (row.inside, row.outside) == (Naming.PEN_NAME, Naming.MEMBER)
    assert "Heron" in carla.get("/me/mentions/").content.decode()
    assert Visitor.as_(cast.olga.account).get("/me/mentions/", status=404).status == 404
