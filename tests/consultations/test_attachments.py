"""A member's files: added to her text, read by whom she chose, gone when she says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from board import actions as people
from consultations import actions
from consultations.models import Attachment
from consultations.rules import Wish
from documents.intake.names import safe_name
from documents.intake.reasons import Kind
from privacy.crypto import KeyDestroyed
from privacy.files.sealing import pair_of
from privacy.models import Event, Shredding, StoredFile
from privacy.states import Audience, Form
from tests import samples
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

WORDS = f"{CANARY} in her file"


pytestmark = pytest.mark.usefixtures("own_folder")


def on_disk(folder: Path) -> list[str]:
    return sorted(one.parent.name for one in folder.rglob("*") if one.is_file())


def status_of(account: object, url: str) -> int:
    answer = Visitor.as_(account).client.get(url, secure=True)
    answer.getvalue()
    return answer.status_code


def test_she_adds_a_file_to_her_draft_and_nothing_typed_is_lost(cast: Cast, own_folder: Path) -> None:
    request = stories.opened(cast)
    visitor = Visitor.as_(cast.anna.account)
    visitor.get(f"/c/{request.id}/answer/", reads=True)
    typed = f"{CANARY} half a sentence"
    page = visitor.fill({"body": typed, "naming": "member"}, button="Add a file")
    assert page.h1 == "Your files"
    for name, content, sentence in (
        ("plan.docx", samples.docx(), "Save it as PDF and add that."),
        ("empty.txt", b"", "This file is empty."),
        ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(50), "Sound and film cannot be added here."),
    ):
        page = visitor.fill({"file": samples.upload(name, content)}, stays=True)
        assert sentence in page.errors[0]
        assert page.title == "Please check: Files – Pages"
    page = visitor.fill({}, stays=True)
    assert page.errors == ["Choose a file – No file has arrived. Choose one and try again."]
    assert on_disk(own_folder) == []
    page = visitor.fill({"file": samples.upload("my letter.txt", WORDS.encode(), "text/plain")})
    assert page.messages == ["The file is added."]
    assert "my letter.txt" in page
    assert on_disk(own_folder) == ["kept"]
    page = visitor.get(f"/c/{request.id}/answer/", reads=True)
    assert typed in page.content.decode()
    page = visitor.fill({}, button="Check and send", reads=True)
    assert "my letter.txt" in page.main
    page = visitor.fill({}, button="Send")
    contribution = Attachment.objects.get().contribution
    page = visitor.get(f"/seen/{contribution.id}/", reads=True)
    assert "my letter.txt" in page.main


def test_what_is_handed_out_is_what_was_sealed(cast: Cast) -> None:
    contribution = stories.drafted(cast.anna, stories.opened(cast))
    attachment = stories.attached(contribution, name="Zeugnis über „Ära“.txt")
    visitor = Visitor.as_(cast.anna.account)
    before = Event.objects.count()
    page = visitor.get(f"/c/{contribution.consultation_id}/files/{attachment.id}/", reads=True)
    assert page.content.decode() == WORDS
    assert Event.objects.count() == before  # her own, unnoted
    head = page.response.headers
    assert head["Content-Security-Policy"].startswith("sandbox; ")
    assert head["Content-Length"] == str(len(WORDS.encode()))
    assert head["Content-Type"] == "text/plain; charset=utf-8"
    name = head["Content-Disposition"]
    assert name == "attachment; filename*=utf-8''Zeugnis%20%C3%BCber%20%E2%80%9E%C3%84ra%E2%80%9C.txt"


def test_g02_a_polyglot_is_written_anew_and_never_shown_inline(cast: Cast) -> None:
    """A picture and a page in one: served as the picture alone, to be kept, in a sandbox, as what it says."""
    script = b"<html><body onload=alert(1)>"
    contribution = stories.drafted(cast.anna, stories.opened(cast))
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/seen/{contribution.id}/files/")
    anna.fill({"file": samples.upload("both.jpg", samples.picture("JPEG") + script, "text/html")}, stays=True)
    assert not Attachment.objects.exists()
    anna.fill({"file": samples.upload("both.jpg", samples.picture("JPEG") + script, "image/jpeg")})
    served = anna.get(f"/c/{contribution.consultation_id}/files/{Attachment.objects.get().id}/")
    assert served.content.startswith(b"\xff\xd8\xff")
    assert script not in served.content
    names = ("Content-Type", "X-Content-Type-Options", "Content-Disposition")
    assert [served.response[name] for name in names] == [
        "image/jpeg",
        "nosniff",
        'attachment; filename="both.jpg"',
    ]
    assert served.response["Content-Security-Policy"].startswith("sandbox; ")


@pytest.mark.parametrize(
    "given", ["<script>alert(1)</script>.txt", "evil\u202efdp.txt", ".htaccess", "x" * 300]
)
def test_g07_kept_under_a_random_id_and_shown_as_letters(cast: Cast, own_folder: Path, given: str) -> None:
    contribution = stories.drafted(cast.anna, stories.opened(cast))
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/seen/{contribution.id}/files/")
    page = anna.fill({"file": samples.upload(given, WORDS.encode(), "text/plain")})
    [stored] = [one for one in own_folder.rglob("*") if one.is_file()]
    kept = Attachment.objects.get()
    assert (stored.name, kept.file_id.version) == (kept.file_id.hex, 4)
    name = safe_name(given, Kind.TEXT)
    assert name in page.main
    assert b"<script>alert" not in page.content
    served = anna.get(f"/c/{contribution.consultation_id}/files/{kept.id}/", reads=True)
    assert served.content.decode() == WORDS
    assert served.response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_it_follows_the_permission_of_her_text(cast: Cast) -> None:
    """Read by whom she chose, noted for her; by nobody else, not even by its address."""
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, Wish(reads=Audience.MEMBERS, use=Form.READ))
    attachment = stories.attached(contribution)
    url = f"/c/{request.id}/files/{attachment.id}/"
    readers = {name: status_of(account, url) for name, account in cast.everybody().items()}
    assert {name for name, status in readers.items() if status == 200} == {"anna", "bea", "chloe"}
    assert {status for status in readers.values() if status != 200} == {404}
    assert Visitor().client.get(url, secure=True).status_code == 302
    page = Visitor.as_(cast.bea.account).get(f"/c/{request.id}/contributions/", reads=True)
    assert page.link("letter.txt") == url
    page = Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/", reads=True)
    assert "Chair" in page.main
    assert Event.objects.filter(code="file.opened", outcome="read").count() == 2
    actions.hold(actor=cast.anna.account, contribution=contribution)
    Visitor.as_(cast.bea.account).get(url, status=404)


def test_a_stale_form_or_another_persons_address_removes_nothing(cast: Cast) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    attachment = stories.attached(contribution)
    url = f"/seen/{contribution.id}/files/{attachment.id}/remove/"
    for name, account in cast.everybody().items():
        if name != "anna":
            Visitor.as_(account).get(url, status=404)
            Visitor.as_(account).post(url, status=404)
            Visitor.as_(account).get(f"/seen/{contribution.id}/files/", status=404)
    assert Attachment.objects.get() == attachment


@pytest.mark.django_db(transaction=True)
def test_she_takes_one_file_back_and_her_text_stays(cast: Cast, own_folder: Path) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    attachment = stories.attached(contribution)
    key = bytes(attachment.file.record)
    visitor = Visitor.as_(cast.anna.account)
    visitor.get(f"/seen/{contribution.id}/files/{attachment.id}/remove/")
    page = visitor.fill()
    assert page.messages == ["The file is removed."]
    assert on_disk(own_folder) == []
    assert not StoredFile.objects.exists()
    with pytest.raises(KeyDestroyed):
        pair_of(bytes(cast.anna.scope), key)
    contribution.refresh_from_db()
    assert contribution.state == "sent"
    visitor.get(f"/c/{contribution.consultation_id}/files/{attachment.id}/", status=404)
    visitor.post(f"/seen/{contribution.id}/files/{attachment.id}/remove/", status=404)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["take back", "erase"])
def test_d02_files_go_with_her_text_and_with_her(cast: Cast, own_folder: Path, how: str) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    other = stories.standing(cast.bea, contribution.consultation)
    attachment = stories.attached(contribution)
    key = bytes(attachment.file.record)
    stolen = (own_folder / "kept" / attachment.file_id.hex).read_bytes()
    if how == "take back":
        actions.take_back(actor=cast.anna.account, contribution=contribution)
    else:
        people.erase_person(actor=cast.anna.account, person=cast.anna)
    assert on_disk(own_folder) == []
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()
    assert stolen[20:36] == key  # the thief's copy names a key that is nowhere any more
    with pytest.raises(KeyDestroyed):
        pair_of(bytes(cast.anna.scope), key)
    assert Shredding.objects.filter(done_at=None).count() == 0
    other.refresh_from_db()
    assert other.state == "sent"


def test_a_file_that_is_changed_on_the_disk_is_not_handed_out(cast: Cast, own_folder: Path) -> None:
    """Changed, then missing: a calm line, an event, not one byte."""
    contribution = stories.standing(cast.anna, stories.opened(cast))
    attachment = stories.attached(contribution)
    stored = own_folder / "kept" / attachment.file_id.hex
    url = f"/c/{contribution.consultation_id}/files/{attachment.id}/"
    raw = bytearray(stored.read_bytes())
    raw[2000] ^= 1
    stored.write_bytes(raw)
    reader = Visitor.as_(cast.sam.account)
    reader.get(url, status=302)
    page = reader.follow(reads=True)
    assert page.messages == [
        "This file cannot be opened: its bytes are missing or were changed. It is noted."
    ]
    event = Event.objects.order_by("-seq").filter(code="file.opened").first()
    assert (event.outcome, event.count) == ("broken", 1)
    stored.unlink()
    reader.get(url, status=302)
    page = Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/files/")
    assert "It is not there at the moment." in page.main


def test_a_record_holds_so_many_files_and_a_day_so_many_bytes(cast: Cast, settings: object) -> None:
    contribution = stories.drafted(cast.anna, stories.opened(cast))
    visitor = Visitor.as_(cast.anna.account)
    visitor.get(f"/seen/{contribution.id}/files/")
    settings.FILES_A_DAY = 6000
    visitor.fill({"file": samples.upload("a.txt", b"one")})
    page = visitor.fill({"file": samples.upload("b.txt", b"two")}, stays=True)
    assert "You can add more tomorrow." in page.errors[0]
    settings.FILES_A_DAY = 10**9
    settings.FILES_IN_ALL = 6000
    page = visitor.fill({"file": samples.upload("b.txt", b"two")}, stays=True)
    assert "There is no room for files" in page.errors[0]
    settings.FILES_IN_ALL = 10**9
    settings.FILES_A_RECORD = 1
    page = visitor.fill({"file": samples.upload("b.txt", b"two")}, stays=True)
    assert "Remove one first." in page.errors[0]
    settings.FILE_LARGEST = 10_000
    page = visitor.fill({"file": samples.upload("b.txt", b"x" * 10_001)}, stays=True)
    assert "larger than" in page.errors[0]
    assert StoredFile.objects.count() == 1
