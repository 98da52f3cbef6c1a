"""B07-B10: ciphertext moved to another row, column or history row never opens, and that is recorded."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.template import Context, Template

from board.models import Identity, Person
from consultations.models import ContributionText
from privacy import reading
from privacy.crypto import Cipher, NotForThisPlace, key_ids
from privacy.keystore import store
from privacy.reading import Opened, Purpose, Shut
from tests.canary import CANARY
from tests.people import shown
from tests.privacy import stored
from tests.privacy import world as small
from tests.privacy.world import World, look

BROKEN = Opened(None, Shut.BROKEN)
NAMING = Purpose.LISTING


def why(row: models.Model, column: str) -> type[Exception]:
    """The error of the cellar behind a value that does not open, with all keys at hand."""
    value = getattr(row, column)
    scope_id, record_id = key_ids(value.token)
    keys = store.get_many([scope_id, record_id])
    cipher = Cipher.build(scope_id, keys[scope_id], record_id, keys[record_id])
    with pytest.raises(Exception) as raised:  # noqa: PT011  (which one is what the caller asks)
        cipher.open(value.token, value.place)
    return raised.type


def fresh(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def second_version(world: World) -> ContributionText:
    """Another text of Anna's contribution: same person key, same record key, another row."""
    text = ContributionText(contribution=world.contribution, number=2)
    text.body = small.seal(text, "body", f"{CANARY} later", world.anna.scope, world.contribution.record)
    text.choices = small.seal(text, "choices", f"{CANARY} t", world.anna.scope, world.contribution.record)
    small.save(text)
    return text


def recorded(after: int) -> list[tuple[str, str, str, int]]:
    return stored.last_events(after)


def test_b07_from_row_to_row_of_the_same_record(world: World) -> None:
    later = second_version(world)
    stored.put(later, "body", stored.of(world.text, "body"))
    seq = stored.seq()
    assert why(fresh(later), "body") is NotForThisPlace
    assert look(fresh(later).body, world.sam) == BROKEN
    assert recorded(seq) == [("text.opened", "secretariat", "broken", 1)]
    assert look(fresh(later).body, world.anna) == BROKEN  # her own, too, and it is recorded
    assert recorded(seq + 1) == [("text.opened", "member", "broken", 1)]
    # the text it was copied from still opens
    assert look(fresh(world.text).body, world.anna).text == f"{CANARY} Anna's words"


def test_b07_from_person_to_person(world: World) -> None:
    stored.put(world.other, "body", stored.of(world.text, "body"))
    seq = stored.seq()
    assert why(fresh(world.other), "body") is NotForThisPlace
    assert look(fresh(world.other).body, world.bea) == BROKEN
    assert look(fresh(world.other).body, world.sam) == BROKEN
    assert [event[2] for event in recorded(seq)] == ["broken", "broken"]


def test_b07_the_page_says_that_it_cannot_be_opened(world: World) -> None:
    stored.put(world.other, "body", stored.of(world.text, "body"))
    template = Template("{% load sealed %}{% words opened %}")
    shown = template.render(Context({"opened": look(fresh(world.other).body, world.sam)}))
    assert "cannot be opened" in shown
    assert CANARY not in shown
    good = template.render(Context({"opened": look(world.text.body, world.sam)}))
    assert CANARY in good
    assert "cannot be opened" not in good


def test_b07_in_a_list_the_others_still_open(world: World) -> None:
    stored.put(world.other, "body", stored.of(world.text, "body"))
    seq = stored.seq()
    opened = reading.open_many(
        [fresh(world.text).body, fresh(world.other).body],
        reader=world.sam.account,
        purpose=Purpose.SYNTHESIS,
        about=world.consultation,
    )
    assert opened == [Opened(f"{CANARY} Anna's words"), BROKEN]
    assert [event[2:] for event in recorded(seq)] == [("read", 1), ("broken", 1)]


def test_b08_from_column_to_column_of_one_row(world: World) -> None:
    stored.put(world.text, "choices", stored.of(world.text, "body"))
    assert why(fresh(world.text), "choices") is NotForThisPlace
    assert look(fresh(world.text).choices, world.anna) == BROKEN


def test_b08_both_ways_between_name_and_contact(world: World) -> None:
    row = Identity(person=world.anna)
    record = reading.new_record_key()
    row.legal_name = small.seal(row, "legal_name", f"{CANARY} legal", world.anna.scope, record)
    row.contact = small.seal(row, "contact", f"{CANARY} contact", world.anna.scope, record)
    small.save(row)
    shown(world.anna, world.sam.account)
    name, contact = stored.of(row, "legal_name"), stored.of(row, "contact")
    stored.put(row, "legal_name", contact)
    stored.put(row, "contact", name)
    seq = stored.seq()
    for column in ("legal_name", "contact"):
        assert why(fresh(row), column) is NotForThisPlace
        assert look(getattr(fresh(row), column), world.sam, Purpose.IDENTITY) == BROKEN
    assert [event[2] for event in recorded(seq)] == ["broken", "broken"]


def past_of(person: Person) -> Any:
    return person.history.first()


def test_b09_from_live_to_history_of_another_and_back(world: World) -> None:
    anna, bea = world.anna, world.bea
    stored.put(past_of(bea), "chosen_name", stored.of(anna, "chosen_name"))
    assert why(past_of(bea), "chosen_name") is NotForThisPlace
    assert look(past_of(bea).chosen_name, world.sam, NAMING) == BROKEN
    stored.put(bea, "chosen_name", stored.of(past_of(anna), "chosen_name"))
    assert why(fresh(bea), "chosen_name") is NotForThisPlace
    assert look(fresh(bea).chosen_name, world.sam, NAMING) == BROKEN
    assert look(past_of(anna).chosen_name, world.sam, NAMING).text == f"{CANARY} member"


def test_b10_from_history_to_history_of_another(world: World) -> None:
    stored.put(past_of(world.bea), "chosen_name", stored.of(past_of(world.anna), "chosen_name"))
    seq = stored.seq()
    assert why(past_of(world.bea), "chosen_name") is NotForThisPlace
    assert look(past_of(world.bea).chosen_name, world.sam, NAMING) == BROKEN
    assert recorded(seq) == [("text.opened", "secretariat", "broken", 1)]


def test_a_sealed_value_of_another_place_is_not_saved_in_the_first_place(world: World) -> None:
    row = fresh(world.other)
    row.body = world.text.body
    with pytest.raises(ValueError, match="another place"):
        small.save(row)
    assert stored.of(world.other, "body") == bytes(world.other.body.token)


def test_history_keeps_the_same_bytes_and_opens_in_the_same_place(world: World) -> None:
    person = world.anna
    person.state = "paused"
    small.save(person)
    live = stored.of(person, "chosen_name")
    table = Person.history.model._meta.db_table
    past = [
        bytes(row[0])
        for row in stored.sql(f"SELECT chosen_name FROM {table} WHERE id = %s", [stored.key_value(person)])
    ]
    assert past == [live, live]
    assert past_of(person).chosen_name.place == person.chosen_name.place
    assert look(past_of(person).chosen_name, world.sam, NAMING).text == f"{CANARY} member"
