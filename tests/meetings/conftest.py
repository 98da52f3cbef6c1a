"""Papers are made once: each takes about a second."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from board import actions as people
from meetings import actions
from meetings.actions import Item, Note
from meetings.states import ItemPurpose, ListedAs
from privacy.keystore import store
from tests.conftest import ALIASES, key_files_as_before
from tests.meetings import held
from tests.meetings.hostile import HOSTILE
from tests.people import Cast, assemble
from tests.visiting import Visitor

NAMES = {"anna": "Рябина", "bea": "Ελιά", "chloe": "Қайың"}


@dataclass(frozen=True)
class Papers:
    """Agenda and minutes of a meeting as files; `html` is the minutes on screen, `after` a later edition."""

    agenda: Path
    minutes: Path
    after: Path
    html: str
    names: list[str]


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """A database that forgets what happens in here; acts take it for a test's own."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(key_files_as_before())
        for alias in ALIASES:
            block: Any = transaction.atomic(using=alias)
            block._from_testcase = True
            stack.enter_context(block)
            stack.callback(transaction.set_rollback, True, using=alias)
        yield


@pytest.fixture(scope="module")
def papers(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A meeting whose fields try to break out, listed in three scripts, with a quote taken back later."""
    folder = tmp_path_factory.mktemp("papers")
    with django_db_blocker.unblock(), undone():
        store.init()
        return _printed(assemble(), folder)


def _printed(cast: Cast, folder: Path) -> Papers:
    request = held.consulted(cast)
    meeting = held.prepared(
        cast, consultation=request, place=HOSTILE[0], host=HOSTILE[1], languages=HOSTILE[2]
    )
    note = "\n\n".join([*HOSTILE[:6], f"- {HOSTILE[6]}\n- {HOSTILE[7]}"])
    strange = Item(title=HOSTILE[3], purpose=ItemPurpose.ADVICE, body=note, content_note=HOSTILE[4])
    item = actions.add_item(actor=cast.sam.account, meeting=meeting, item=strange)
    actions.add_paper(
        actor=cast.sam.account, item=item, title=HOSTILE[5], by=HOSTILE[6], abstract=" ".join(HOSTILE)
    )
    actions.call_meeting(actor=cast.sam.account, meeting=meeting)
    for who, name in NAMES.items():
        person = getattr(cast, who)
        people.change_chosen_name(actor=person.account, person=person, chosen_name=name)
        row = held.row_of(meeting, person)
        actions.choose_listing(actor=person.account, participant=row, listed_as=ListedAs.CHOSEN_NAME)
    meeting.refresh_from_db()
    return _approved(cast, meeting, item, request, folder)


def _approved(cast: Cast, meeting: Any, item: Any, request: Any, folder: Path) -> Papers:
    sam = cast.sam.account
    there = {row.id: "online" for row in held.people(meeting) if row.person_id != cast.carla.id}
    actions.record_attendance(actor=sam, meeting=meeting, attendance=there)
    actions.close_attendance(actor=sam, meeting=meeting)
    meeting.refresh_from_db()
    minutes = held.written(cast, meeting)
    words = "\n\n".join(HOSTILE)
    for kind in ("said", "view", "decision", "action", "conclusion"):
        written = Note(
            kind=kind,
            text=words,
            heading=HOSTILE[0],
            footnote=HOSTILE[1],
            method="consensus",
            owner=HOSTILE[2],
        )
        actions.add_entry(actor=sam, minutes=minutes, item=item, note=written)
    contribution = held.quotable(cast.anna, request)
    held.quoted(cast, minutes, contribution)
    held.approved(cast, minutes)
    bea, staff = Visitor.as_(cast.bea.account), Visitor.as_(sam)
    at = f"/m/{meeting.id}/"
    before = bea.get(f"{at}minutes.pdf", reads=True)
    html = bea.get(f"{at}minutes/", reads=True).content.decode()
    agenda = staff.get(f"{at}agenda.pdf", reads=True)
    held.taken_back(contribution)
    after = bea.get(f"{at}minutes.pdf", reads=True)
    named = [one.response["Content-Disposition"] for one in (before, agenda, after)]
    for name, page in (("minutes", before), ("agenda", agenda), ("after", after)):
        (folder / f"{name}.pdf").write_bytes(page.content)
    return Papers(folder / "agenda.pdf", folder / "minutes.pdf", folder / "after.pdf", html, named)
