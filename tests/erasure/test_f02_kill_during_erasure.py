"""F02: `kill -9` at each step of an erasure: never half erased but readable; the next start finishes it."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from board.actions import erase_person
from board.models import Person
from board.states import PersonState
from consultations.models import Contribution
from privacy import places, startup, verify, withdrawal
from privacy.audit import pseudonym
from privacy.crypto import KeyDestroyed
from privacy.fields import Sealed
from privacy.keystore import epochs, ledger, store
from privacy.keystore.models import Epoch, Key, Tombstone
from privacy.models import Shredding
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many
from privacy.verify import Result
from tests.attacks.keyring import everything, holding
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.privacy import forks, stored

pytestmark = [pytest.mark.slow, pytest.mark.files]
HERS = f"{CANARY} hers"


@contextlib.contextmanager
def killed_at(statement: str, *, alias: str = "keys", time: int = 1) -> Iterator[None]:
    """The process is killed when this statement is about to be sent to the database for the nth time."""
    seen = 0

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += sql.replace('"', "").startswith(statement)
        if seen == time:
            forks.killed()
        return execute(sql, params, many, context)

    with connections[alias].execute_wrapper(watch):
        yield


@contextlib.contextmanager
def killed_in(module: Any, name: str) -> Iterator[None]:
    """The process is killed when this function is called; it never comes back to have it put right."""
    setattr(module, name, lambda *_, **__: forks.killed())
    yield


# The six steps, and what holds when the process is killed right before each: asked for, and the keys gone.
STEPS: dict[str, tuple[Callable[[], Any], bool, bool]] = {
    "0 before the act is committed": (
        lambda: killed_at("UPDATE privacy_head", alias="default"),
        False,
        False,
    ),
    "1 tombstones": (lambda: killed_at("INSERT INTO keystore_tombstone"), True, False),
    "2 keys dropped": (lambda: killed_at("DELETE FROM keystore_key"), True, True),
    "3 new epoch, keys wrapped anew": (lambda: killed_at("INSERT INTO keystore_epoch"), True, True),
    "3 in the middle of it": (lambda: killed_at("DELETE FROM keystore_epoch"), True, True),
    "4 old epoch's file": (lambda: killed_in(epochs, "drop_below"), True, True),
    "5 derived data purged": (lambda: killed_in(places, "purge"), True, True),
    "6 its event": (lambda: killed_at("INSERT INTO privacy_event", alias="default", time=2), True, True),
}


def opens(sealed: Sealed, reader: Person, about: Any) -> bool:
    [one] = open_many([sealed], reader=reader.account, purpose=Purpose.READ, about=about)
    return one.text is not None


@pytest.mark.parametrize("step", STEPS)
def test_f02_kill9_during_erasure(step: str, cast: Cast) -> None:
    request = stories.opened(cast)
    annas = stories.standing(cast.anna, request, words="hers")
    beas = stories.standing(cast.bea, request, words="of Bea")
    body, others = stories.text_of(annas).body, stories.text_of(beas).body
    scope = bytes(cast.anna.scope)
    kept = everything()
    assert opens(body, cast.sam, annas)
    death, asked, gone = STEPS[step]

    def die() -> None:
        pseudonym(scope)  # the year's key is at hand, as in a server that is running
        with death():
            erase_person(actor=cast.anna.account, person=cast.anna)

    assert forks.one(die) == -signal.SIGKILL
    # from the commit on nobody reads, whatever is left of the keys; before it nothing has happened
    assert opens(body, cast.sam, annas) is not asked
    assert Person.objects.get(id=cast.anna.id).state == (PersonState.ERASED if asked else PersonState.ACTIVE)
    assert isinstance(store.get_many([scope])[scope], KeyDestroyed) is gone
    assert bool(holding(HERS, kept)) is not gone
    assert opens(others, cast.sam, beas)

    startup.begin()
    assert Shredding.objects.filter(done_at=None).count() == 0
    if asked:
        assert holding(HERS, kept) == set()
        assert Key.objects.filter(id=scope).count() == 0
        end = ledger.head()
        [row] = Shredding.objects.all()
        assert (row.ledger_count, bytes(row.ledger_head)) == (end.count, end.digest)
        assert end.count == Tombstone.objects.count() > 1
    assert opens(others, cast.sam, beas)
    assert [int(file.name) for file in epochs.folder().iterdir()] == [Epoch.objects.get().number]
    assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)
    # once more: nothing is left to do
    seq = stored.seq()
    assert withdrawal.resume() == 0
    assert stored.seq() == seq
    assert Contribution.objects.count() == 2


def test_two_processes_finish_the_same_erasure(cast: Cast) -> None:
    """Both workers resume at their start: the keys go once, one event says so, nobody stumbles."""
    stories.standing(cast.anna, stories.opened(cast), words="hers")

    def die() -> None:
        pseudonym(cast.anna.id)
        with killed_at("INSERT INTO keystore_tombstone"):
            erase_person(actor=cast.anna.account, person=cast.anna)

    assert forks.one(die) == -signal.SIGKILL
    seq = stored.seq()
    assert forks.all_of([withdrawal.resume, withdrawal.resume]) == [0, 0]
    assert [event[0] for event in stored.last_events(seq)] == ["keys.destroyed"]
    assert Shredding.objects.filter(done_at=None).count() == 0
    assert ledger.head().count == Tombstone.objects.count()
    assert ledger.head_of(ledger.read(ledger.export())) == ledger.head()
    assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)


def test_two_people_erase_at_once(cast: Cast) -> None:
    """Two erasures at the same moment: two certificates, one ledger, one chain."""
    request = stories.opened(cast)
    for person in (cast.anna, cast.bea):
        stories.standing(person, request, words="hers")
    kept = everything()
    works = [
        lambda person=person: erase_person(actor=person.account, person=person)
        for person in (cast.anna, cast.bea)
    ]
    assert forks.all_of(works) == [0, 0]
    assert holding(HERS, kept) == set()
    assert Shredding.objects.exclude(done_at=None).count() == 2
    assert ledger.head_of(ledger.read(ledger.export())) == ledger.head()
    assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)


def test_the_same_person_presses_twice(cast: Cast) -> None:
    """One erasure; the second press is told that it happened, and changes nothing."""
    stories.standing(cast.anna, stories.opened(cast), words="hers")

    def press() -> None:
        with contextlib.suppress(Denied):
            erase_person(actor=cast.anna.account, person=cast.anna)

    assert forks.all_of([press, press]) == [0, 0]
    assert Shredding.objects.count() == 1
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ERASED
    assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)
