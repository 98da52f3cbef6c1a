"""B14: keys that are lost. The start is refused, a text says it cannot be opened, no key is silently made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.template import Context, Template

from privacy import reading, startup
from privacy.audit import AuditUnavailable, pseudonym, pseudonyms
from privacy.crypto import KeyMissing, random_bytes
from privacy.keystore import epochs, root, store
from privacy.keystore.models import Epoch, Key, Tombstone
from privacy.reading import Opened, Purpose, Shut
from tests.canary import CANARY
from tests.conftest import on_postgresql
from tests.privacy import starts, stored
from tests.privacy import world as small
from tests.privacy.world import World, look

BROKEN = Opened(None, Shut.BROKEN)
Spoiling = Callable[[Path], Any]
ROOT, EPOCH, KEYS = "root/root.key", "root/epochs/1", "keys/keys.sqlite3"
NO_ROOT = "There is no root key: Atrium looked for the file {home}/root/root.key."
OTHER_ROOT = "The root key {home}/root/root.key does not belong to this key store."
OPEN_ROOT = "The root key file {home}/root/root.key can be read by others. Set its mode to 0600."
BAD_ROOT = "The root key file {home}/root/root.key does not hold a root key."
NO_EPOCH = "The key store needs the epoch file {home}/root/epochs/1, and it is not there."
NO_SECRET = "There is no secret key: Atrium looked for the file {home}/secret.key."
NO_STORE = "There is no key store: Atrium looked for the file {home}/keys/keys.sqlite3."
BAD_STORE = "The key store {home}/keys/keys.sqlite3 cannot be read: it is damaged."
SET_UP = " Run `manage.py setup` on a new installation."


def spoil(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at : at + 64] = b"\0" * len(content[at : at + 64])
    file.write_bytes(content)


# What happened to the home, and what the refusal names. {home} stands for its folder.
LOST: dict[str, tuple[Spoiling, str]] = {
    "root key missing": (lambda home: (home / ROOT).unlink(), NO_ROOT),
    "its folder missing": (lambda home: shutil.rmtree(home / "root"), NO_ROOT),
    "root key of another home": (lambda home: (home / ROOT).write_bytes(random_bytes(32)), OTHER_ROOT),
    "root key readable by all": (lambda home: (home / ROOT).chmod(0o644), OPEN_ROOT),
    "root key readable by the group": (lambda home: (home / ROOT).chmod(0o640), OPEN_ROOT),
    "root key cut short": (lambda home: os.truncate(home / ROOT, 31), BAD_ROOT),
    "root key empty": (lambda home: os.truncate(home / ROOT, 0), BAD_ROOT),
    "epoch file missing": (lambda home: (home / EPOCH).unlink(), NO_EPOCH),
    "folder of epochs missing": (lambda home: shutil.rmtree(home / "root/epochs"), NO_EPOCH),
    "epoch file damaged": (lambda home: spoil(home / EPOCH, 20), OTHER_ROOT),
    "epoch file of a later erasure": (lambda home: (home / EPOCH).rename(home / "root/epochs/2"), NO_EPOCH),
    "secret key missing": (lambda home: (home / "secret.key").unlink(), NO_SECRET + SET_UP),
}
STARTED = ("root key missing", "root key of another home", "root key readable by all", "epoch file missing")
FILES: dict[str, tuple[Spoiling, str]] = {
    "key store missing": (lambda home: (home / KEYS).unlink(), NO_STORE),
    "key store damaged": (lambda home: spoil(home / KEYS, 0), BAD_STORE),
}


def kept() -> tuple[Any, ...]:
    keys = [(bytes(i), bytes(wrapped)) for i, wrapped in Key.objects.values_list("id", "wrapped")]
    return starts.fingerprint(root.path().parent), sorted(keys), Epoch.objects.count()


def unchanged(what: Callable[[], Any]) -> Any:
    """What came of it, or its error; in either case no key and no file was made."""
    before = kept()
    try:
        return what()
    finally:
        assert kept() == before


@pytest.fixture
def no_root_kept() -> Iterator[None]:
    root.forget()
    yield
    root.forget()


@pytest.mark.parametrize("name", LOST)
def test_b14_the_start_is_refused_and_names_the_file(
    name: str, db: None, tmp_path: Path, no_root_kept: None, settings: Any
) -> None:
    """What a start asks first, here in this process."""
    spoiling, says = LOST[name]
    home = tmp_path / "home"
    starts.copy_files(home)
    settings.ROOT_KEY_FILE, settings.SECRET_KEY_FILE = home / ROOT, home / "secret.key"
    unchanged(startup.refuse_without_keys)  # nothing is wrong yet
    spoiling(home)
    root.forget()
    before = starts.fingerprint(home)
    with pytest.raises(ImproperlyConfigured) as refused:
        unchanged(startup.begin)
    assert str(refused.value) == says.format(home=home)
    assert starts.fingerprint(home) == before


@pytest.mark.slow
@pytest.mark.files
def test_b14_a_server_does_not_start(world: World, tmp_path: Path) -> None:
    """The real thing, through config.wsgi, in processes of their own; what is well does start."""
    kinds = {name: LOST[name] for name in STARTED} | ({} if on_postgresql() else FILES)
    homes, wanted = [], []
    for number, (spoiling, says) in enumerate(kinds.values()):
        homes.append(starts.copy_home(tmp_path / str(number)))
        spoiling(homes[-1])
        wanted.append("ImproperlyConfigured: " + says.format(home=homes[-1]))
    before = [starts.fingerprint(home) for home in homes]
    said = unchanged(lambda: starts.start_all([*homes, starts.copy_home(tmp_path / "well")]))
    assert said == [*wanted, "started"]
    assert [starts.fingerprint(home) for home in homes] == before


@pytest.mark.slow
@pytest.mark.files
@pytest.mark.postgres
def test_b14_a_server_does_not_start_without_its_key_database(world: World, tmp_path: Path) -> None:
    home = starts.copy_home(tmp_path / "home")
    before, here = starts.fingerprint(home), os.environ["KEYS_DATABASE_URL"]
    name = connections["keys"].settings_dict["NAME"]
    said = [
        starts.start_all([home], KEYS_DATABASE_URL=here.replace(f"/{name}?", f"/{other}?"))[0]
        for other in ("there_is_none", "postgres")
    ]
    assert said == [
        "ImproperlyConfigured: The key store there_is_none does not answer. Is it migrated?",
        "ImproperlyConfigured: The key store postgres cannot be read: it is damaged.",
    ]
    assert starts.fingerprint(home) == before


def test_b14_an_older_key_store_beside_newer_epoch_files_opens_nothing(world: World) -> None:
    """The rows of before an erasure are put back, as from a copy; the epoch file of then is gone."""
    key = bytes(world.contribution.record)
    rows, keys = list(Epoch.objects.values()), list(Key.objects.values())
    store.destroy([key])
    with stored.Lifted("keys"):  # a copy is laid down by the owner of the database
        for model in (Key, Epoch, Tombstone):
            model.objects.all().delete()
    Epoch.objects.bulk_create(Epoch(**row) for row in rows)
    Key.objects.bulk_create(Key(**row) for row in keys)
    with pytest.raises(ImproperlyConfigured, match="needs the epoch file"):
        unchanged(startup.begin)
    # nor does a running process open anything with it
    assert unchanged(lambda: look(world.text.body, world.sam)) == BROKEN
    assert unchanged(lambda: look(world.other.body, world.sam)) == BROKEN


@pytest.mark.parametrize("which", ["person", "record"])
def test_b14_a_missing_key_is_said_never_shown_as_empty(which: str, world: World) -> None:
    key = world.anna.scope if which == "person" else world.contribution.record
    Key.objects.filter(id=bytes(key)).delete()
    seq = stored.seq()
    for reader in (world.sam, world.anna):
        opened = unchanged(lambda reader=reader: look(world.text.body, reader))
        assert opened == BROKEN
        shown = Template("{% load sealed %}{% words opened %}").render(Context({"opened": opened}))
        assert "cannot be opened" in shown
    assert [event[2] for event in stored.last_events(seq)] == ["broken", "broken"]
    with pytest.raises(KeyMissing):
        unchanged(lambda: small.seal(world.text, "body", "more", world.anna.scope, world.contribution.record))
    assert look(world.other.body, world.sam).text == f"{CANARY} Bea's words"


def test_b14_a_lost_epoch_closes_everything_and_makes_nothing(world: World) -> None:
    pseudonym(world.anna.id)
    (epochs.folder() / str(Epoch.objects.get().number)).unlink()
    assert unchanged(lambda: look(world.text.body, world.sam)) == BROKEN
    assert unchanged(lambda: look(world.other.body, world.sam)) == BROKEN
    for making in (reading.new_record_key, reading.new_person_key, store.rewrap, store.sweep):
        with pytest.raises(root.RootKeyProblem):
            unchanged(making)
    store.init()  # setting up again does nothing where there is an epoch
    assert not list(epochs.folder().iterdir())


def test_b14_lost_keys_of_the_machine_are_not_made_anew(world: World) -> None:
    from privacy import signing

    public = signing.public_key(signing.RELEASE)
    assert len(public) == 32
    Key.objects.filter(name__isnull=False).delete()
    pseudonyms.forget()
    with pytest.raises(KeyMissing):
        unchanged(lambda: signing.signer(signing.RELEASE))
    with pytest.raises(KeyMissing):
        unchanged(lambda: signing.public_key(signing.RELEASE))
    with pytest.raises(AuditUnavailable):
        unchanged(lambda: look(world.text.body, world.sam))


@pytest.mark.sqlite
@pytest.mark.files
def test_b14_a_key_store_damaged_while_running(world: World) -> None:
    file = Path(connections["keys"].settings_dict["NAME"])
    connections["keys"].close()
    good = file.read_bytes()
    try:
        file.write_bytes(b"\0" * 100 + good[100:])
        assert look(world.text.body, world.sam) == BROKEN
        assert look(world.text.body, world.anna) == BROKEN
        assert file.read_bytes() == b"\0" * 100 + good[100:]
    finally:
        connections["keys"].close()
        file.write_bytes(good)
    assert look(world.text.body, world.sam, Purpose.SYNTHESIS).text == f"{CANARY} Anna's words"
    assert not on_postgresql()
