"""D02 (values): a destroyed record key takes one text and its past, whatever copy is kept; nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from board.models import Identity, Person
from consultations.models import ContributionText
from privacy import reading, withdrawal
from privacy.crypto import CannotOpen, KeyDestroyed, WrongKey, unwrap
from privacy.keystore import epochs, root, store, wrapping
from privacy.keystore.models import Epoch, Key, Kind, Tombstone
from privacy.reading import Opened, Purpose, Shut
from tests.canary import CANARY
from tests.people import shown
from tests.privacy import stored
from tests.privacy import world as small
from tests.privacy.world import World, look, save

GONE = Opened(None, Shut.WITHDRAWN)


def identity(world: World, contact: str) -> Identity:
    """Anna's legal name and contact, under a record key of their own, changed once: so there is a past."""
    record = reading.new_record_key()
    row = Identity(person=world.anna)
    for text in ("first", contact):
        row.legal_name = small.seal(row, "legal_name", f"{CANARY} legal", world.anna.scope, record)
        row.contact = small.seal(row, "contact", f"{CANARY} {text}", world.anna.scope, record)
        save(row)
    return row


def values(row: Identity) -> list[Any]:
    fresh = Identity.objects.get(pk=row.pk)
    return [one for each in (fresh, *fresh.history.all()) for one in (each.legal_name, each.contact)]


def test_d02_live_and_past_are_unreadable_and_her_others_are_not(world: World) -> None:
    row = identity(world, "second")
    shown(world.anna, world.sam.account)
    opened = [look(value, world.sam, Purpose.IDENTITY).text for value in values(row)]
    assert opened == [f"{CANARY} {text}" for text in ("legal", "second", "legal", "second", "legal", "first")]
    store.destroy([reading.record_of(row.contact)])
    for reader in (world.sam, world.anna):
        assert [look(value, reader, Purpose.IDENTITY) for value in values(row)] == [GONE] * 6
    with pytest.raises(KeyDestroyed):
        reading.open_text(row.contact, reader=world.anna.account, purpose=Purpose.OWN, about=world.anna)
    # everything else of hers, and of the others
    assert look(world.text.body, world.anna).text == f"{CANARY} Anna's words"
    assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"
    assert look(world.anna.chosen_name, world.bea, Purpose.LISTING).text == f"{CANARY} member"
    assert look(world.other.body, world.bea).text == f"{CANARY} Bea's words"


def test_d02_nothing_new_is_sealed_under_it(world: World) -> None:
    record = bytes(world.contribution.record)
    store.destroy([record])
    with pytest.raises(KeyDestroyed):
        small.seal(world.text, "body", f"{CANARY} again", world.anna.scope, record)


def test_d02_a_cipher_kept_for_the_request_goes_too(world: World) -> None:
    with reading.keys_kept():
        assert look(world.text.body, world.anna).text == f"{CANARY} Anna's words"
        withdrawal.withdraw(
            code="contribution.withdrawn",
            actor=world.anna.account,
            about=world.contribution,
            subject=world.anna.id,
            things=[world.contribution.id],
            keys=[bytes(world.contribution.record)],
            check=lambda act: None,
        )
        assert look(world.text.body, world.anna) == GONE
        assert look(world.text.body, world.sam) == Opened(None, Shut.NO_PERMISSION)


def test_d02_a_whole_person_s_key_takes_all_of_hers(world: World) -> None:
    row = identity(world, "second")
    person = Person.objects.get(id=world.anna.id)
    hers = [world.text.body, world.text.choices, person.chosen_name, *values(row)]
    withdrawal.withdraw_person(
        code="person.erased",
        actor=world.sam.account,
        about=world.anna,
        subject=world.anna.id,
        scope=bytes(world.anna.scope),
        check=lambda act: None,
    )
    for value in hers:
        for purpose in (Purpose.OWN, Purpose.IDENTITY, Purpose.LISTING, Purpose.SYNTHESIS):
            assert look(value, world.anna, purpose).text is None
    assert look(world.other.body, world.sam).text == f"{CANARY} Bea's words"


def test_d02_an_older_copy_of_the_database_does_not_bring_it_back(world: World) -> None:
    """D03 for one text: the row as it was, beside the key store as it is."""
    before = stored.of(world.text, "body")
    store.destroy([bytes(world.contribution.record)])
    stored.put(world.text, "body", before)
    fresh = ContributionText.objects.get(id=world.text.id)
    assert look(fresh.body, world.anna) == GONE


def test_d02_an_older_copy_of_the_key_store_does_not_bring_it_back(world: World) -> None:
    """Carved out of a copy, with the root key and today's epoch file at hand: it does not open."""
    record = bytes(world.contribution.record)
    copy = {bytes(key.id): (key.kind, key.epoch_id, bytes(key.wrapped)) for key in Key.objects.all()}
    store.destroy([record])
    now = Epoch.objects.get().number
    files = {int(file.name): file.read_bytes() for file in epochs.folder().iterdir()}
    assert set(files) == {now}
    with pytest.raises(root.RootKeyProblem):
        epochs.read(now - 1)
    for kind, epoch, wrapped in copy.values():
        for number in (epoch, now):
            with pytest.raises(WrongKey):
                unwrap(epochs.read(now), wrapped, wrapping.aad(kind, number, record))
    # and put back as a row it is still destroyed; without its tombstone it still does not open
    kind, _, wrapped = copy[record]
    Key(
        id=record, kind=kind, epoch=Epoch.objects.get(), wrapped=wrapped, created_at=small.timezone.now()
    ).save()
    assert type(store.get_many([record])[record]) is KeyDestroyed
    with stored.Lifted("keys"):
        Tombstone.objects.all().delete()
    assert type(store.get_many([record])[record]) is WrongKey
    assert look(world.text.body, world.anna) == Opened(None, Shut.BROKEN)


@pytest.mark.files
@pytest.mark.sqlite
def test_d02_the_file_of_the_key_store_keeps_no_trace(db: None) -> None:
    made = store.create(Kind.RECORD, 200)
    wrapped = [bytes(one) for one in Key.objects.filter(id__in=made).values_list("wrapped", flat=True)]
    store.destroy(made[:100])
    connections["keys"].close()
    folder = Path(connections["keys"].settings_dict["NAME"]).parent
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert [number for number, one in enumerate(wrapped) if one in kept] == []
    assert [key_id for key_id in made[:100] if key_id in kept] == []
    assert all(key_id in kept for key_id in made[100:])
    assert not isinstance(store.get_many(made[100:101])[made[100]], CannotOpen)
