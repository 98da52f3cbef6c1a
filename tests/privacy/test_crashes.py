"""The process dies between two steps: what was promised holds, and the next start finishes what was begun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.dispatch import receiver

from consultations.models import Contribution, ContributionText
from privacy import startup, verify, withdrawal
from privacy.audit import pseudonym
from privacy.crypto import KeyDestroyed
from privacy.keystore import epochs, store
from privacy.keystore.models import Epoch, Key, Kind, Tombstone
from privacy.models import Shredding
from privacy.reading import Opened, Shut
from privacy.verify import Result, Verified
from privacy.withdrawal import Withdrawal, subject_withdrew
from tests.canary import CANARY
from tests.privacy import forks, stored
from tests.privacy import world as small
from tests.privacy.forks import DIED, dying_at
from tests.privacy.world import World, look

pytestmark = pytest.mark.files


def whole() -> None:
    """The chain and the rows are as they should be, and the key store opens."""
    assert verify.chain().result == Result.OK
    assert verify.current() == Verified(Result.OK, 0)
    assert [int(file.name) for file in epochs.folder().iterdir()] == [Epoch.objects.get().number]


SENDING = [
    "INSERT INTO consultations_contribution ",
    "INSERT INTO consultations_historicalcontribution",
    "INSERT INTO consultations_contributiontext",
    "INSERT INTO privacy_consentcell",
    "INSERT INTO privacy_event",
    "UPDATE privacy_head",
]


def test_between_the_key_and_the_data(world: World) -> None:
    before, chain = stored.counts(), stored.digest()
    for number, statement in enumerate(SENDING, 1):

        def send(statement: str = statement) -> None:
            with dying_at(statement):
                small.contribute(world.consultation, world.olga, f"{CANARY} lost")

        assert forks.one(send) == DIED, statement
        startup.begin()
        # an orphan key, which opens nothing; of the data all or nothing
        assert stored.counts() == {**before, "keystore.Key": before["keystore.Key"] + number}
        assert stored.digest() == chain
        whole()
    assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"


READING = ["INSERT INTO privacy_event", "INSERT INTO privacy_trace", "UPDATE privacy_head"]


def test_in_a_reading_before_its_event_is_there_nothing_was_shown(world: World) -> None:
    chain = stored.digest()
    for statement in READING:

        def read(statement: str = statement) -> None:
            with dying_at(statement):
                look(world.text.body, world.sam)

        assert forks.one(read) == DIED, statement
        assert stored.digest() == chain
        whole()


def withdraw(world: World) -> None:
    withdrawal.withdraw(
        code="contribution.withdrawn",
        actor=world.anna.account,
        about=world.contribution,
        subject=world.anna.id,
        things=[world.contribution.id],
        keys=[bytes(world.contribution.record)],
        check=lambda act: None,
    )


# Where the process dies, in order: what has happened by then to permission and key.
WITHDRAWING: dict[str, tuple[Callable[[], Any], bool, bool]] = {
    "in the act": (lambda: dying_at("INSERT INTO privacy_event"), False, False),
    "between the data and the keys": (lambda: dying_at("SELECT keystore_key", alias="keys"), True, False),
    "before the tombstone": (lambda: dying_at("INSERT", alias="keys"), True, False),
    "between tombstone and key": (lambda: dying_at("DELETE FROM keystore_key", alias="keys"), True, True),
    "before the re-wrap": (lambda: dying_at("INSERT INTO keystore_epoch", alias="keys"), True, True),
    "in the re-wrap": (lambda: dying_at("DELETE FROM keystore_epoch", alias="keys"), True, True),
    "before the last event": (lambda: dying_at("INSERT INTO privacy_event", time=2), True, True),
}


@pytest.mark.parametrize("step", WITHDRAWING)
@pytest.mark.slow
def test_in_a_withdrawal(step: str, world: World) -> None:
    key = bytes(world.contribution.record)
    death, closed, gone = WITHDRAWING[step]

    def die() -> None:
        pseudonym(key)  # the year's key is at hand: the next look at the key store is that of destroying
        with death():
            withdraw(world)

    assert forks.one(die) == DIED
    seq = stored.seq()
    # never half gone and still readable
    words = Opened(f"{CANARY} Anna's words")
    assert look(world.text.body, world.sam) == (Opened(None, Shut.NO_PERMISSION) if closed else words)
    assert (type(store.get_many([key])[key]) is KeyDestroyed) is gone
    assert look(world.text.body, world.anna).text == (None if gone else f"{CANARY} Anna's words")
    startup.begin()
    if closed:
        assert type(store.get_many([key])[key]) is KeyDestroyed
        assert look(world.text.body, world.anna) == Opened(None, Shut.WITHDRAWN)
        assert Shredding.objects.filter(done_at=None).count() == 0
        assert stored.last_events(seq)[-1][0] == "keys.destroyed"
        assert (Key.objects.filter(id=key).count(), Tombstone.objects.count()) == (0, 1)
    assert startup.begin() is None
    whole()
    assert look(world.other.body, world.sam).text == f"{CANARY} Bea's words"


REWRAPPING: dict[str, Callable[[], Any]] = {
    "after the new file": lambda: dying_at("INSERT INTO keystore_epoch", alias="keys"),
    "while keys move": lambda: dying_at("UPDATE keystore_key", alias="keys"),
    "before the commit": lambda: dying_at("DELETE FROM keystore_epoch", alias="keys"),
}


def test_in_a_rewrap_before_its_commit(db: None) -> None:
    made = store.create(Kind.RECORD, 5)
    keys = store.get_many(made)
    for step, death in REWRAPPING.items():
        number = Epoch.objects.get().number

        def die(death: Callable[[], Any] = death) -> None:
            with death():
                store.rewrap()

        assert forks.one(die) == DIED, step
        assert sorted(int(file.name) for file in epochs.folder().iterdir()) == [number, number + 1]
        assert (store.get_many(made), Epoch.objects.get().number) == (keys, number)
        store.sweep()
        assert [int(file.name) for file in epochs.folder().iterdir()] == [number]
        store.rewrap()
        assert (store.get_many(made), Epoch.objects.get().number) == (keys, number + 1)


def test_in_a_rewrap_after_its_commit(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = store.create(Kind.RECORD, 5)
    keys, number = store.get_many(made), Epoch.objects.get().number

    def die() -> None:
        epochs.drop_below = forks.die
        store.rewrap()

    assert forks.one(die) == DIED
    # the old epoch's file is still there: it goes at the start, and nothing needs it
    assert sorted(int(file.name) for file in epochs.folder().iterdir()) == [number, number + 1]
    assert (store.get_many(made), Epoch.objects.get().number) == (keys, number + 1)
    store.sweep()
    assert [int(file.name) for file in epochs.folder().iterdir()] == [number + 1]
    assert store.get_many(made) == keys


def test_at_set_up_between_the_file_and_the_epoch(db: None) -> None:
    Key.objects.all().delete()
    Epoch.objects.all().delete()

    def die() -> None:
        with dying_at("INSERT INTO keystore_key", alias="keys"):
            store.init()

    assert forks.one(die) == DIED
    assert (Epoch.objects.count(), Key.objects.count()) == (0, 0)
    store.init()
    assert store.status() == {"epoch": 1, "keys": sum(map(len, store.NAMES.values())), "tombstones": 0}
    [made] = store.create(Kind.RECORD)
    assert isinstance(store.get_many([made])[made], bytes)


def test_an_error_in_a_receiver_stops_the_whole_withdrawal(world: World) -> None:
    before, chain = stored.counts(), stored.digest()

    @receiver(subject_withdrew)
    def fails(sender: type, withdrawal: Withdrawal, **_: Any) -> None:
        raise ZeroDivisionError

    try:
        with pytest.raises(ZeroDivisionError):
            withdraw(world)
    finally:
        subject_withdrew.disconnect(fails)
    assert (stored.counts(), stored.digest()) == (before, chain)
    assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"
    assert (Contribution.objects.count(), ContributionText.objects.count()) == (2, 2)
