"""An archive of keys from before a text was written: what of it cannot be read is said, at each place."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from board.states import Role
from privacy import doctor, gate, references
from privacy.backup import Code
from privacy.gate import Given, Step
from privacy.keystore import ledger
from privacy.keystore.models import Key
from privacy.states import Archive
from tests.backup.homes import SILENT, Vault, bring_root, elsewhere
from tests.canary import CANARY
from tests.privacy import world as small
from tests.privacy.world import World
from tests.visiting import Visitor

pytestmark = pytest.mark.files
LINE = "{} values name a key that is in no archive at hand: nobody can read them."
PAGE = "Some texts cannot be read: they are newer than the copy of the keys."


def known() -> set[bytes]:
    return {bytes(one) for one in Key.objects.values_list("id", flat=True)}


def gate_says(*words: str) -> str:
    said = StringIO()
    call_command("gate", *words, stdout=said)
    return said.getvalue()


def test_texts_written_after_the_copy_of_the_keys_are_counted(
    world: World, vault: Vault, tmp_path: Path
) -> None:
    her = small.person(Role.MEMBER)
    keys, before = vault.make(Archive.KEYS).file, known()
    small.contribute(world.consultation, her, f"{CANARY} newer than the keys")
    lost = sum(found.total() for key, found in references.named().items() if key not in before)
    data = vault.make(Archive.DATA).file
    assert (lost > 0, references.lost().total()) == (True, 0)
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(data, keys)
        bring_root(home)
        for said in (gate_says("--head", str(ledger.head())), gate_says("--status")):
            assert [one.strip() for one in said.splitlines() if "values name" in one] == [LINE.format(lost)]
        assert gate.standing().done[Step.OPENING]["lost"] == lost
        assert gate.standing().ready
        assert PAGE in Visitor().get("/gate/")
        assert [one.what for one in doctor.examine() if "values name" in one.what] == [
            f"{lost} values name a key that is not there: nobody can read them."
        ]


def test_nothing_is_said_where_nothing_is_lost(world: World, vault: Vault, tmp_path: Path) -> None:
    archives = vault.both()
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(*archives)
        bring_root(home)
        assert gate.take(Given(head=str(ledger.head())), SILENT).done[Step.OPENING]["lost"] == 0
        assert "values name" not in gate_says("--status")
        assert PAGE not in Visitor().get("/gate/")
        assert [one.what for one in doctor.examine() if "values name" in one.what] == []


def test_somebody_who_came_after_the_copy_of_the_keys_keeps_it_shut(
    world: World, vault: Vault, tmp_path: Path
) -> None:
    keys = vault.make(Archive.KEYS).file
    small.contribute(world.consultation, small.person(Role.MEMBER), f"{CANARY} of somebody new")
    data = vault.make(Archive.DATA).file
    with elsewhere(tmp_path / "blank") as home:
        vault.restore(data, keys)
        bring_root(home)
        with pytest.raises(CommandError) as caught:
            gate_says("--head", str(ledger.head()))
        assert caught.value.returncode == Code.NOT_OPENING
        assert str(caught.value).endswith(
            "Keys and data are no pair. Begin again in an empty home, with an archive of the keys"
            " that is as new as the data, or with older data."
        )
