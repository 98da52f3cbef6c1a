"""K06: no archive holds keys and data, each is sealed to two people, and the machine cannot read it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import tarfile
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from privacy import clock, copies, verify
from privacy.backup import Code, Problem, making
from privacy.backup.recipients import identities
from privacy.keystore import epochs, ledger, root
from privacy.keystore.models import Epoch, Key
from privacy.models import Event, KeyCopy, Upkeep
from privacy.states import Archive, CopyOf, CopyState
from privacy.verify import Result
from tests.backup.homes import Vault
from tests.canary import CANARY, WORD
from tests.conftest import on_postgresql
from tests.leakscan import scan
from tests.privacy.world import World

pytestmark = pytest.mark.files
STORED = "dump" if on_postgresql() else "sqlite3"


def inside(vault: Vault, file: Path) -> dict[str, bytes]:
    """What lies in an archive, for whoever has an identity."""
    opened = file.with_suffix(".tar")
    with file.open("rb") as source, opened.open("wb") as out:
        pyrage.decrypt_io(source, out, identities(vault.identities))
    with tarfile.open(opened) as tar:
        found = {one.name: tar.extractfile(one).read() for one in tar.getmembers()}
    opened.unlink()
    return found


def wrapped_keys() -> set[bytes]:
    return {bytes(one) for one in Key.objects.values_list("wrapped", flat=True)}


def test_k06_backup_never_mixes_keys_and_data(world: World, vault: Vault) -> None:
    sealed = Path(settings.FILES_FOLDER) / "kept"
    sealed.mkdir(parents=True, exist_ok=True)
    name = "0f" * 16
    (sealed / name).write_bytes(b"sealed bytes of a file")
    data, keys = (inside(vault, file) for file in vault.both())
    (sealed / name).unlink()
    assert set(data) == {"manifest.json", f"main.{STORED}", "ledger.txt", f"files/{name}", "hashes.json"}
    number = Epoch.objects.get().number
    assert set(keys) == {"manifest.json", f"keys.{STORED}", f"epochs/{number}", "secret.key", "hashes.json"}
    assert data["ledger.txt"] == ledger.export()
    assert data[f"files/{name}"] == b"sealed bytes of a file"
    assert keys[f"epochs/{number}"] == epochs.file_of(number).read_bytes()

    # neither holds what only the other may hold
    everything_of_keys = [*wrapped_keys(), epochs.file_of(number).read_bytes()]
    whole_data, whole_keys = (b"\0".join(one.values()) for one in (data, keys))
    secret = settings.SECRET_KEY_FILE.read_bytes().strip()
    forms = [form for key in everything_of_keys for form in (key, key.hex().encode())]
    assert not [form for form in [*forms, secret] if form in whole_data]
    assert any(key in whole_keys or key.hex().encode() in whole_keys for key in wrapped_keys())
    for token in (world.text.body.token, world.other.body.token):
        assert token in whole_data or token.hex().encode() in whole_data
        assert token not in whole_keys
        assert token.hex().encode() not in whole_keys
    # the root key is in neither, nor is any word
    for whole in (whole_data, whole_keys):
        assert root.root() not in whole
        assert root.root().hex().encode() not in whole
        assert not scan(whole, [CANARY])


def test_k06_the_machine_cannot_read_what_it_wrote(world: World, vault: Vault) -> None:
    for kind, file in zip(Archive, vault.both(), strict=True):
        raw = file.read_bytes()
        assert raw.startswith(b"age-encryption.org/v1\n")
        assert raw.split(b"\n---")[0].count(b"-> X25519 ") == 2
        assert file.stat().st_mode & 0o777 == 0o400
        assert WORD.encode() not in raw
        # it has public lines only: no identity lies in the home, nor where it is told to look for recipients
        looked = [path for path in Path(settings.HOME).rglob("*") if path.is_file()]
        looked.append(Path(settings.BACKUP_RECIPIENTS[kind]))
        assert not [path for path in looked if b"AGE-SECRET-KEY" in path.read_bytes()]
        # and the identity for one kind does not open the other
        [other] = [one for one in vault.identities if one.stem != kind]
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(raw, identities([other]))


def test_it_is_in_the_chain_and_copies_of_keys_are_in_the_register(world: World, vault: Vault) -> None:
    vault.both()
    assert [row.what for row in Upkeep.objects.order_by("done_at")] == ["backup-data", "backup-keys"]
    assert Event.objects.filter(code="backup.made").count() == 2
    assert {(one.holds, one.state) for one in copies.register()} == {
        (CopyOf.EPOCHS, CopyState.LIVE), (CopyOf.STORE, CopyState.LIVE),
    }  # fmt: skip
    assert verify.chain().result == Result.OK
    assert verify.current().result == Result.OK


def test_older_ones_go_and_there_are_never_three_copies_of_keys(world: World, vault: Vault) -> None:
    made = [vault.make(Archive.DATA).file for _ in range(4)]
    assert making.newest_first(Archive.DATA, vault.folder / "data") == made[:0:-1]
    made = [vault.make(Archive.KEYS).file for _ in range(3)]
    assert making.newest_first(Archive.KEYS, vault.folder / "keys") == made[:0:-1]
    states = [one.state for one in copies.register()]
    assert states == [CopyState.LIVE] * 4 + [CopyState.DESTROYED] * 2


def test_the_archive_just_made_stays_whatever_is_set_and_whatever_the_clock_says(
    world: World, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps_none = vault.settings() | {"BACKUP_KEEP": {"data": 0, "keys": 2}}
    with override_settings(**keeps_none):
        first = vault.make(Archive.DATA).file
    assert making.newest_first(Archive.DATA, vault.folder / "data") == [first]
    # a clock that was put back: the name of the newest sorts behind the others
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(days=400))
    made = vault.make(Archive.DATA).file
    keeps_one = vault.settings() | {"BACKUP_KEEP": {"data": 1, "keys": 2}}
    with override_settings(**keeps_one):
        last = vault.make(Archive.DATA).file
    assert (last.exists(), made.exists()) == (True, False)


def test_a_copy_that_was_carried_away_has_to_be_confirmed_by_a_person(world: World, vault: Vault) -> None:
    for _ in range(2):
        file = vault.make(Archive.KEYS).file
        file.rename(vault.folder / f"carried-{file.name}")
    with pytest.raises(Problem) as caught:
        vault.make(Archive.KEYS)
    assert caught.value.code == Code.COPIES
    assert not list((vault.folder / "keys").iterdir())
    assert KeyCopy.objects.filter(destroyed_at=None).count() == 4


def test_while_people_work_the_copy_is_of_one_moment(world: World, vault: Vault) -> None:
    manifest = vault.make(Archive.DATA)
    stored = inside(vault, manifest.file)
    seq, digest = manifest.manifest.chain
    assert Event.objects.get(seq=seq).hash.hex() == digest if not on_postgresql() else digest
    assert json.loads(stored["manifest.json"])["chain"] == [seq, digest]
    if not on_postgresql():
        snapshot = vault.folder / "snapshot"
        snapshot.write_bytes(stored["main.sqlite3"])
        with sqlite3.connect(snapshot) as opened:
            assert opened.execute("SELECT max(seq) FROM privacy_event").fetchone() == (seq,)
        opened.close()


def test_commands_say_what_they_did(world: World, vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("backup")
    call_command("backup", "--keys")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].rsplit("/", 1)[0] for line in lines] == [
        "Snapshot of the database", "Archive of data", f"Made {vault.folder / 'data'}",
        "Snapshot of the database", "Archive of keys", f"Made {vault.folder / 'keys'}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"BACKUP_RECIPIENTS": {"data": "", "keys": ""}}, Code.RECIPIENTS, "No recipients are set"),
        ({"BACKUP_FOLDERS": {"data": "", "keys": ""}}, Code.DISK, "No folder is set"),
        ({"BACKUP_FOLDERS": {"data": "/tmp", "keys": "/tmp"}}, Code.DISK, "to one folder"),
        ({"BACKUP_FOLDERS": {"data": "/nowhere", "keys": "/tmp"}}, Code.DISK, "no folder /nowhere"),
        ({"BACKUP_FOLDERS": {"data": "/proc", "keys": "/tmp"}}, Code.DISK, "/proc"),
        ({"HOME": Path("/proc")}, Code.DISK, "/proc"),
    ],
)
def test_what_is_not_set_or_not_there(
    world: World, vault: Vault, changes: dict[str, object], code: Code, words: str
) -> None:
    events = Event.objects.count()
    with override_settings(**changes), pytest.raises(CommandError, match=words) as caught:
        call_command("backup")
    assert caught.value.returncode == code
    assert (Event.objects.count(), list((vault.folder / "data").iterdir())) == (events, [])


@pytest.fixture
def small_disk(vault: Vault):
    """A disk of its own, with room for hardly anything."""
    folder = vault.folder / "keys"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_no_half_archive_and_no_copy_in_the_register(
    world: World, vault: Vault, small_disk: Path
) -> None:
    with pytest.raises(Problem) as caught:
        vault.make(Archive.KEYS)
    assert caught.value.code == Code.DISK
    assert "is full" in str(caught.value)
    assert list(small_disk.iterdir()) == []
    assert {one.state for one in copies.register()} <= {CopyState.DESTROYED}
    assert not Upkeep.objects.exists()
