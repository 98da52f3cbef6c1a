"""`kill -9` at each step of the gate: it stays locked, goes on where it was, and brings nothing back."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from board.models import Person
from board.states import PersonState, Role
from privacy import gate, lock, signing, verify
from privacy.audit import pseudonym
from privacy.gate import Given, Step
from privacy.keystore import epochs, ledger
from privacy.keystore.models import Epoch, Tombstone
from privacy.models import Event, Shredding
from privacy.permissions import Denied
from privacy.verify import Result
from privacy.withdrawal import number_of
from tests.backup.homes import SILENT, Vault, bring_root, elsewhere
from tests.backup.test_d03_to_d05_the_gate import ANNA, BEA, erase, readable, take_back
from tests.canary import CANARY
from tests.privacy import forks
from tests.privacy import world as small
from tests.privacy.world import World
from tests.visiting import Visitor

pytestmark = [pytest.mark.files, pytest.mark.slow, pytest.mark.timeout(300)]

# Where the process is killed, at which call; which steps are noted as done by then; whether what was taken
# back is out of reach by then. Each kill comes upon what the one before has left.
KILLS: list[tuple[str, int, set[Step], bool]] = [
    ("privacy.gate.steps.call_command", 1, set(), False),
    ("privacy.gate.steps.store.sweep", 1, set(), False),
    ("privacy.lock.json.dump", 1, set(), False),
    ("privacy.keystore.tombstones.link", 2, {Step.TABLES}, False),
    ("privacy.keystore.ledger._drop_buried", 1, {Step.TABLES}, False),
    ("privacy.keystore.ledger.store.rewrap", 1, {Step.TABLES}, True),
    ("privacy.gate.steps._check_held", 1, {Step.TABLES}, True),
    ("privacy.gate.remains._withdraw", 2, {Step.TABLES, Step.LEDGER}, True),
    ("privacy.withdrawal._shred", 1, {Step.TABLES, Step.LEDGER}, True),
    ("privacy.gate.opening._opens", 2, {Step.TABLES, Step.LEDGER, Step.REMAINS}, True),
    ("privacy.gate.opening.audit.record", 1, {Step.TABLES, Step.LEDGER, Step.REMAINS}, True),
    ("privacy.gate.anchoring.verify.current", 1, {*Step} - {Step.CHAIN}, True),
    ("privacy.gate.anchoring._compared", 1, {*Step} - {Step.CHAIN}, True),
]


def killed_in(where: str, call: int, work: Callable[[], object]) -> None:
    """A process begins this work and is killed when it calls that function for the nth time."""

    def begin() -> None:
        pseudonym("somebody")  # the year's key is at hand, as in a process that has worked for a while
        forks.kill_at(where, call)
        work()

    assert forks.one(begin) == -signal.SIGKILL, where


def test_killed_at_each_step_it_goes_on(world: World, vault: Vault, tmp_path: Path) -> None:
    archives = vault.both()
    take_back(world)
    erase(world.bea)
    whole = tmp_path / "ledger.txt"
    whole.write_bytes(ledger.export())
    newest = ledger.head()
    brought = Given(head=str(newest), ledgers=(whole,))
    tessa = small.person(Role.ADMINISTRATOR)  # nobody of the backup: she is not there afterwards
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        assert {ANNA, BEA} <= readable()
        for where, call, done, gone in KILLS:
            # what was brought is brought again until it is noted, as the runbook says; then no more
            given = Given() if Step.LEDGER in gate.standing().done else brought
            killed_in(where, call, lambda given=given: gate.take(given, SILENT))
            standing = gate.standing()
            assert (standing.locked, set(standing.done), standing.unlocked) == (True, done, 0), where
            assert bool({ANNA, BEA} & readable()) is not gone, where
            assert Visitor().get("/", status=503).h1 == "Atrium is closed for a while"
            with pytest.raises(Denied):
                gate.unlock(world.sam.account)
        assert gate.take(Given(), SILENT).ready

        # nothing twice, nothing half, nothing back
        assert ledger.head() == newest
        assert Tombstone.objects.count() == newest.count
        assert not {ANNA, BEA} & readable()
        assert f"{CANARY} background" in readable()
        assert Event.objects.filter(code="erasure.repeated").count() == 2
        assert {row.id for row in Shredding.objects.all()} == {
            number_of(world.bea.scope),
            number_of(world.contribution.record),
        }
        assert Shredding.objects.filter(done_at=None).count() == 0
        assert Person.objects.get(id=world.bea.id).state == PersonState.ERASED
        assert [file.name for file in epochs.folder().iterdir()] == [str(Epoch.objects.get().number)]
        assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)
        assert not Person.objects.filter(id=tessa.id).exists()


def test_killed_while_two_people_unlock(world: World, vault: Vault, tmp_path: Path) -> None:
    tessa = small.person(Role.ADMINISTRATOR).account
    archives = vault.both()
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        assert gate.take(Given(head=str(ledger.head())), SILENT).ready
        sam = world.sam.account
        # before it is noted nobody has unlocked, though an event says that somebody was about to
        killed_in("privacy.lock.json.dump", 1, lambda: gate.unlock(sam))
        assert (lock.is_locked(), gate.standing().unlocked) == (True, 0)
        assert gate.unlock(sam) == 1
        # the second one, killed at each step between her passphrase and the open door
        killed_in("privacy.gate.unlocking.audit.record", 1, lambda: gate.unlock(tessa))
        assert (lock.is_locked(), gate.standing().unlocked) == (True, 1)
        with pytest.raises(Denied, match="unlocked_before"):
            gate.unlock(sam)
        for where in ("withdrawal.resume", "signing.signed_note", "disk.write_new", "audit.act", "lock.lift"):
            killed_in(f"privacy.gate.unlocking.{where}", 1, lambda: gate.unlock(tessa))
            assert (lock.is_locked(), gate.standing().unlocked) == (True, 2), where
            Visitor().get("/", status=503)
        assert "One of the two unlocks once more" in Visitor().get("/gate/")
        assert gate.unlock(sam) == 0
        assert not lock.is_locked()
        assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)
        newest = max((home / "reports").iterdir())
        assert '"people": 2' in signing.opened_note(signing.AUDIT, newest.read_bytes())
        assert {ANNA, BEA} <= readable()
