"""D12, E10: what was kept as long as it may be goes; the log says so, signed, and still verifies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from board import actions
from board.actions import erase_person
from board.models import Identity
from board.states import Role
from privacy import anchors, pruning, reading, retention, triggers, verify
from privacy.audit import years_with_keys
from privacy.crypto import KeyDestroyed
from privacy.keystore import store
from privacy.models import Event, Head, Pruning, Trace, Upkeep
from privacy.queries import seen_by
from privacy.reading import Purpose, open_many
from privacy.retention import Done, NotWhole, months_before
from privacy.verify import Result
from tests.canary import CANARY
from tests.people import Cast, shown
from tests.privacy.stored import Lifted, execute

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
START = datetime(2026, 1, 10, 9, tzinfo=UTC)


@pytest.fixture
def travel() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def identity_of(person: Any) -> Identity:
    actions.record_identity(
        actor=person.account, person=person, legal_name=f"{CANARY} name", contact=f"{CANARY} street"
    )
    return Identity.objects.get(person=person)


def look(reader: Any, identity: Identity) -> list[Any]:
    shown(identity.person, reader.account)
    sealed = [identity.legal_name, identity.contact]
    return open_many(sealed, reader=reader.account, purpose=Purpose.IDENTITY, about=identity.person)


def whole() -> None:
    assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)


def readings() -> int:
    return Event.objects.filter(outcome="read").count()


def let_go(contacts: int = 0, shown: int = 0) -> dict[str, int]:
    """What a run says of each floor's things."""
    return {"legal names and contacts": contacts, "who was shown legal names": shown}


def test_d12_retention_job(travel: Any, cast: Cast) -> None:
    travel.move_to(datetime(2026, 3, 10, 9, tzinfo=UTC))
    oldest = anchors.drop()
    anna, bea = identity_of(cast.anna), identity_of(cast.bea)
    look(cast.sam, anna)
    actions.end_access(actor=cast.sam.account, person=cast.anna)
    first = anchors.drop()
    assert retention.run().things == let_go()

    # thirteen months: the contact of whoever left goes, nobody else's; the readings stay
    travel.move_to(datetime(2027, 3, 10, 9, tzinfo=UTC))
    assert retention.run().things == let_go()
    travel.move_to(datetime(2027, 4, 10, 9, tzinfo=UTC))
    assert retention.run() == Done(let_go(contacts=1), 0, 0, wiped=True)
    assert list(Identity.objects.all()) == [bea]
    keys = {reading.record_of(anna.legal_name), *map(reading.record_of, history_of(anna))}
    assert {type(found) for found in store.get_many(keys).values()} == {KeyDestroyed}
    assert look(cast.sam, bea)[0].text == f"{CANARY} name"
    assert (readings(), len(seen_by([anna.id]))) == (2, 1)
    whole()

    # twenty-four months: that reading is empty, a later one is not
    travel.move_to(datetime(2028, 3, 10, 9, tzinfo=UTC))
    assert retention.run().emptied == 0
    travel.move_to(datetime(2028, 3, 11, 0, 0, 1, tzinfo=UTC))
    assert retention.run() == Done(let_go(shown=1), 1, 0, wiped=False)
    assert (readings(), seen_by([anna.id]), Trace.objects.count() > 0) == (1, [], True)
    [gone] = Event.objects.filter(code=pruning.EMPTIED)
    left = (gone.role, bytes(gone.actor), gone.about_type, bytes(gone.about), gone.outcome, gone.count)
    assert left == ("", bytes(16), "", bytes(16), "", 0)
    assert (len(bytes(gone.payload)), gone.happened_at) == (32, datetime(2026, 1, 1, tzinfo=UTC))
    assert not Trace.objects.filter(event_id=gone.seq).exists()
    whole()
    assert retention.run() == Done(let_go(), 0, 0, wiped=False)
    assert anchors.compare(anchors.read(first)).result == Result.OK

    # five years after a term of two: the year goes, and the key of its pseudonyms
    travel.move_to(datetime(2033, 12, 31, 23, 59, tzinfo=UTC))
    assert retention.run().removed == 0
    assert 2026 in years_with_keys()
    travel.move_to(datetime(2034, 1, 1, 0, 0, tzinfo=UTC))
    last_of_2026 = Event.objects.filter(happened_at__lt=datetime(2027, 1, 1, tzinfo=UTC)).latest("seq").seq
    assert retention.run().removed == last_of_2026
    assert Event.objects.earliest("seq").seq == last_of_2026 + 1
    assert 2026 not in years_with_keys()
    whole()
    assert 2026 not in years_with_keys()
    assert look(cast.sam, bea)[0].text == f"{CANARY} name"
    whole()
    assert anchors.compare(anchors.read(first)).result == Result.OK  # the last event that went
    with pytest.raises(anchors.TooOld):
        anchors.compare(anchors.read(oldest))
    newer = anchors.drop()
    assert anchors.compare(anchors.read(newer)).result == Result.OK
    assert retention.run().removed == 0


def history_of(identity: Identity) -> list[Any]:
    return [old.legal_name for old in Identity.history.model.objects.filter(id=identity.id)]


@pytest.mark.parametrize("day", [date(2028, 3, 26), date(2028, 10, 29), date(2028, 2, 29)])
def test_d12_days_of_a_changed_clock(travel: Any, cast: Cast, day: date) -> None:
    """Warsaw turns its clocks on these nights, and one of them is a leap day: days are those of UTC."""
    bea = identity_of(cast.bea)
    since = months_before(day, 24)
    for hour in (0, 1, 2, 3, 23):
        travel.move_to(datetime(since.year, since.month, since.day, hour, 30, tzinfo=UTC) - timedelta(days=1))
        look(cast.sam, bea)
    travel.move_to(datetime(since.year, since.month, since.day, 0, 30, tzinfo=UTC))
    look(cast.sam, bea)
    with timezone.override("Europe/Warsaw"):
        travel.move_to(datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC))
        assert retention.run().emptied == 5
        travel.shift(timedelta(hours=23))
        assert retention.run().emptied == 0
        travel.shift(timedelta(hours=1))
        assert retention.run().emptied == 1
    whole()


def test_months_before() -> None:
    assert months_before(date(2028, 3, 31), 1) == date(2028, 2, 29)
    assert months_before(date(2028, 3, 31), 13) == date(2027, 2, 28)
    assert months_before(date(2028, 1, 15), 24) == date(2026, 1, 15)
    assert months_before(date(2028, 1, 15), 1) == date(2027, 12, 15)


def test_e10_chain_survives_erasure_and_pruning(travel: Any, cast: Cast) -> None:
    people = [cast.anna, cast.bea, cast.chloe, *(somebody(cast, number) for number in range(2))]
    for person in people:
        look(cast.sam, identity_of(person))
    for person in people:
        erase_person(actor=person.account, person=person)
    whole()
    travel.move_to(datetime(2027, 6, 1, tzinfo=UTC))
    look(cast.sam, identity_of(cast.tessa))
    travel.move_to(datetime(2034, 1, 2, tzinfo=UTC))
    done = retention.run()
    assert Event.objects.earliest("seq").happened_at.year == 2027
    assert (done.removed, done.emptied) == (Event.objects.earliest("seq").seq - 1, 1)
    whole()
    said = pruning.in_force()
    assert said.text() in bytes(Pruning.objects.get().note).decode()
    assert (said.removed, said.head) == (done.removed, bytes(Event.objects.earliest("seq").prev))
    assert Event.objects.latest("seq").code in {"keys.destroyed", "residue.wiped"}


def somebody(cast: Cast, number: int) -> Any:
    made, _ = actions.add_person(
        actor=cast.sam.account,
        role=Role.MEMBER,
        sign_in_name=f"wren-{number}",
        chosen_name=f"{CANARY} {number}",
        passphrase="a passphrase of many words",
    )
    return made


FORGERIES = {
    "a reading more": "UPDATE privacy_event SET payload = substr(payload, 1, 32), code = 'emptied',"
    " role = '', about_type = '', outcome = '', count = 0 WHERE seq = 4",
    "the note": "UPDATE privacy_pruning SET note = head",
    "its end": "UPDATE privacy_pruning SET removed = removed + 1",
    "how far": "UPDATE privacy_pruning SET emptied = emptied + 1",
    "which": "UPDATE privacy_pruning SET empty = head",
    "no pruning at all": "DELETE FROM privacy_pruning",
    "one event of those that are left": "DELETE FROM privacy_event WHERE seq = 2",
}


def test_a_pruning_that_was_none_is_found(travel: Any, cast: Cast) -> None:
    look(cast.sam, identity_of(cast.bea))
    travel.move_to(datetime(2029, 1, 1, tzinfo=UTC))
    assert retention.run().emptied == 1
    whole()
    kept = Pruning.objects.get()
    with Lifted():
        for name, statement in FORGERIES.items():
            with transaction.atomic():
                execute(statement)
                assert verify.chain().result == Result.BROKEN, name
                transaction.set_rollback(True)
    assert Pruning.objects.get() == kept
    whole()


def test_nothing_is_taken_from_a_log_that_is_not_whole(travel: Any, cast: Cast) -> None:
    look(cast.sam, identity_of(cast.bea))
    travel.move_to(datetime(2029, 1, 1, tzinfo=UTC))
    with Lifted():
        execute("UPDATE board_organisation SET does = 'Something else.'")
    with pytest.raises(NotWhole):
        retention.run()
    with pytest.raises(CommandError, match="nothing is taken from it"):
        call_command("retention")
    assert (readings(), Pruning.objects.count()) == (1, 0)
    assert triggers.missing(connection) == set()


def test_the_triggers_stand_again_and_the_command_speaks(travel: Any, cast: Cast, capsys: Any) -> None:
    look(cast.sam, identity_of(cast.bea))
    travel.move_to(datetime(2029, 1, 1, tzinfo=UTC))
    call_command("retention")
    assert "readings emptied: 1\nevents removed: 0\n" in capsys.readouterr().out
    assert triggers.missing(connection) == set()
    assert Head.objects.get().seq == Event.objects.latest("seq").seq


def test_once_a_night_and_a_failure_is_kept(travel: Any, cast: Cast) -> None:
    look(cast.sam, identity_of(cast.bea))
    for moment, runs in (
        (datetime(2029, 1, 1, 1, 59, tzinfo=UTC), 0),
        (datetime(2029, 1, 1, 2, 0, tzinfo=UTC), 1),
        (datetime(2029, 1, 1, 23, 0, tzinfo=UTC), 1),
        (datetime(2029, 1, 2, 1, 0, tzinfo=UTC), 1),
        (datetime(2029, 1, 2, 9, 0, tzinfo=UTC), 2),
    ):
        travel.move_to(moment)
        retention.nightly()
        assert Upkeep.objects.filter(what="retention", outcome=0).count() == runs
    assert (readings(), Pruning.objects.count()) == (0, 1)
    travel.move_to(datetime(2031, 1, 2, 9, 0, tzinfo=UTC))
    look(cast.sam, Identity.objects.get())
    travel.move_to(datetime(2034, 6, 2, 9, 0, tzinfo=UTC))
    with Lifted():
        execute("UPDATE board_organisation SET does = 'Something else.'")
    retention.nightly()
    retention.nightly()
    assert Upkeep.objects.filter(what="retention", outcome=1).count() == 1
    assert readings() == 1
