"""K05: the whole drill. 21 people, 500 texts, a backup; one person erases everything; the machine burns.

On a blank machine, from the two media, two of three shares and the newest anchor and ledger, the board works
again: everybody's words are there, and hers are nowhere.
"""

from __future__ import annotations

import hashlib
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest
from django.core.management import call_command

from board import actions
from board.models import Person
from board.states import PersonState, Role
from consultations.models import Consultation, ContributionText
from privacy import anchors, clock, copies, doctor, gate, lock, reading, signing, verify
from privacy.backup.recipients import identities
from privacy.keystore import ledger, root, shares
from privacy.models import Event, Upkeep
from privacy.states import Archive
from privacy.verify import Result
from tests.attacks import keyring
from tests.backup.homes import Vault, elsewhere
from tests.canary import CANARY, is_in
from tests.people import PASSPHRASE
from tests.privacy import world as small
from tests.privacy.world import look
from tests.visiting import Visitor

pytestmark = [pytest.mark.files, pytest.mark.slow, pytest.mark.timeout(300)]
MEMBERS, REQUESTS = 21, 24


@dataclass
class Board:
    """Everybody, what each of them wrote, and who looks after the machine."""

    members: list[Person]
    texts: dict[str, set[str]]
    staff: list[Person]


def text_of(person: Person, number: int) -> str:
    return f"{CANARY} {person.account.sign_in_name} to request {number}"


@pytest.fixture
def board(db: None, ground_rules: None) -> Board:
    """21 members who answered 24 requests each: 504 texts."""
    board = actions.set_up_board(name="Advisory Board", seats=21, quorum=11)
    members = [small.person(Role.MEMBER) for _ in range(MEMBERS)]
    staff = [small.person(role) for role in (Role.SECRETARIAT, Role.DATA_PROTECTION, Role.ADMINISTRATOR)]
    agency = actions.add_organisation(
        actor=staff[0].account, name="Labour Training Agency", kind="agency", does="Trains people."
    )
    texts: dict[str, set[str]] = {person.account.sign_in_name: set() for person in members}
    for number in range(REQUESTS):
        record = reading.new_record_key()
        asked = Consultation(
            reference=f"2026/{number}", title="Hours", subject="law", requester=agency, record=record,
            asked_on=clock.today(),
        )  # fmt: skip
        asked.background = small.seal(asked, "background", f"{CANARY} background", board.scope, record)
        small.save(asked)
        for person in members:
            small.contribute(asked, person, text_of(person, number))
            texts[person.account.sign_in_name].add(text_of(person, number))
    return Board(members, texts, staff)


def readable() -> set[str]:
    """Every word of a contribution that the keys at hand open, past the product and its gate."""
    found = {keyring.opened(kept) for kept in keyring.everything()}
    return {one for one in found if isinstance(one, str) and " to request " in one}


def contents(vault: Vault, file: Path) -> bytes:
    """Everything in an archive, for whoever holds an identity."""
    opened = pyrage.decrypt(file.read_bytes(), identities(vault.identities))
    (plain := file.with_suffix(".tar")).write_bytes(opened)
    with tarfile.open(plain) as tar:
        found = b"\0".join(tar.extractfile(one).read() for one in tar.getmembers())
    plain.unlink()
    return found


def read_by(person: Person) -> set[str | None]:
    """What the product opens to her of her own texts."""
    mine = ContributionText.objects.filter(contribution__author_id=person.id)
    return {look(one.body, person).text for one in mine}


def bring(two: list[list[str]]) -> None:
    """The root key, from two of its three pages."""
    root.restore(shares.join(*two))


def restored(vault: Vault, archives: list[Path]) -> None:
    identity = [part for file in vault.identities for part in ("--identity", str(file))]
    call_command("restore", *map(str, archives), *identity, verbosity=0)


def unlock(person: Person) -> str:
    visitor = Visitor()
    visitor.get("/gate/")
    name = Person.objects.get(id=person.id).account.sign_in_name
    return visitor.post("/gate/", {"sign_in_name": name, "passphrase": PASSPHRASE}).response["Location"]


def stops() -> list[str]:
    """What the doctor calls urgent."""
    return [one.what for one in doctor.examine() if one.level == doctor.Level.STOP]


def test_k05_restore_drill(board: Board, vault: Vault, tmp_path: Path) -> None:
    her, others = board.members[7], [one for one in board.members if one != board.members[7]]
    hers = board.texts[her.account.sign_in_name]
    everyone_elses = set().union(*(board.texts[one.account.sign_in_name] for one in others))
    assert (len(hers), len(everyone_elses), len(hers | everyone_elses)) == (24, 480, 504)
    pages = shares.split(root.root())
    media = vault.both()
    assert readable() == hers | everyone_elses

    certificate = actions.erase_person(actor=her.account, person=her)
    assert readable() == everyone_elses
    # the copy of the keys from before is red: with the root key it would open hers again
    assert copies.red()
    anchor, newest = tmp_path / "anchor.txt", tmp_path / "ledger.txt"
    anchor.write_bytes(anchors.drop())
    newest.write_bytes(ledger.export())
    data_after = vault.make(Archive.DATA).file
    keys_after = vault.make(Archive.KEYS).file

    # Whoever opens all four archives has no word of anybody: the root key is in none of them.
    for file in (*media, data_after, keys_after):
        found = contents(vault, file)
        assert not is_in(found)
        assert root.root() not in found

    # With the root key as well: no word of hers is in the archives from after the erasure, nor in the data
    # from before it; everyone else's are.
    for number, pair in enumerate(([data_after, keys_after], [media[0], keys_after])):
        with elsewhere(tmp_path / f"thief-{number}"):
            restored(vault, pair)
            bring(pages[:2])
            assert readable() == everyone_elses

    # The machine is gone. A blank one, the media of before, two of three pages, anchor and ledger.
    with elsewhere(tmp_path / "blank") as home:
        restored(vault, media)
        assert Visitor().get("/", status=503).h1 == "Atrium is closed for a while"
        bring([pages[0], pages[2]])
        call_command("gate", "--anchor", str(anchor), "--ledger", str(newest))
        assert readable() == everyone_elses
        assert Person.objects.get(id=her.id).state == PersonState.ERASED
        assert gate.standing().ready
        assert unlock(board.staff[0]) == "/gate/"
        assert lock.is_locked()
        assert unlock(board.staff[1]) == "/in/"
        assert not lock.is_locked()

        # the address of her certificate is the one she noted, though this database is older than it
        assert "Certificate of erasure" in Visitor().get(f"/certificate/{certificate}/")

        # it works again: a member reads her own text, and what was erased is gone for everybody
        assert readable() == everyone_elses
        assert "Home" in Visitor.as_(Person.objects.get(id=others[0].id).account).get("/", reads=True).title
        assert (read_by(others[0]), read_by(her)) == (board.texts[others[0].account.sign_in_name], {None})
        small.contribute(
            Consultation.objects.first(), small.person(Role.MEMBER), f"{CANARY} new to request 0"
        )
        assert len(readable()) == 481
        assert verify.chain().result == Result.OK
        assert verify.current().result == Result.OK
        # nothing stops it but that this machine has no backup of its own yet; then nothing of keys does
        assert stops() == ["There is no backup of data.", "There is no backup of keys."]
        vault.both()
        assert stops() == []

        # the report is signed, and in the chain
        [report] = (home / "reports").iterdir()
        assert '"people": 2' in signing.opened_note(signing.AUDIT, report.read_bytes())
        noted = Upkeep.objects.get(what="restore")
        assert bytes(noted.digest) == hashlib.sha256(report.read_bytes()).digest()
        assert Event.objects.filter(code="gate.passed").count() == 1
