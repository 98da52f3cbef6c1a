"""`manage.py doctor`: each line, by making the thing wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from privacy import audit, clock, copies, doctor, lock, triggers
from privacy.backup.making import STAMP
from privacy.doctor import Level, around
from privacy.keystore import epochs, root
from privacy.keystore.models import Epoch, Key, Tombstone
from privacy.models import KeyCopy, Shredding, Upkeep
from privacy.reading import System
from privacy.states import Archive, CopyOf
from tests.backup.homes import Vault
from tests.canary import WORD
from tests.conftest import on_postgresql
from tests.people import Cast

DOCTOR = System("test")


def save(*rows: object) -> None:
    with audit.act("test.saved", actor=DOCTOR, about=rows[0]) as act:
        act.save_all(rows)


@pytest.fixture
def healthy(cast: Cast, vault: Vault) -> Cast:
    """A board with which all is well."""
    now = clock.now()
    save(*(Upkeep(what=what, outcome=0, done_at=now) for what in ("verify", "backup-data", "backup-keys")))
    for kind in Archive:
        (vault.folder / kind / f"atrium-{kind}-{now:{STAMP}}.age").write_bytes(b"")
    epochs.folder().chmod(0o700)
    Path(settings.SECRET_KEY_FILE).chmod(0o600)
    return cast


def said() -> list[tuple[Level, str]]:
    return [(one.level, one.what) for one in doctor.examine() if one.level != Level.WELL]


def code() -> int:
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    return int(ended.value.code or 0)


def test_all_is_well(healthy: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert said() == []
    assert code() == 0
    assert "All is well." in capsys.readouterr().out


def no_root_key() -> None:
    root.path().unlink()


def open_root_key() -> None:
    root.path().chmod(0o644)


def short_root_key() -> None:
    root.path().write_bytes(b"short")


def other_root_key() -> None:
    root.path().write_bytes(bytes(32))


def no_epoch_file() -> None:
    epochs.file_of(Epoch.objects.get().number).unlink()


def strange_epoch_file() -> None:
    (epochs.folder() / "99").write_bytes(bytes(60))


def old_epoch() -> None:
    Epoch.objects.update(began_on=clock.today() - timedelta(days=91))


def no_epoch_row() -> None:
    Key.objects.all().delete()
    Epoch.objects.all().delete()


def older_key_store() -> None:
    save(
        Shredding(keys=b"", asked_at=clock.now(), done_at=clock.now(), ledger_count=3, ledger_head=b"x" * 32)
    )
    assert Tombstone.objects.count() == 0


def no_triggers() -> None:
    triggers.remove(connections["default"])


def cut_chain() -> None:
    triggers.remove(connections["default"])
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM privacy_event WHERE seq > (SELECT seq - 2 FROM privacy_head)")
    triggers.install(connections["default"])


def broken_chain() -> None:
    save(Upkeep(what="verify", outcome=2, done_at=clock.now()))


def unverified() -> None:
    rows = Upkeep.objects.filter(what="verify")
    for row in rows:
        row.done_at -= timedelta(days=15)
    save(*rows)


def interrupted() -> None:
    save(Shredding(keys=b"", asked_at=clock.now()))


def old_backup() -> None:
    [row] = Upkeep.objects.filter(what="backup-data")
    row.done_at -= timedelta(days=3)
    save(row)


def red_copy() -> None:
    now = clock.now()
    copies.add(
        actor=DOCTOR, holds=CopyOf.STORE, medium="disk", holder="somebody", created_at=now - timedelta(days=1)
    )
    assert KeyCopy.objects.count() == 1
    save(Shredding(keys=b"", asked_at=now, done_at=now))


def open_folder() -> None:
    (Path(settings.HOME) / "data").chmod(0o755)


def open_secret() -> None:
    Path(settings.SECRET_KEY_FILE).chmod(0o644)


def no_secret() -> None:
    Path(settings.SECRET_KEY_FILE).rename(Path(settings.HOME) / "secret.away")


def left_behind() -> None:
    (Path(settings.HOME) / "backup.part").mkdir(exist_ok=True)
    (Path(settings.HOME) / "backup.part" / "main").write_bytes(b"")


def restored() -> None:
    lock.write({"stage": "locked"})


def half_restored() -> None:
    lock.write({"stage": "moving"})


WRONG: list[tuple[Callable[[], object], Level, str]] = [
    (no_root_key, Level.STOP, "There is no root key"),
    (open_root_key, Level.STOP, "can be read by others"),
    (short_root_key, Level.STOP, "does not hold a root key"),
    (other_root_key, Level.STOP, "does not belong to this key store"),
    (no_epoch_file, Level.STOP, "needs the epoch file"),
    (strange_epoch_file, Level.SOON, "files of other epochs"),
    (old_epoch, Level.SOON, "more than ninety days old"),
    (no_epoch_row, Level.STOP, "never set up"),
    (older_key_store, Level.STOP, "key store is older than the board's rows"),
    (no_triggers, Level.STOP, "triggers are missing"),
    (cut_chain, Level.STOP, "The chain ends too early"),
    (broken_chain, Level.STOP, "found something (result 2)"),
    (unverified, Level.SOON, "not verified for two weeks"),
    (interrupted, Level.STOP, "1 take-backs were interrupted"),
    (old_backup, Level.SOON, "The newest backup of data is of"),
    (red_copy, Level.STOP, "1 copies of the keys are older than a take-back"),
    (open_folder, Level.STOP, "Others may look into"),
    (open_secret, Level.STOP, "Others may read the secret key"),
    (no_secret, Level.STOP, "There is no secret key"),
    (left_behind, Level.SOON, "A killed command left copies"),
    (restored, Level.STOP, "locked after a restore (stage: locked)"),
    (half_restored, Level.STOP, "locked after a restore (stage: moving)"),
]


@pytest.fixture
def mended() -> object:
    """What lies outside the databases is put back afterwards."""
    home = Path(settings.HOME)
    yield
    if (home / "secret.away").exists():
        (home / "secret.away").rename(settings.SECRET_KEY_FILE)
    Path(settings.SECRET_KEY_FILE).chmod(0o600)
    root.path().exists() and root.path().chmod(0o600)
    (home / "data").chmod(0o700)
    shutil.rmtree(home / "backup.part", ignore_errors=True)
    lock.lift()
    triggers.install(connections["default"])
    root.forget()


@pytest.mark.parametrize(("wrong", "level", "words"), WRONG, ids=[case[0].__name__ for case in WRONG])
def test_each_line(
    healthy: Cast, mended: None, wrong: Callable[[], object], level: Level, words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    wrong()
    found = said()
    assert [one for one in found if words in one[1]], found
    assert {one[0] for one in found if words in one[1]} == {level}
    assert code() == max(one[0] for one in found)
    shown = capsys.readouterr().out
    assert words in shown
    assert WORD not in shown
    assert not [name for name in ("Anna", "anna-0000") if name in shown]


@pytest.mark.parametrize(
    ("changes", "level", "words"),
    [
        ({"HOME": Path("/nowhere")}, Level.STOP, "There is no home folder /nowhere"),
        ({"BACKUP_FOLDERS": {"data": "", "keys": ""}}, Level.SOON, "A backup of data would fail"),
        ({"BACKUP_RECIPIENTS": {"data": "", "keys": ""}}, Level.SOON, "A backup of keys would fail"),
    ],
)
def test_what_is_set_wrong(healthy: Cast, changes: dict[str, object], level: Level, words: str) -> None:
    with override_settings(**changes):
        assert {one[0] for one in said() if words in one[1]} == {level}


def test_no_backup_at_all(cast: Cast, vault: Vault) -> None:
    words = [what for _level, what in said()]
    assert "There is no backup of data." in words
    assert "There is no backup of keys." in words


def test_no_room(healthy: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, level in ((10 * 1024**2, Level.STOP), (500 * 1024**2, Level.SOON)):
        usage = type(shutil.disk_usage("/"))(1, 1, free)
        monkeypatch.setattr(around.shutil, "disk_usage", lambda _folder, usage=usage: usage)
        assert {one for one in said() if "MB are free" in one[1]} == {
            (level, f"Only {free // 1024**2} MB are free in {folder}.")
            for folder in (settings.HOME, epochs.folder())
        }


def test_a_clock_that_is_behind(healthy: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(days=2))
    assert [what for _level, what in said() if "The clock says" in what]


@pytest.mark.skipif(on_postgresql(), reason="files are SQLite's")
def test_a_database_that_is_gone(healthy: Cast) -> None:
    for alias, words in (("default", "no database of the words"), ("keys", "no database of the keys")):
        name = connections[alias].settings_dict["NAME"]
        connections[alias].settings_dict["NAME"] = "/nowhere/at-all.sqlite3"
        try:
            found = said()
        finally:
            connections[alias].settings_dict["NAME"] = name
        assert words in found[-1][1]


def test_mail_is_only_a_note(healthy: Cast) -> None:
    notes = [one.what for one in doctor.examine() if one.level == Level.WELL]
    assert notes == ["No mail is set up: everything waits on the site."]
