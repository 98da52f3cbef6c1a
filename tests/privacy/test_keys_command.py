"""`manage.py keys`: its words, its exit codes, what it leaves behind when something is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, models

from privacy import checks, clock, references, signing
from privacy.keystore import epochs, root, store
from privacy.keystore.models import Epoch, Key, Kind, Tombstone
from privacy.models import Event
from tests.canary import CANARY
from tests.conftest import on_postgresql
from tests.privacy import stored
from tests.privacy.world import World, look

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def root_read_anew() -> Iterator[None]:
    root.forget()
    yield
    if root.path().exists():
        root.path().chmod(0o600)
    root.forget()


def keys(*words: str) -> tuple[int, str]:
    """Exit code, and what it said."""
    said = StringIO()
    try:
        call_command("keys", *words, stdout=said)
    except CommandError as problem:
        return problem.returncode, said.getvalue() + str(problem)
    return 0, said.getvalue()


def codes(after: int) -> list[str]:
    return [code for code, *_ in stored.last_events(after)]


def test_status_counts_by_kind_and_state(world: World) -> None:
    code, said = keys("status")
    records = Key.objects.filter(kind=Kind.RECORD).count()
    assert code == 0
    assert f"  record, active: {records}\n" in said
    assert "The epoch began on" in said
    assert "keys rotate" not in said
    assert str(root.path()) in said


def test_status_warns_of_an_old_epoch(db: None) -> None:
    for age, warns in ((89, False), (90, True), (400, True)):
        Epoch.objects.update(began_on=clock.today() - age * DAY)
        assert ("Run `manage.py keys rotate`" in keys("status")[1]) is warns, age


def test_rotate_begins_an_epoch_and_notes_it(world: World) -> None:
    seq, number = stored.seq(), Epoch.objects.get().number
    assert keys("rotate") == (
        0,
        f"Epoch {number + 1} has begun. The file of the epoch before was overwritten and removed.\n",
    )
    assert codes(seq) == ["keys.rotated"]
    assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"


def test_rotate_root_replaces_both(world: World) -> None:
    seq, number, old = stored.seq(), Epoch.objects.get().number, root.path().read_bytes()
    code, said = keys("rotate-root")
    assert (code, "There is a new root key" in said) == (0, True)
    assert root.path().read_bytes() != old
    assert Epoch.objects.get().number == number + 1
    assert codes(seq) == ["root.changed"]
    assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"


def test_a_signing_key_is_replaced_and_what_it_signed_still_checks(db: None, world: World) -> None:
    before = signing.public_key(signing.RELEASE)
    signed = signing.signer(signing.RELEASE)(b"package")
    assert keys("rotate-signing")[0] == 0
    now = signing.public_key(signing.RELEASE)
    assert [(key.raw, key.until is None) for key in signing.public_keys(signing.RELEASE)] == [
        (now, True),
        (before, False),
    ]
    assert signing.verify_any(signing.RELEASE, b"package", signed)
    assert not signing.verify(now, b"package", signed)
    assert not signing.verify_any(signing.RELEASE, b"other", signed)
    # known to others: what it signed proves nothing any more
    assert keys("move", "sign-release-1", "compromised")[0] == 0
    assert not signing.verify_any(signing.RELEASE, b"package", signed)
    assert [key.raw for key in signing.public_keys(signing.RELEASE)] == [now]


@pytest.mark.parametrize(
    ("which", "state", "code", "said"),
    [
        ("sign-release", "deactivated", 0, "The key is deactivated now."),
        ("sign-release", "active", 1, "A key that is active cannot become active."),
        ("no such", "deactivated", 1, "There is no key of that name, and this is no id of a key."),
        ("00" * 16, "deactivated", 5, "The key store holds no such key."),
    ],
)
def test_move(which: str, state: str, code: int, said: str, world: World) -> None:
    assert keys("move", which, state) == (code, said + ("\n" if not code else ""))


# --- what nobody needs -----------------------------------------------------------------------------------


def age(ids: list[bytes], days: float) -> None:
    Key.objects.filter(id__in=ids).update(created_at=clock.now() - days * DAY)


def test_gc_lists_and_destroys_only_what_no_row_names(world: World) -> None:
    age([bytes(i) for i in Key.objects.values_list("id", flat=True)], 30)
    [young], orphans = store.create(Kind.RECORD), store.create(Kind.RECORD, 3)
    age([young], 0.9)
    age(orphans, 1.1)
    used = set(map(bytes, Key.objects.values_list("id", flat=True))) - {*orphans}
    seq = stored.seq()
    code, said = keys("gc")
    assert (code, said.splitlines()[0]) == (0, "3 keys that no row names: record.")
    assert codes(seq) == []
    assert keys("gc", "--destroy")[1].endswith("Destroyed 3 keys. A new epoch has begun.\n")
    assert set(map(bytes, Key.objects.values_list("id", flat=True))) == used
    assert Tombstone.objects.count() == 3
    assert codes(seq) == ["keys.tidied"]
    assert keys("gc") == (0, "Every key is named by a row, or is younger than a day.\n")
    assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"
    assert keys("verify")[0] == 0


def test_every_column_that_names_keys_is_known(world: World) -> None:
    assert references.unknown() == []
    assert checks.check_references() == []
    columns = {str(column) for column in references.columns()}
    sealed = {f"{model._meta.db_table}.{field.column}" for model, field in checks.sealed_fields()}
    assert sealed < columns
    assert {"board_person.scope", "consultations_contribution.record", "privacy_shredding.keys"} < columns
    assert "board_historicalperson.scope" in columns
    found = references.named()
    assert found[bytes(world.anna.scope)]["board_person.scope"] == 1
    assert found[bytes(world.contribution.record)]["consultations_contributiontext.body"] == 1


def test_a_new_column_of_bytes_fails_the_build_until_somebody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {
        "__module__": "privacy.models",
        "Meta": type("Meta", (), {"app_label": "privacy", "managed": False}),
        "odd": models.BinaryField(),
        "record": models.BinaryField(max_length=16),
        "digest": models.BinaryField(max_length=32),
    }
    type("Planted", (models.Model,), fields)
    try:
        assert references.unknown() == ["privacy.planted.odd"]
        [error] = checks.check_references()
        assert error.id == "privacy.E007"
        assert "privacy_planted.record" in {str(column) for column in references.columns()}
        monkeypatch.setitem(references.KNOWN, "privacy.planted.odd", references.ids)
        assert references.unknown() == []
    finally:
        from django.apps import apps

        del apps.all_models["privacy"]["planted"]
        apps.clear_cache()


def test_pages_that_cannot_be_written_are_said_and_none_is_left(world: World) -> None:
    code, said = keys("split", "--to", "/proc")
    assert (code, said) == (7, "The pages could not be written to /proc: No such file or directory.")


# --- what is lost ----------------------------------------------------------------------------------------


def test_verify_says_what_is_lost_and_where(world: World) -> None:
    assert keys("verify")[0] == 0
    store.destroy([bytes(world.other.contribution.record)])  # destroyed is not lost
    assert keys("verify")[0] == 0
    Key.objects.filter(id=bytes(world.contribution.record)).delete()
    Key.objects.filter(id=bytes(world.anna.scope)).update(wrapped=b"\0" * 60)
    code, said = keys("verify")
    assert code == 5
    assert "1 keys do not open: person." in said
    assert "1 values name a key that is not there: consultations_contributiontext.body." in said
    assert "1 values name a key that is not there: consultations_contribution.record." in said
    assert CANARY not in said
    assert "see docs/runbooks/keys.md" in said


Spoil = Callable[[], Any]
NO_SETUP = "The key store was never set up. Run `manage.py setup`."
WRONG: dict[str, tuple[Spoil, int, str]] = {
    "no root": (lambda: root.path().unlink(), 3, "There is no root key: Atrium looked for the file"),
    "wrong root": (lambda: root.path().write_bytes(b"\x17" * 32), 3, "does not belong to this key store"),
    "half a root": (lambda: root.path().write_bytes(b"\x17" * 31), 3, "does not hold a root key"),
    "open root": (lambda: root.path().chmod(0o644), 3, "can be read by others"),
    "no epoch file": (lambda: epochs.file_of(Epoch.objects.get().number).unlink(), 3, "needs the epoch file"),
    "empty store": (lambda: (Key.objects.all().delete(), Epoch.objects.all().delete()), 4, NO_SETUP),
}
EVERY = ("status", "verify", "rotate", "rotate-root", "rotate-signing", "gc", "split")


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_made(name: str, db: None) -> None:
    spoil, code, says = WRONG[name]
    spoil()
    root.forget()
    kept = Key.objects.count(), Epoch.objects.count(), Event.objects.count()
    files = {file: file.read_bytes() for file in root.path().parent.rglob("*") if file.is_file()}
    for what in EVERY:
        ended, said = keys(what)
        assert (ended, says in said) == (code, True), (what, said)
    assert (Key.objects.count(), Epoch.objects.count(), Event.objects.count()) == kept
    assert {file: file.read_bytes() for file in root.path().parent.rglob("*") if file.is_file()} == files


@pytest.mark.sqlite
@pytest.mark.files
def test_a_damaged_or_missing_key_store(db: None) -> None:
    file = Path(connections["keys"].settings_dict["NAME"])
    connections["keys"].close()
    good = file.read_bytes()
    try:
        for content in (b"\0" * 100 + good[100:], b"no database"):
            file.write_bytes(content)
            assert {keys(what)[0] for what in EVERY} == {4}
            connections["keys"].close()
            assert file.read_bytes() == content
        file.unlink()
        assert {keys(what)[0] for what in EVERY} == {4}
        assert not file.exists()
    finally:
        connections["keys"].close()
        file.write_bytes(good)
    assert keys("status")[0] == 0


@pytest.mark.sqlite
@pytest.mark.files
def test_a_key_store_that_somebody_holds_is_not_called_damaged(db: None) -> None:
    holding = sqlite3.connect(connections["keys"].settings_dict["NAME"], isolation_level=None)
    connections["keys"].ensure_connection()
    connections["keys"].connection.execute("PRAGMA busy_timeout = 50")
    holding.execute("BEGIN IMMEDIATE")
    try:
        code, said = keys("rotate")
    finally:
        holding.execute("ROLLBACK")
        holding.close()
        connections["keys"].close()
    assert (code, "No key was changed." in said) == (4, True)
    assert not on_postgresql()
