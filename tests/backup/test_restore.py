"""Into an empty place, whole or not at all; what is wrong is said in one line and nothing is left of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from consultations.models import ContributionText
from privacy import gate, lock
from privacy.backup import Code, Problem, archive, databases, places, restoring
from privacy.gate import Given
from privacy.keystore import epochs, ledger
from privacy.keystore.models import Key
from privacy.states import Archive
from tests.backup.homes import SILENT, Vault, bring_root, elsewhere
from tests.conftest import on_postgresql
from tests.privacy import forks
from tests.privacy.forks import DIED
from tests.privacy.world import World

pytestmark = pytest.mark.files


def refused(*words: object, vault: Vault) -> CommandError:
    identities = [part for file in vault.identities for part in ("--identity", str(file))]
    with pytest.raises(CommandError) as caught:
        call_command("restore", *map(str, words), *identities)
    return caught.value


def nothing_there(home: Path) -> bool:
    """No file in the home, and nothing in the databases."""
    files = {path.name for path in home.rglob("*") if path.is_file()} - {"restore.part.lock"}
    return not files and databases.is_empty("default") and databases.is_empty("keys") and not lock.is_locked()


def test_both_archives_into_an_empty_home(world: World, vault: Vault, tmp_path: Path) -> None:
    archives, keys = vault.both(), Key.objects.count()
    sealed = places.sealed_files()
    sealed.mkdir(parents=True, exist_ok=True)
    (sealed / ("ab" * 16)).write_bytes(b"a sealed file")
    archives[0] = vault.make(Archive.DATA).file
    (sealed / ("ab" * 16)).unlink()
    with elsewhere(tmp_path / "blank") as home:
        done = vault.restore(*archives)
        assert [one["kind"] for one in done.manifests] == ["data", "keys"]
        assert lock.is_locked()
        assert (ContributionText.objects.count(), Key.objects.count()) == (2, keys)
        assert (home / "files" / "kept" / ("ab" * 16)).read_bytes() == b"a sealed file"
        assert (home / "secret.key").exists()
        assert not list((home / "restore.part").iterdir())
        assert {path.stat().st_mode & 0o077 for path in home.rglob("*") if path.name != "blank"} == {0}
        # no key was made: there is no root key here yet
        assert not (home / "root" / "root.key").exists()
        bring_root(home)
        assert gate.take(Given(head=str(ledger.head())), SILENT).ready


def test_over_a_living_one_it_is_refused(world: World, vault: Vault) -> None:
    archives, before = vault.both(), Key.objects.count()
    problem = refused(*archives, vault=vault)
    assert problem.returncode == Code.NOT_EMPTY
    assert "is not empty" in str(problem)
    assert (Key.objects.count(), lock.is_locked()) == (before, False)


@pytest.mark.parametrize("kind", list(Archive))
def test_one_kind_beside_the_other_that_is_alive(
    world: World, vault: Vault, tmp_path: Path, kind: Archive
) -> None:
    made = vault.make(kind).file
    data = kind == Archive.DATA
    with elsewhere(tmp_path / "blank", data=data, keys=not data) as home:
        vault.restore(made)
        if not data:
            bring_root(home)
        assert gate.take(Given(head=str(ledger.head())), SILENT).ready


def test_files_in_the_way_are_not_replaced(world: World, vault: Vault, tmp_path: Path) -> None:
    archives = vault.both()
    with elsewhere(tmp_path / "blank") as home:
        epochs.folder().mkdir(parents=True)
        (epochs.folder() / "9").write_bytes(b"somebody's")
        problem = refused(*archives, vault=vault)
        assert problem.returncode == Code.NOT_EMPTY
        assert (epochs.folder() / "9").read_bytes() == b"somebody's"
        assert not (home / "data").exists()
        assert not lock.is_locked()


def test_bad_archives_leave_nothing_behind(world: World, vault: Vault, tmp_path: Path) -> None:
    data, keys = vault.both()
    cut, changed = tmp_path / "cut.age", tmp_path / "changed.age"
    cut.write_bytes(keys.read_bytes()[:-100])
    raw = bytearray(data.read_bytes())
    raw[len(raw) // 2] ^= 1
    changed.write_bytes(raw)
    with elsewhere(tmp_path / "blank") as home:
        cases = [
            ((data, cut), Code.DAMAGED),
            ((changed, keys), Code.DAMAGED),
            ((tmp_path / "gone.age",), Code.DAMAGED),
            ((data, data), Code.OTHER_BOARD),
        ]
        for files, code in cases:
            assert refused(*files, vault=vault).returncode == code
            assert nothing_there(home)
        with pytest.raises(CommandError) as caught:
            call_command("restore", str(data), str(keys), "--identity", str(vault.identities[1]))
        assert caught.value.returncode == Code.IDENTITY
        assert nothing_there(home)


def test_archives_of_another_board_or_of_a_later_version(
    world: World, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, keys = vault.both()
    monkeypatch.setattr("privacy.backup.making.board", lambda: "00000000-0000-4000-8000-000000000001")
    other = vault.make(Archive.DATA).file
    monkeypatch.undo()
    restored = {"vault": vault}
    with elsewhere(tmp_path / "blank") as home:
        assert refused(other, keys, **restored).returncode == Code.OTHER_BOARD
        read = archive.manifest_of
        monkeypatch.setattr(archive, "manifest_of", lambda *a: replace(read(*a), engine="another"))
        assert refused(data, keys, **restored).returncode == Code.OTHER_VERSION
        monkeypatch.undo()
        known = restoring.check_fits.__globals__["MigrationLoader"]
        monkeypatch.setitem(
            restoring.check_fits.__globals__, "MigrationLoader", lambda *a, **k: _Younger(known)
        )
        assert refused(data, keys, **restored).returncode == Code.OTHER_VERSION
        monkeypatch.undo()
        assert nothing_there(home)


class _Younger:
    """This code, before the newest table was thought of."""

    def __init__(self, known: type) -> None:
        there = known(None, ignore_no_migrations=True).disk_migrations
        self.disk_migrations = {key: value for key, value in there.items() if key[0] != "meetings"}


@pytest.mark.sqlite
def test_words_of_another_board_beside_living_keys(world: World, vault: Vault, tmp_path: Path) -> None:
    data = vault.make(Archive.DATA).file
    Key.objects.exclude(kind__in=["sign", "pseudonym"]).delete()
    with elsewhere(tmp_path / "blank", keys=False):
        assert refused(data, vault=vault).returncode == Code.OTHER_BOARD
        assert databases.is_empty("default")
        assert not lock.is_locked()


STAGES = {
    "before anything": ("privacy.backup.restoring._write", 0),
    "after the lock": ("privacy.backup.restoring._stage", 0),
    "in the archive": ("privacy.backup.archive._spread", 2),
    "before the move": ("privacy.backup.restoring._move", 0),
    "in the move": ("privacy.backup.places.put", 1),
    "at the last step": (
        ("privacy.backup.databases.load", 1) if on_postgresql() else ("privacy.backup.places.put", 3)
    ),
    "before the end": ("privacy.backup.restoring.places.empty", 1),
}


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_any_point_the_next_run_ends_it(
    world: World, vault: Vault, tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives, keys = vault.both(), Key.objects.count()
    where, after = STAGES[stage]
    with elsewhere(tmp_path / "blank") as home:

        def dying() -> None:
            forks.kill_at(where, after + 1)
            vault.restore(*archives)

        assert forks.one(dying) in {-9, DIED}
        # nobody gets in, whatever there is by now
        assert lock.is_locked() or nothing_there(home)
        if gate.standing().stage != "locked":
            vault.restore(*archives)
        assert gate.standing().stage == "locked"
        assert (ContributionText.objects.count(), Key.objects.count()) == (2, keys)
        bring_root(home)
        assert gate.take(Given(head=str(ledger.head())), SILENT).ready


def test_a_home_that_cannot_be_written_to_and_a_disk_that_is_full(
    world: World, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives = vault.both()
    with elsewhere(tmp_path / "blank") as home:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        for where in ("privacy.backup.archive._spread", "privacy.lock.os.fsync"):
            monkeypatch.setattr(where, full)
            problem = refused(*archives, vault=vault)
            monkeypatch.undo()
            assert problem.returncode == Code.DISK
            assert "full" in str(problem)
            assert nothing_there(home)
    with elsewhere(tmp_path / "other"):
        shutil.rmtree(tmp_path / "other")
        (tmp_path / "other").symlink_to("/proc")
        with pytest.raises(Problem) as caught:
            vault.restore(*archives)
        assert caught.value.code == Code.DISK
        assert on_postgresql() or not Path("/proc/data").exists()
