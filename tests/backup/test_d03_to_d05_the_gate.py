"""D03-D05: no old backup opens again what was taken back since; Atrium stays locked until it is sure."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from board.models import Account, Person, SessionStore
from board.states import PersonState, Role
from consultations.models import Contribution, ContributionText
from privacy import anchors, gate, lock, signing, triggers, verify, withdrawal
from privacy.backup import Code, Problem
from privacy.crypto import KeyDestroyed
from privacy.gate import Given, Step
from privacy.keystore import epochs, ledger, store
from privacy.keystore.models import Epoch, Key
from privacy.models import Event, Upkeep
from privacy.permissions import Denied
from privacy.reading import Opened, Shut
from privacy.verify import Result
from tests.attacks import keyring
from tests.backup.homes import SILENT, Vault, bring_root, elsewhere
from tests.canary import CANARY
from tests.privacy import world as small
from tests.privacy.world import World, look

pytestmark = [pytest.mark.files, pytest.mark.slow]
ANNA, BEA = f"{CANARY} Anna's words", f"{CANARY} Bea's words"


def take_back(world: World) -> None:
    withdrawal.withdraw(
        code="contribution.withdrawn",
        actor=world.anna.account,
        about=world.contribution,
        subject=world.anna.id,
        things=[world.contribution.id],
        keys=[bytes(world.contribution.record)],
        check=lambda act: None,
    )


def erase(person: Person) -> None:
    withdrawal.withdraw_person(
        code="person.erased",
        actor=person.account,
        about=person,
        subject=person.id,
        scope=bytes(person.scope),
        check=lambda act: None,
    )


def stopped(given: Given) -> Problem:
    with pytest.raises(Problem) as caught:
        gate.take(given, SILENT)
    assert lock.is_locked()
    return caught.value


def readable() -> set[str]:
    """Every word that any key at hand opens."""
    found = {keyring.opened(kept) for kept in keyring.everything()}
    return {one for one in found if isinstance(one, str)}


def test_d03_old_db_backup_cannot_resurrect(world: World, vault: Vault, tmp_path: Path) -> None:
    data = vault.make("data").file
    assert {ANNA, BEA} <= readable()
    take_back(world)
    erase(world.bea)
    with elsewhere(tmp_path / "blank", keys=False):
        vault.restore(data)
        assert lock.is_locked()
        # the rows are there again, with nothing to open them, before any step was taken
        assert ContributionText.objects.count() == 2
        for text in (world.text, world.other):
            row = ContributionText.objects.get(id=text.id)
            opened = keyring.opened(keyring.Kept("", row.body.token, row.body.place))
            assert isinstance(opened, KeyDestroyed)
        assert not {ANNA, BEA} & readable()
        assert gate.take(Given(head=str(ledger.head())), SILENT).ready
        assert (Contribution.objects.get(id=world.contribution.id).state) == "withdrawn"
        assert Person.objects.get(id=world.bea.id).state == PersonState.ERASED


def test_d04_old_keystore_backup_is_gated(world: World, vault: Vault, tmp_path: Path) -> None:
    Client().force_login(world.anna.account)
    archives = vault.both()
    take_back(world)
    erase(world.bea)
    newest, whole = str(ledger.head()), tmp_path / "ledger.txt"
    whole.write_bytes(ledger.export())
    keys = [bytes(world.contribution.record), bytes(world.bea.scope)]
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        # the danger that is gated: an old key store and the root key open what was erased
        assert {ANNA, BEA} <= readable()
        assert SessionStore.get_model_class().objects.count() == 1
        assert gate.standing().stage == "locked"
        # without the newest head nobody gets on, nor by unlocking
        assert stopped(Given()).code == Code.LEDGER
        with pytest.raises(Denied):
            gate.unlock(world.sam.account)
        standing = gate.take(Given(head=newest, ledgers=(whole,)), SILENT)
        assert standing.ready
        assert standing.done[Step.REMAINS]["repeated"] == 2
        assert SessionStore.get_model_class().objects.count() == 0
        found = store.get_many(keys)
        assert [type(found[key]) for key in keys] == [KeyDestroyed, KeyDestroyed]
        assert Key.objects.filter(id__in=keys).count() == 0
        assert [file.name for file in epochs.folder().iterdir()] == [str(Epoch.objects.get().number)]
        assert not {ANNA, BEA} & readable()
        assert lock.is_locked()
        # the background of the request is the board's: it is still there
        assert f"{CANARY} background" in readable()
        account = Person.objects.get(id=world.bea.id).account
        assert (account.is_active, account.has_usable_password()) == (False, False)
        assert account.sign_in_name.startswith("gone-")
        assert look(ContributionText.objects.get(id=world.text.id).body, world.anna) == Opened(
            None, Shut.WITHDRAWN
        )


def test_d05_stale_ledger_refused(world: World, vault: Vault, tmp_path: Path) -> None:
    archives = vault.both()
    take_back(world)
    older = tmp_path / "older.txt"
    older.write_bytes(ledger.export())
    erase(world.bea)
    newest, anchor = ledger.head(), tmp_path / "anchor.txt"
    anchor.write_bytes(anchors.drop())
    newer = tmp_path / "newer.txt"
    newer.write_bytes(ledger.export())
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        for given in (
            Given(head=str(newest)),
            Given(head=str(newest), ledgers=(older,)),
            Given(anchor=anchor),
        ):
            problem = stopped(given)
            assert problem.code == Code.LEDGER
            assert f"The head {newest} is missing" in str(problem)
            assert gate.standing().problem == str(problem)
            assert Step.LEDGER not in gate.standing().done
        # what the older ledger knew is gone at once, though the gate stays shut
        assert ANNA not in readable()
        # nor does it help to ask again without it
        assert stopped(Given()).code == Code.LEDGER
        # an old head does not make up for the anchor that was shown
        assert stopped(Given(head="0-" + "00" * 10)).code == Code.LEDGER
        damaged = tmp_path / "damaged.txt"
        damaged.write_bytes(newer.read_bytes()[:-9])
        assert stopped(Given(ledgers=(damaged,))).code == Code.LEDGER
        assert stopped(Given(head="no head")).code == Code.LEDGER
        assert stopped(Given(head=f"{newest.count}-{'5' * 20}", ledgers=(newer,))).code == Code.LEDGER
        assert gate.take(Given(head=str(newest), ledgers=(newer,)), SILENT).ready
        assert not {ANNA, BEA} & readable()


def test_two_different_people_unlock(world: World, vault: Vault, tmp_path: Path) -> None:
    archives = vault.both()
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        assert gate.take(Given(head=str(ledger.head())), SILENT).ready
        for stranger in (world.anna, world.olga):
            with pytest.raises(Denied):
                gate.unlock(stranger.account)
        assert gate.unlock(world.sam.account) == 1
        for _again in range(2):
            with pytest.raises(Denied, match="unlocked_before"):
                gate.unlock(world.sam.account)
        assert (lock.is_locked(), gate.standing().unlocked) == (True, 1)
        tessa = second()
        assert gate.unlock(tessa) == 0
        assert not lock.is_locked()
        assert gate.standing().locked is False
        # the report is signed, and its digest is in the chain
        [report] = (home / "reports").iterdir()
        assert '"people": 2' in signing.opened_note(signing.AUDIT, report.read_bytes())
        row = Upkeep.objects.get(what="restore")
        assert bytes(row.digest) == hashlib.sha256(report.read_bytes()).digest()
        assert Event.objects.filter(code="gate.unlocked").count() == 2
        assert verify.chain().result == Result.OK
        assert verify.current().result == Result.OK
        assert {ANNA, BEA} <= readable()


def second() -> Account:
    return small.person(Role.ADMINISTRATOR).account


def test_a_chain_that_was_changed_stays_locked(world: World, vault: Vault, tmp_path: Path) -> None:
    archives = vault.both()
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        triggers.remove(connections["default"])
        with connections["default"].cursor() as cursor:
            cursor.execute("UPDATE privacy_event SET role = 'other' WHERE seq = 3")
        assert stopped(Given(head=str(ledger.head()))).code == Code.CHAIN


def test_keys_that_do_not_fit_the_words_stay_locked(world: World, vault: Vault, tmp_path: Path) -> None:
    archives = vault.both()
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        Key.objects.filter(id=bytes(world.anna.scope)).delete()
        assert stopped(Given(head=str(ledger.head()))).code == Code.NOT_OPENING
