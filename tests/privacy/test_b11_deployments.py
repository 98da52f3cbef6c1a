"""B11: ciphertext of another table, and of another installation, never opens, and that is recorded."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from privacy import clock
from privacy.crypto import Cipher, NotForThisPlace, Place, WrongKey, key_ids
from privacy.keystore import store
from privacy.keystore.models import Epoch, Key
from privacy.reading import Opened, Purpose, Shut
from tests.canary import CANARY
from tests.privacy import starts, stored
from tests.privacy.processes import run
from tests.privacy.world import World, look

BROKEN = Opened(None, Shut.BROKEN)


def fresh(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def test_b11_from_table_to_table(world: World) -> None:
    """Her chosen name, under the same person key, into her text; and the text into the name."""
    name, text = stored.of(world.anna, "chosen_name"), stored.of(world.text, "body")
    stored.put(world.text, "body", name)
    stored.put(world.anna, "chosen_name", text)
    seq = stored.seq()
    assert look(fresh(world.text).body, world.sam) == BROKEN
    assert look(fresh(world.text).body, world.anna) == BROKEN
    assert look(fresh(world.anna).chosen_name, world.sam, Purpose.LISTING) == BROKEN
    assert [event[2] for event in stored.last_events(seq)] == ["broken", "broken", "broken"]
    # put back, both open
    stored.put(world.text, "body", text)
    stored.put(world.anna, "chosen_name", name)
    assert look(fresh(world.text).body, world.sam).text == f"{CANARY} Anna's words"
    assert look(fresh(world.anna).chosen_name, world.sam, Purpose.LISTING).text == f"{CANARY} member"


OTHER = """
    from privacy.crypto import Place
    from privacy import reading
    from uuid import UUID
    import sys
    row = UUID("{row}")
    scope, record = reading.new_person_key(), reading.new_record_key()
    token = reading.seal("Words of another board", place=Place("contribution_text", "body", row),
        scope=scope, record=record).token
    print(scope.hex(), record.hex(), token.hex())
"""


@pytest.mark.slow
@pytest.mark.files
def test_b11_from_another_installation(world: World, tmp_path: Path) -> None:
    """Sealed by a second Atrium, with keys and databases of its own (SQLite's), for the very same row."""
    theirs = {"ATRIUM_HOME": str(tmp_path / "other"), "DATABASE_URL": "", "KEYS_DATABASE_URL": ""}
    home = tmp_path / "other"
    setup = """
        import django; django.setup()
        from django.core.management import call_command
        from io import StringIO
        names = ["--board", "Other", "--secretary", "A", "--secretary", "B"]
        call_command("setup", "--no-input", *names, stdout=StringIO())
    """
    run(setup, setup=False, **theirs)
    said = run(OTHER.format(row=world.text.id), **theirs)
    scope, record, token = (bytes.fromhex(word) for word in said.split())
    assert key_ids(token) == (scope, record)
    stored.put(world.text, "body", token)
    seq = stored.seq()
    assert look(fresh(world.text).body, world.sam) == BROKEN
    assert [event[2] for event in stored.last_events(seq)] == ["broken"]
    bring_their_keys(home / "keys" / "keys.sqlite3", [scope, record])
    assert set(map(type, store.get_many([scope, record]).values())) == {WrongKey}
    assert look(fresh(world.text).body, world.sam) == BROKEN
    assert starts.fingerprint(home)  # the other one is whole, and there it opens
    opens = f"""
        from uuid import UUID
        from privacy.crypto import Cipher, Place, key_ids
        from privacy.keystore import store
        place = Place("contribution_text", "body", UUID("{world.text.id}"))
        token = bytes.fromhex("{token.hex()}")
        scope, record = key_ids(token)
        keys = store.get_many([scope, record])
        print(Cipher.build(scope, keys[scope], record, keys[record]).open(token, place))
    """
    assert run(opens, **theirs) == "Words of another board\n"


def bring_their_keys(file: Path, ids: list[bytes]) -> None:
    """Their rows of keys, too, as a thief of both databases could put them here."""
    theirs, epoch = sqlite3.connect(file), Epoch.objects.get()
    for key_id in ids:
        [(kind, wrapped)] = theirs.execute("SELECT kind, wrapped FROM keystore_key WHERE id = ?", [key_id])
        Key(id=key_id, kind=kind, epoch=epoch, wrapped=wrapped, created_at=clock.now()).save()
    theirs.close()


@pytest.mark.parametrize("changed", ["table", "column", "row"])
def test_b11_each_part_of_the_place_counts(changed: str, world: World) -> None:
    token = bytes(world.text.body.token)
    scope, record = key_ids(token)
    keys = store.get_many([scope, record])
    cipher = Cipher.build(scope, keys[scope], record, keys[record])
    place = world.text.body.place
    parts = {"table": place.table, "column": place.column, "row": place.row}
    other = {"table": "person", "column": "choices", "row": world.other.id}
    with pytest.raises(NotForThisPlace):
        cipher.open(token, Place(**{**parts, changed: other[changed]}))
    assert cipher.open(token, Place(**parts)) == f"{CANARY} Anna's words"
