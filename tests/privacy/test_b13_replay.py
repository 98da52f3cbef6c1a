"""B13: an older value of the same row, put back by hand, opens; `audit verify --current` finds it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command

from board.models import Organisation, Person
from privacy import audit, verify
from privacy.audit import pseudonyms
from privacy.reading import Purpose
from privacy.verify import Result, Verified
from tests.canary import CANARY
from tests.privacy import stored
from tests.privacy import world as small
from tests.privacy.world import MACHINE, World, look, save

FINE = Verified(Result.OK, 0)


def rename(person: Person, name: str) -> int:
    """A new chosen name, in place; the number of the event."""
    person.chosen_name = small.seal(person, "chosen_name", name, person.scope, bytes(person.record))
    save(person)
    return stored.seq()


def test_b13_an_older_value_put_back_is_found(world: World) -> None:
    old = stored.of(world.anna, "chosen_name")
    seq = rename(world.anna, f"{CANARY} new name")
    assert verify.current() == FINE
    stored.put(world.anna, "chosen_name", old)
    # the seal alone cannot show it: it is her own value, in its own place
    fresh = Person.objects.get(id=world.anna.id)
    assert look(fresh.chosen_name, world.sam, Purpose.LISTING).text == f"{CANARY} member"
    assert verify.chain().result == Result.OK
    assert verify.current() == Verified(Result.ROW_CHANGED, seq, "board.person")
    stored.put(world.anna, "chosen_name", bytes(world.anna.chosen_name.token))
    assert verify.current() == FINE


def test_b13_the_command_ends_with_5(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    old = stored.of(world.anna, "chosen_name")
    seq = rename(world.anna, f"{CANARY} new name")
    call_command("audit", "verify", "--current")
    stored.put(world.anna, "chosen_name", old)
    call_command("audit", "verify")  # the chain alone does not see it
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", "--current")
    assert ended.value.code == 5
    assert f"A row of board.person is not as its last act left it (event {seq}" in capsys.readouterr().out


def test_b13_from_its_own_history_row_too(world: World) -> None:
    seq = rename(world.anna, f"{CANARY} new name")
    first = world.anna.history.last()
    stored.put(world.anna, "chosen_name", stored.of(first, "chosen_name"))
    assert verify.current() == Verified(Result.ROW_CHANGED, seq, "board.person")


@pytest.mark.parametrize(
    ("column", "value"), [("name", "Another Agency"), ("kind", "state"), ("is_active", False), ("does", "")]
)
def test_any_column_changed_by_hand_is_found(column: str, value: object, world: World) -> None:
    row = Organisation.objects.get()
    seq = stored.seq()
    save(row)
    before = getattr(row, column)
    stored.put(row, column, value)
    assert verify.current() == Verified(Result.ROW_CHANGED, seq + 1, "board.organisation")
    stored.put(row, column, before)
    assert verify.current() == FINE


def test_a_row_added_by_hand_is_found(world: World) -> None:
    row = Organisation.objects.get()
    columns = "name, kind, does, is_active"
    copied = audit.Audited._meta.get_field("id").default()
    key = row._meta.pk.get_db_prep_value(copied, audit.acts.connections["default"])
    stored.execute(
        f"INSERT INTO board_organisation (id, {columns}) SELECT %s, 'x' || {columns} FROM board_organisation",
        [key],
    )
    assert verify.current() == Verified(Result.ROW_CHANGED, 0, "board.organisation")


def test_a_row_removed_by_hand_is_found(world: World) -> None:
    spare = Organisation(name="Spare", does="Nothing.")
    save(spare)
    seq = stored.seq()
    stored.execute("DELETE FROM board_organisation WHERE name = 'Spare'")
    assert verify.current() == Verified(Result.ROW_CHANGED, seq, "board.organisation")


def test_a_row_removed_by_an_act_is_not_missed(world: World) -> None:
    spare = Organisation(name="Spare", does="Nothing.")
    save(spare)
    with audit.act("test.removed", actor=MACHINE, about=spare) as act:
        spare.delete(act=act)
    assert verify.current() == FINE


@pytest.mark.parametrize("later", ["changed", "removed", "left"])
def test_rows_of_last_year_are_known_in_this_year(later: str, world: World) -> None:
    """Ids have another pseudonym each year; a row written in one may be changed or removed in the next."""
    with time_machine.travel(datetime(2031, 12, 31, 23, 59, 58, tzinfo=UTC), tick=False):
        spare = Organisation(name="Spare", does="Nothing.")
        save(spare)
    with time_machine.travel(datetime(2032, 1, 1, 0, 0, 1, tzinfo=UTC), tick=False):
        if later == "changed":
            spare.does = "Something."
            save(spare)
        if later == "removed":
            with audit.act("test.removed", actor=MACHINE, about=spare) as act:
                spare.delete(act=act)
        assert verify.current() == FINE
        assert verify.chain().result == Result.OK
    years = {2031} if later == "left" else {2031, 2032}
    assert years <= pseudonyms.years_with_keys()


def test_an_act_over_new_year_has_one_year(world: World) -> None:
    spare = Organisation(name="Spare", does="Nothing.")
    with time_machine.travel(datetime(2031, 12, 31, 23, 59, 59, tzinfo=UTC), tick=False) as travel:
        with audit.act("test.saved", actor=MACHINE, about=spare) as act:
            travel.shift(2)
            spare.save(act=act)
        assert verify.current() == FINE
    assert verify.chain().result == Result.OK
