"""The file of a paper: sixteen papers of a seminar may each have one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from meetings import actions
from meetings.models import AgendaItem, Paper
from privacy.crypto import KeyDestroyed
from privacy.files.sealing import pair_of
from privacy.models import Event, StoredFile
from privacy.permissions import Denied
from tests import samples
from tests.canary import CANARY
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Visitor

pytestmark = pytest.mark.usefixtures("own_folder")
WORDS = f"{CANARY} in a paper"


def with_file(cast: Cast) -> Paper:
    paper = Paper.objects.get()
    with closing(samples.incoming("statement.txt", WORDS.encode())) as upload:
        actions.add_file(actor=cast.sam.account, paper=paper, upload=upload)
    paper.refresh_from_db()
    return paper


def status_of(account: object, url: str) -> int:
    answer = Visitor.as_(account).client.get(url, secure=True)
    answer.getvalue()
    return answer.status_code


def test_staff_add_a_file_and_readers_of_the_agenda_save_it(cast: Cast) -> None:
    meeting = held.called(cast)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/m/{meeting.id}/agenda/", reads=True)
    here = sam.click("Add its file").url
    page = sam.fill({"file": samples.upload("paper.xlsx", samples.docx())}, form=here, stays=True)
    assert "Save it as PDF and add that." in page.errors[0]
    page = sam.fill({"file": samples.upload("statement.txt", WORDS.encode())}, form=here)
    assert page.messages == ["The file is added."]
    assert "statement.txt" in page.main
    paper = Paper.objects.get()
    url = f"/m/{meeting.id}/paper/{paper.id}/file/"
    bea = Visitor.as_(cast.bea.account)
    page = bea.get(f"/m/{meeting.id}/agenda/", reads=True)
    assert page.link("Save the file") == url
    page = bea.get(url, reads=True)
    assert page.content.decode() == WORDS
    assert page.response["Content-Disposition"] == 'attachment; filename="statement.txt"'
    event = Event.objects.order_by("-seq").first()
    assert (event.code, event.outcome, event.role) == ("file.opened", "read", "member")
    readers = {name for name, one in cast.everybody().items() if status_of(one, url) == 200}
    assert readers == {"anna", "bea", "carla", "chloe", "sam", "tessa"}


def test_before_the_meeting_is_called_it_is_for_those_who_prepare(cast: Cast) -> None:
    meeting = held.prepared(cast)
    paper = with_file(cast)
    url = f"/m/{meeting.id}/paper/{paper.id}/file/"
    readers = {name for name, one in cast.everybody().items() if status_of(one, url) == 200}
    assert readers == {"chloe", "sam", "tessa"}
    for name in ("anna", "olga", "dora", "adam"):
        visitor = Visitor.as_(cast.everybody()[name])
        for where in ("", "file/remove/"):
            visitor.get(f"/m/{meeting.id}/paper/{paper.id}/{where}", status=404)
            visitor.post(f"/m/{meeting.id}/paper/{paper.id}/{where}", status=404)


def test_one_file_a_paper(cast: Cast) -> None:
    held.prepared(cast)
    paper = with_file(cast)
    with closing(samples.incoming("b.txt", b"more")) as upload, pytest.raises(Denied, match="file"):
        actions.add_file(actor=cast.sam.account, paper=paper, upload=upload)
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["file", "paper", "item"])
def test_it_goes_with_its_paper_and_with_the_item(cast: Cast, own_folder: Path, what: str) -> None:
    meeting = held.prepared(cast)
    paper = with_file(cast)
    key, sam = bytes(paper.file.record), cast.sam.account
    assert len(list((own_folder / "kept").iterdir())) == 1
    if what == "item":
        actions.remove_item(actor=sam, item=AgendaItem.objects.get(papers=paper))
    elif what == "paper":
        actions.remove_paper(actor=sam, paper=paper)
    else:
        visitor = Visitor.as_(sam)
        visitor.get(f"/m/{meeting.id}/paper/{paper.id}/file/remove/")
        assert visitor.fill().messages == ["The file is removed."]
        assert Paper.objects.get().label is None
    assert list((own_folder / "kept").iterdir()) == []
    assert not StoredFile.objects.exists()
    with pytest.raises(KeyDestroyed):
        pair_of(bytes(cast.board.scope), key)
