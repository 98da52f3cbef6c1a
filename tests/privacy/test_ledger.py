"""The ledger of destroyed keys: chained, exported, read, brought into an older key store."""

from __future__ import annotations

import pytest

from privacy import clock
from privacy.crypto import KeyDestroyed
from privacy.keystore import ledger, store
from privacy.keystore.ledger import Head, LedgerDamaged, LedgerForked
from privacy.keystore.models import Epoch, Key, Kind, Tombstone
from tests.privacy import stored

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def destroyed(count: int = 1) -> list[bytes]:
    made = store.create(Kind.RECORD, count)
    store.destroy(made, seq=7)
    return made


def test_an_empty_ledger() -> None:
    assert ledger.head() == Head(0, bytes(32))
    assert ledger.export() == b"atrium ledger 1\nhead 0 " + b"00" * 32 + b"\n"
    assert ledger.read(ledger.export()) == ()
    assert ledger.missing(Head(0, bytes(32))) == 0


def test_each_destroyed_key_is_one_entry_in_order() -> None:
    [first] = destroyed()
    one = ledger.head()
    assert (one.count, len(one.digest)) == (1, 32)
    destroyed(2)
    store.destroy([first], seq=9)  # once more: no entry
    two = ledger.head()
    assert two.count == 3
    assert [(row.number, row.kind, row.seq) for row in Tombstone.objects.order_by("number")] == [
        (1, "record", 7),
        (2, "record", 7),
        (3, "record", 7),
    ]
    entries = ledger.read(ledger.export())
    assert (ledger.head_of(entries[:1]), ledger.head_of(entries)) == (one, two)
    assert (ledger.missing(one), ledger.missing(two)) == (0, 0)
    assert ledger.export() == ledger.export()
    assert {entry.day for entry in entries} == {clock.today()}


def test_a_key_that_was_not_there_is_buried_too() -> None:
    store.destroy([b"k" * 16])
    assert Tombstone.objects.get().kind == "unknown"
    assert isinstance(store.get_many([b"k" * 16])[b"k" * 16], KeyDestroyed)


DAMAGE = {
    "empty": lambda text: b"",
    "no ledger": lambda text: b"%PDF-1.7",
    "bytes": lambda text: b"\xff\0",
    "cut": lambda text: text[:-5],
    "cut by lines": lambda text: b"\n".join(text.split(b"\n")[:2]) + b"\n",
    "an entry less": lambda text: b"\n".join(text.split(b"\n")[:1] + text.split(b"\n")[2:]),
    "an entry twice": lambda text: b"\n".join(text.split(b"\n")[:2] + text.split(b"\n")[1:]),
    "another seq": lambda text: text.replace(b" 7\n", b" 8\n", 1),
    "another kind": lambda text: text.replace(b"record", b"person", 1),
    "another day": lambda text: text.replace(b"-", b"-1", 1),
    "a sign more": lambda text: text + b" ",
    "a flipped digit": lambda text: text[:20] + (b"0" if text[20:21] != b"0" else b"1") + text[21:],
    "old line ends": lambda text: text.replace(b"\n", b"\r"),
}


def test_a_damaged_ledger_is_refused() -> None:
    destroyed(3)
    whole = ledger.export()
    assert len(ledger.read(whole)) == 3
    for name, damage in DAMAGE.items():
        try:
            ledger.read(damage(whole))
        except LedgerDamaged:
            continue
        pytest.fail(name)


def test_brought_into_an_older_key_store() -> None:
    destroyed()
    dying, living = store.create(Kind.RECORD, 2)
    keys_then = {row.id: row for row in Key.objects.all()}
    before = ledger.head()
    store.destroy([dying])
    newest, exported = ledger.head(), ledger.export()
    # the older copy comes back: its tombstone is not there, its key is
    with stored.Lifted("keys"):
        Tombstone.objects.filter(number=2).delete()
    row = keys_then[dying]
    row.epoch = Epoch.objects.get()
    row.save(force_insert=True)
    assert (ledger.head(), ledger.missing(newest)) == (before, 1)
    epoch = Epoch.objects.get().number
    assert ledger.apply(ledger.read(exported)) == 1
    assert (ledger.head(), ledger.missing(newest)) == (newest, 0)
    assert Key.objects.filter(id=dying).count() == 0
    assert Epoch.objects.get().number == epoch + 1
    found = store.get_many([dying, living])
    assert (type(found[dying]), type(found[living])) == (KeyDestroyed, bytes)
    # again: nothing to do, no new epoch
    assert ledger.apply(ledger.read(exported)) == 0
    assert (ledger.head(), Epoch.objects.get().number) == (newest, epoch + 1)


def test_a_ledger_that_came_by_mail() -> None:
    """Mail ends lines its own way (RFC 5322, section 2.3); nothing else may differ."""
    destroyed(2)
    exported = ledger.export()
    assert ledger.read(exported.replace(b"\n", b"\r\n")) == ledger.read(exported)
    with pytest.raises(LedgerDamaged):
        ledger.read(exported.replace(b"\n", b"\r"))


def test_a_crash_between_tombstones_and_keys_is_made_good_by_the_next_call() -> None:
    [dying] = store.create(Kind.RECORD)
    row = Key.objects.get(id=dying)
    store.destroy([dying])
    row.epoch = Epoch.objects.get()
    row.save(force_insert=True)  # the tombstone is in, the key is there again
    assert isinstance(store.get_many([dying])[dying], KeyDestroyed)
    assert ledger.apply(ledger.read(ledger.export())) == 0
    assert Key.objects.filter(id=dying).count() == 0


def test_an_older_ledger_changes_nothing_and_a_strange_one_is_named() -> None:
    destroyed()
    older_export = ledger.export()
    destroyed()
    head = ledger.head()
    assert ledger.apply(ledger.read(older_export)) == 0
    assert ledger.head() == head
    with pytest.raises(LedgerForked):
        ledger.missing(Head(2, b"\1" * 32))
    with pytest.raises(LedgerForked):
        ledger.missing(Head(0, b"\1" * 10))
    strange = ledger.read(ledger.export())[1:]
    with stored.Lifted("keys"):
        Tombstone.objects.all().delete()
    destroyed()
    # what another history destroyed stays destroyed; the head of that history is still not this one's
    assert ledger.apply(strange) == 1
    assert Tombstone.objects.count() == 2


def test_a_head_read_from_paper() -> None:
    destroyed(2)
    head = ledger.head()
    words = str(head)
    assert words == f"2-{head.digest[:10].hex()}"
    assert ledger.missing(ledger.said(f" {words[:8].upper()} {words[8:]}\n")) == 0
    with pytest.raises(LedgerForked):
        ledger.missing(ledger.said("2-00000000000000000000"))
    for nonsense in ("", "2", "2-", "-2-00000000000000000000", "2-0000", "2-0000000000000000000g", "x" * 999):
        with pytest.raises(LedgerDamaged):
            ledger.said(nonsense)
