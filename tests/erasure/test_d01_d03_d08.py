"""D01, D02, D03, D08: what was taken back opens nowhere: not here, not in history, files or an old backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from board import actions as people
from board.models import Account, Identity, Person
from board.states import PersonState
from consultations import actions
from consultations.models import Attachment, Contribution
from privacy import files, verify
from privacy.audit import HistoryRow
from privacy.crypto import KeyDestroyed
from privacy.fields import Sealed
from privacy.keystore import ledger
from privacy.models import Shredding, StoredFile
from privacy.reading import Purpose, open_many
from privacy.verify import Result
from tests.attacks.keyring import everything
from tests.canary import CANARY
from tests.consultations import stories
from tests.erasure import backups, story
from tests.erasure.story import BEAS, HERS, Told
from tests.leakscan import scan, scan_files
from tests.people import Cast

pytestmark = [pytest.mark.slow, pytest.mark.files]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path / "files"


def hers(model: type) -> int:
    return int(model._default_manager.count())


def history_rows() -> int:
    return sum(hers(model) for model in apps.get_models() if issubclass(model, HistoryRow))


def bea_is_untouched(cast: Cast, told: Told) -> None:
    assert {"contribution_text", "identity", "attachment", "passage"} <= told.places("of Bea")
    [stored] = StoredFile.objects.filter(
        id__in=Attachment.objects.filter(contribution=told.beas).values("file")
    )
    assert files.exists(stored.id)
    body = stories.text_of(told.beas).body
    [one] = open_many([body], reader=cast.bea.account, purpose=Purpose.OWN, about=told.beas)
    assert one.text == f"{CANARY} of Bea alone"


def whole() -> None:
    assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)


def test_d01_shred_person_everywhere(cast: Cast, tmp_path: Path) -> None:
    told = story.tell(cast, answers=15, renamed=45)
    told.look()
    of_hers = {(one.place.table, one.place.row) for one in told.opening(HERS)}
    assert len(of_hers) >= 40
    assert history_rows() >= 200
    on_disk = [one.id for one in StoredFile.objects.filter(by=cast.anna.account_id)]
    assert len(on_disk) == 16
    assert all(files.exists(one) for one in on_disk)
    before = tmp_path / "before"
    backups.copy_to(before)

    people.erase_person(actor=cast.anna.account, person=cast.anna)
    told.look()
    # with the keys supplied: every value that ever lay in a table, the ones of today and of old backups
    texts = [text for text in told.opened().values() if isinstance(text, str)]
    assert [text for text in texts if "hers" in text] == []
    assert scan("\n".join(texts).encode(), [HERS]) == set()
    assert scan("\n".join([*texts, HERS]).encode(), [HERS]) == {HERS}
    assert {
        type(text) for one, text in told.opened().items() if (one.place.table, one.place.row) in of_hers
    } == {KeyDestroyed}
    # nobody has a way in, she neither
    for account in Account.objects.filter(is_active=True):
        for model, purpose in ((Contribution, Purpose.READ), (Identity, Purpose.IDENTITY)):
            assert not any(HERS in (one.text or "") for one in looked(model, account, purpose))
    assert not any(files.exists(one) for one in on_disk)
    person = Person.objects.get(id=cast.anna.id)
    assert person.state == PersonState.ERASED
    assert not Account.objects.filter(sign_in_name="anna-0000").exists()
    # the files themselves: the words, her sign-in name, in both databases and their logs
    after = tmp_path / "after"
    backups.copy_to(after)
    assert b"anna-0000" in backups.whole_of(before)
    assert b"anna-0000" not in backups.whole_of(after)
    lying = [tmp_path / "files", after, before]
    if connection.vendor == "sqlite":
        lying.append(Path(str(connection.settings_dict["NAME"])).parent)
    assert scan_files(lying, [CANARY]) == {}
    bea_is_untouched(cast, told)
    whole()


def looked(model: Any, account: Account, purpose: Purpose) -> list[Any]:
    rows = [one for one in everything() if one.where.startswith(model.__name__)]
    if not rows:
        return []
    sealed = [Sealed(one.token, one.place) for one in rows]
    return list(open_many(sealed, reader=account, purpose=purpose, about=account))


def test_d02_shred_single_contribution(cast: Cast) -> None:
    told = story.tell(cast)
    mine = Attachment.objects.get(contribution=told.annas)
    stored = mine.file_id
    actions.take_back(actor=cast.anna.account, contribution=told.annas)
    told.look()
    # the text, every version and draft of it, its file, passages, checks and quotes made from it
    gone = {"passage", "passage_check", "entry_quote"}
    assert not gone & told.places(HERS)
    texts = [one for one in told.opening(HERS) if one.place.table == "contribution_text"]
    assert {text for one, text in told.opened().items() if one in texts} == {
        f"{CANARY} hers 0",
        f"{CANARY} hers 1",
    }
    assert not files.exists(stored)
    # the person's others are readable, and her names
    left = StoredFile.objects.filter(by=cast.anna.account_id)
    assert (left.count(), all(files.exists(one.id) for one in left)) == (2, True)
    assert {"contribution_text", "person", "identity", "mention_choice", "attachment"} <= told.places(
        HERS[:-4]
    )
    bea_is_untouched(cast, told)
    whole()


def test_d03_old_db_backup_cannot_resurrect(cast: Cast, tmp_path: Path) -> None:
    told = story.tell(cast)
    backup = tmp_path / "backup"
    backups.copy_to(backup)
    told.kept = everything()
    hers_then = set(told.opening(HERS))
    assert len(hers_then) > 10
    people.erase_person(actor=cast.anna.account, person=cast.anna)
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ERASED

    backups.put_back(backup)
    # the rows are those of then, and so are the permissions; the keys are those of now
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ACTIVE
    assert Shredding.objects.count() == 0
    assert stories.text_of(told.annas) is not None
    back = everything()
    told.kept = back
    assert told.opening(HERS) == []
    # every single value that was hers is there again, and each has lost its key for good
    assert hers_then <= back
    assert {type(told.opened()[one]) for one in hers_then} == {KeyDestroyed}
    [one] = open_many(
        [stories.text_of(told.annas).body], reader=cast.anna.account, purpose=Purpose.OWN, about=told.annas
    )
    assert (one.text, str(one.shut)) == (None, "withdrawn")
    bea = everything()
    assert any("of Bea" in text for text in told.opened().values() if isinstance(text, str))
    assert bea == back
    # the ledger knows more than this database does
    assert ledger.head().count > 0


def test_d08_derived_data_register_complete(cast: Cast, own_folder: Path) -> None:
    """Her words in every place that is registered as hers; a new place needs words here, too."""
    told = story.tell(cast)
    planted = told.places(HERS)
    assert story.hers_in_the_register() - planted == set()
    on_disk = [one.id for one in StoredFile.objects.filter(by=cast.anna.account_id)]
    assert len(on_disk) == 3
    assert all(files.exists(one) for one in on_disk)
    people.erase_person(actor=cast.anna.account, person=cast.anna)
    told.look()
    assert told.places(HERS) == set()
    assert told.places(BEAS)
    assert not any(files.exists(one) for one in on_disk)
    # what is registered as never holding words, and what holds them sealed: no word in any file of the home
    assert scan_files([own_folder, settings.HOME], [CANARY]) == {}
