"""E01 (ground floor): reading by another leaves an event, one's own leaves none. E07: no event, no text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from privacy import audit, reading
from privacy.audit import AuditUnavailable, Outcome
from privacy.crypto import CannotOpen, KeyDestroyed
from privacy.fields import Sealed
from privacy.keystore import store
from privacy.keystore.models import Key
from privacy.models import Event, Trace
from privacy.permissions import Denied
from privacy.reading import Opened, Purpose, Shut, System
from tests.canary import CANARY
from tests.privacy import stored
from tests.privacy import world as small
from tests.privacy.stored import counts, digest, execute, last_events
from tests.privacy.world import World, look


def traced(after: int) -> list[tuple[int, bytes]]:
    rows = Trace.objects.filter(event_id__gt=after).order_by("event_id", "number")
    return [(event - after, bytes(thing)) for event, thing in rows.values_list("event_id", "thing")]


def test_e01_a_reading_by_another_leaves_one_event(world: World) -> None:
    seq = stored.seq()
    assert look(world.text.body, world.sam) == Opened(f"{CANARY} Anna's words")
    assert last_events(seq) == [("text.opened", "secretariat", "read", 1)]
    event = Event.objects.get(seq=seq + 1)
    assert bytes(event.actor) == audit.pseudonym(world.sam.account.pk)
    # traced to what its author decides about
    assert traced(seq) == [(1, audit.pseudonym(world.contribution.id))]


def test_e01_every_reading_is_an_event_of_its_own(world: World) -> None:
    seq = stored.seq()
    for _ in range(3):
        look(world.text.body, world.sam)
    assert last_events(seq) == [("text.opened", "secretariat", "read", 1)] * 3


def test_e01_her_own_reading_leaves_none(world: World) -> None:
    chain = digest()
    assert look(world.text.body, world.anna, Purpose.OWN).text == f"{CANARY} Anna's words"
    assert look(world.text.choices, world.anna, Purpose.READ).text == f"{CANARY} ticked"
    assert digest() == chain


def test_e01_a_list_is_one_event_with_its_count(world: World) -> None:
    more = [small.contribute(world.consultation, p, f"{CANARY} x") for p in (world.olga, world.sam)]
    values = [world.text.body, world.text.choices, world.other.body, *[text.body for text in more]]
    seq = stored.seq()
    opened = reading.open_many(
        values, reader=world.sam.account, purpose=Purpose.SYNTHESIS, about=world.consultation
    )
    assert [one.shut for one in opened] == [None] * 5
    # Sam's own text among them is not in the count
    assert last_events(seq) == [("text.opened", "secretariat", "read", 4)]
    assert len(traced(seq)) == 3
    assert {bytes(e.about) for e in Event.objects.filter(seq__gt=seq)} == {
        audit.pseudonym(world.consultation.id)
    }


def test_e01_what_was_refused_broken_or_destroyed_does_not_count_as_read(world: World) -> None:
    gone = small.contribute(world.consultation, world.olga, f"{CANARY} gone")
    unregistered = Sealed(world.other.body.token, reading.opening.Place("nowhere", "body", world.other.id))
    store.destroy([bytes(gone.contribution.record)])
    stored.put(world.text, "choices", stored.of(world.text, "body"))
    world.text.refresh_from_db()
    seq = stored.seq()
    opened = reading.open_many(
        [world.text.body, world.text.choices, gone.body, unregistered],
        reader=world.sam.account,
        purpose=Purpose.SYNTHESIS,
        about=world.consultation,
    )
    assert [one.shut for one in opened] == [None, Shut.BROKEN, Shut.WITHDRAWN, Shut.REFUSED]
    assert last_events(seq) == [
        ("text.opened", "secretariat", "read", 1),
        ("text.opened", "secretariat", "refused", 1),
        ("text.opened", "secretariat", "broken", 1),
    ]


@pytest.mark.parametrize("purpose", [p for p in Purpose if p != Purpose.SYNTHESIS])
def test_e01_another_purpose_is_refused_and_recorded(purpose: Purpose, world: World) -> None:
    seq = stored.seq()
    assert look(world.text.body, world.sam, purpose) == Opened(None, Shut.REFUSED)
    code = "emergency.opened" if purpose == Purpose.EMERGENCY else "text.opened"
    assert last_events(seq) == [(code, "secretariat", "refused", 1)]


@pytest.mark.parametrize("who", ["olga", "bea"])
def test_e01_a_stranger_is_refused_and_recorded(who: str, world: World) -> None:
    person = getattr(world, who)
    seq = stored.seq()
    with pytest.raises(Denied, match="refused"):
        reading.open_text(
            world.text.body, reader=person.account, purpose=Purpose.SYNTHESIS, about=world.consultation
        )
    assert last_events(seq) == [("text.opened", person.account.role, "refused", 1)]


def test_e01_the_machine_is_a_reader_with_a_name_and_no_shortcut(world: World) -> None:
    seq = stored.seq()
    assert look(world.text.body, System("nightly")) == Opened(None, Shut.REFUSED)
    event = Event.objects.get(seq=seq + 1)
    assert (event.role, bytes(event.actor)) == ("system", audit.pseudonym("system:nightly"))


def test_e01_there_is_no_event_without_an_actor(world: World) -> None:
    look(world.text.body, world.sam)
    for event in Event.objects.all():
        assert (len(bytes(event.actor)), len(bytes(event.about)), bool(event.role)) == (16, 16, True)


def test_e01_readings_carry_the_hour_not_the_minute(world: World) -> None:
    day = datetime.now(UTC).date() + timedelta(days=3)
    moment = datetime(day.year, day.month, day.day, 22, 47, 31, 5, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        look(world.text.body, world.sam)
        assert Event.objects.get(seq=stored.seq()).happened_at == moment.replace(
            minute=0, second=0, microsecond=0
        )
        small.save(world.consultation)
        assert Event.objects.get(seq=stored.seq()).happened_at == moment.replace(microsecond=0)


def test_e01_an_opened_text_does_not_print_itself(world: World) -> None:
    assert repr(look(world.text.body, world.sam)) == "<Opened text>"


def test_open_text_says_what_happened(world: World) -> None:
    def read() -> str:
        row = type(world.text).objects.get(pk=world.text.pk)
        return reading.open_text(row.body, reader=world.sam.account, purpose=Purpose.SYNTHESIS, about=row)

    assert read() == f"{CANARY} Anna's words"
    before = stored.of(world.text, "body")
    stored.put(world.text, "body", before[:-1] + bytes([before[-1] ^ 1]))
    with pytest.raises(CannotOpen) as broken:
        read()
    assert type(broken.value) is CannotOpen
    stored.put(world.text, "body", before)
    store.destroy([bytes(world.contribution.record)])
    with pytest.raises(KeyDestroyed):
        read()


REFUSE = {
    "the event table refuses": "privacy_event",
    "the table of traces refuses": "privacy_trace",
}


@pytest.mark.parametrize("why", REFUSE)
def test_e07_no_event_no_text(why: str, world: World) -> None:
    body = (
        "BEGIN SELECT RAISE(ABORT, 'full'); END"
        if connection.vendor == "sqlite"
        else "FOR EACH ROW EXECUTE FUNCTION atrium_refuse()"
    )
    execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON {REFUSE[why]} {body}")
    before, chain = counts(), digest()
    for _ in range(2):
        with pytest.raises(AuditUnavailable) as refused:
            look(world.text.body, world.sam)
        assert CANARY not in repr(refused.value) + str(refused.value.args)
    with pytest.raises(AuditUnavailable):
        reading.open_text(
            world.text.body, reader=world.sam.account, purpose=Purpose.SYNTHESIS, about=world.text
        )
    assert (counts(), digest()) == (before, chain)
    # her own needs no event
    assert look(world.text.body, world.anna).text == f"{CANARY} Anna's words"


def test_e07_no_head_no_text(world: World) -> None:
    execute("DELETE FROM privacy_head")
    with pytest.raises(AuditUnavailable):
        look(world.text.body, world.sam)
    with pytest.raises(AuditUnavailable):
        small.save(world.consultation)


def test_e07_without_the_year_s_pseudonym_key_no_text(world: World) -> None:
    """A key that was lost is not made anew: last year's readers would get other names this year."""
    from privacy.audit import pseudonyms

    Key.objects.filter(name__startswith="pseudonym-").delete()
    pseudonyms.forget()
    before, chain = counts(), digest()
    with pytest.raises(AuditUnavailable):
        look(world.text.body, world.sam)
    with pytest.raises(AuditUnavailable):
        small.save(world.consultation)
    with pytest.raises(AuditUnavailable):
        audit.record("t", actor=small.MACHINE, about=world.anna, outcome=Outcome.DONE)
    assert (counts(), digest()) == (before, chain)
