"""`manage.py keys reseal`: what it counts, what it leaves alone, and what it never overwrites."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from board.models import Person
from consultations.models import ContributionText
from privacy import audit, resealing, verify
from privacy.crypto import FORMATS, Cipher, key_ids, sealed_under
from privacy.fields import Sealed, sealed_fields
from privacy.keystore import store
from privacy.keystore.models import Key
from privacy.keystore.states import State
from privacy.models import ConsentRecord, Event, Upkeep
from privacy.reading import Opened, Purpose, Shut, ciphers
from tests.canary import CANARY
from tests.privacy import stored
from tests.privacy import world as small
from tests.privacy.world import MACHINE, World, look


@pytest.fixture
def old_world(db: None, ground_rules: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small world as a release wrote it that knew format 1 only."""
    with monkeypatch.context() as then:
        then.setattr(ciphers, "CURRENT", FORMATS[1])
        return small.build()


def reseal(*words: str) -> tuple[int, list[str]]:
    """Exit code, and the lines it said."""
    said = StringIO()
    try:
        call_command("keys", "reseal", *words, stdout=said)
    except CommandError as problem:
        return problem.returncode, [*said.getvalue().splitlines(), str(problem)]
    return 0, said.getvalue().splitlines()


def told(form: int, *, anew: int, there: int, destroyed: int = 0, broken: int = 0, more: str = "") -> Any:
    lines = [
        f"Values in format {form} now: {anew} sealed anew, {there} already there.",
        f"Not touched: {destroyed} whose key was destroyed, {broken} that do not open.",
    ]
    return 0, [*lines, more] if more else lines


def forms() -> dict[int, int]:
    """How many values of live rows are of each format."""
    found = dict.fromkeys(FORMATS, 0)
    for value in values():
        found[sealed_under(value.token).form] += 1
    return found


def values() -> list[Sealed]:
    return [
        value
        for model, field in sealed_fields()
        for row in model._default_manager.all()
        if (value := getattr(row, field.name)) is not None
    ]


def past() -> list[bytes]:
    return [row.chosen_name.token for row in Person.history.order_by("history_id")]


def fresh(row: ContributionText) -> ContributionText:
    return ContributionText.objects.get(id=row.id)


def events(after: int) -> list[str]:
    return [code for code, *_ in stored.last_events(after)]


def test_there_and_back_and_every_value_opens(old_world: World) -> None:
    assert forms() == {1: 9, 2: 0}
    before, seq, rows = past(), stored.seq(), stored.counts()
    assert reseal() == told(2, anew=9, there=0)
    assert forms() == {1: 0, 2: 9}
    assert events(seq) == ["values.resealed"] * 3  # people, the request, what was said to it
    # no row is new but the run's own; the past keeps the bytes of its day, and opens beside the present
    more = {name: count - rows[name] for name, count in stored.counts().items() if count != rows[name]}
    assert more == {"privacy.Upkeep": 1, "privacy.Event": 3}
    assert past() == before
    assert {sealed_under(token).form for token in past()} == {1}
    assert look(old_world.anna.history.first().chosen_name, old_world.sam, Purpose.LISTING).text
    assert look(fresh(old_world.text).body, old_world.sam).text == f"{CANARY} Anna's words"
    assert verify.current() == verify.Verified(verify.Result.OK, 0)
    # the same again does nothing
    seq = stored.seq()
    assert reseal() == told(2, anew=0, there=9)
    assert (events(seq), Upkeep.objects.filter(what="values.resealed").count()) == ([], 1)
    # and back, for an older release
    assert reseal("--to", "1") == told(1, anew=9, there=0)
    assert forms() == {1: 9, 2: 0}
    assert look(fresh(old_world.text).body, old_world.sam).text == f"{CANARY} Anna's words"
    assert verify.current() == verify.Verified(verify.Result.OK, 0)


def test_what_is_written_after_it_is_in_the_newest_format_with_its_past(old_world: World) -> None:
    assert reseal()[0] == 0
    person = Person.objects.get(id=old_world.anna.id)
    person.state = "paused"
    small.save(person)
    assert [sealed_under(token).form for token in past()] == [1, 1, 1, 1, 2]
    assert sealed_under(small.contribute(old_world.consultation, old_world.sam, CANARY).body.token).form == 2


def test_a_destroyed_or_broken_value_is_counted_and_stops_nothing(old_world: World) -> None:
    _, record = key_ids(old_world.text.body.token)
    store.destroy([record])  # two values: the text, and what she ticked
    token = bytearray(stored.of(old_world.other, "body") or b"")
    token[-1] ^= 1
    stored.put(old_world.other, "body", bytes(token))
    stored.put(old_world.consultation, "background", b"\xa1\x53\x03\x01" + bytes(200))  # of a later release
    lost = key_ids(old_world.olga.chosen_name.token)[1]
    Key.objects.filter(id=lost).delete()
    kept = {row.pk: row.body.token for row in ContributionText.objects.all()}
    assert reseal() == told(2, anew=4, there=0, destroyed=2, broken=3)
    assert {row.pk: row.body.token for row in ContributionText.objects.all()} == kept
    assert look(fresh(old_world.text).body, old_world.sam) == Opened(None, Shut.WITHDRAWN)
    assert reseal() == told(2, anew=0, there=4, destroyed=2, broken=3)


def test_a_key_that_seals_no_more_leaves_its_value_readable(old_world: World) -> None:
    store.move(key_ids(old_world.text.body.token)[1], State.DEACTIVATED)
    more = "2 stay as they are: their key opens, and seals no more."
    assert reseal() == told(2, anew=7, there=0, more=more)
    assert sealed_under(fresh(old_world.text).body.token).form == 1
    assert look(fresh(old_world.text).body, old_world.sam).text == f"{CANARY} Anna's words"


def test_a_table_that_only_grows_keeps_what_was_written(old_world: World) -> None:
    row = ConsentRecord.objects.first()
    assert row is not None
    record = ConsentRecord(
        **{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "id"}
    )
    pen_name = small.seal(record, "pen_name", f"{CANARY} pen name", old_world.anna.scope)
    form_1 = Sealed(as_form_1(pen_name, f"{CANARY} pen name"), pen_name.place)
    record.pen_name = form_1
    small.save(record)
    more = "1 stay as they were written, in tables that only grow."
    assert reseal() == told(2, anew=9, there=0, more=more)
    assert ConsentRecord.objects.get(id=record.id).pen_name == form_1
    assert reseal() == told(2, anew=0, there=9, more=more)
    assert reseal("--to", "1") == told(1, anew=9, there=1)


def as_form_1(value: Sealed, words: str) -> bytes:
    scope_id, record_id = key_ids(value.token)
    keys = store.get_many([scope_id, record_id])
    cipher = Cipher.build(scope_id, keys[scope_id], record_id, keys[record_id], FORMATS[1])
    return cipher.seal(words, value.place)


# --- who works meanwhile --------------------------------------------------------------------------------


def batch(rows: list[ContributionText]) -> resealing.Count:
    """What happens with rows that were read, after others have worked on them."""
    columns = [field for model, field in sealed_fields() if model is ContributionText]
    return resealing._batch(ContributionText, columns, rows, 2, Upkeep(what=resealing.CODE, outcome=0))


def test_an_edit_meanwhile_is_not_overwritten(old_world: World) -> None:
    rows = list(ContributionText.objects.order_by("pk"))
    edited = fresh(old_world.text)
    edited.body = small.seal(
        edited, "body", f"{CANARY} later", old_world.anna.scope, key_ids(edited.body.token)[1]
    )
    small.save(edited)
    # neither of the row's two values is written: they were read together
    assert batch(rows) == resealing.Count(resealed=2, busy=2)
    assert look(fresh(edited).body, old_world.sam).text == f"{CANARY} later"
    assert sealed_under(fresh(edited).choices.token).form == 1
    assert batch(list(ContributionText.objects.all())) == resealing.Count(resealed=1, there=3)
    assert verify.current() == verify.Verified(verify.Result.OK, 0)


def test_an_edit_of_another_column_meanwhile_is_kept(old_world: World) -> None:
    rows = list(ContributionText.objects.order_by("pk"))
    edited = fresh(old_world.text)
    edited.number = 7
    small.save(edited)
    assert batch(rows) == resealing.Count(resealed=4)
    assert (fresh(edited).number, sealed_under(fresh(edited).body.token).form) == (7, 2)
    assert verify.current() == verify.Verified(verify.Result.OK, 0)


def test_a_row_that_was_emptied_or_went_meanwhile_does_not_come_back(old_world: World) -> None:
    rows = list(ContributionText.objects.order_by("pk"))
    emptied, gone = fresh(old_world.text), fresh(old_world.other)
    emptied.choices = None
    small.save(emptied)
    with audit.act("test.removed", actor=MACHINE, about=gone) as act:
        gone.delete(act=act)
    assert batch(rows) == resealing.Count(busy=4)
    assert fresh(emptied).choices is None
    assert not ContributionText.objects.filter(id=gone.id).exists()
    assert verify.current() == verify.Verified(verify.Result.OK, 0)


def test_a_key_destroyed_between_reading_and_writing_stays_destroyed(old_world: World) -> None:
    """The worst moment: the words are in memory, sealed anew, and the act has just begun."""
    _, record = key_ids(old_world.text.body.token)
    begun = []

    def destroying(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "privacy_upkeep" in sql and not begun:
            begun.append(sql)
            store.bury([record], seq=0)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(destroying):
        count = batch(list(ContributionText.objects.order_by("pk")))
    assert (count, len(begun)) == (resealing.Count(resealed=4), 1)
    assert sealed_under(fresh(old_world.text).body.token).form == 2
    assert look(fresh(old_world.text).body, old_world.sam) == Opened(None, Shut.WITHDRAWN)
    assert batch(list(ContributionText.objects.all())) == resealing.Count(there=4)


# --- what fails -----------------------------------------------------------------------------------------


def test_a_batch_that_fails_is_undone_whole(old_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "AT_ONCE", 1)
    seen = []

    def failing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT INTO privacy_event"):
            seen.append(sql)
            if len(seen) == 3:
                raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)

    seq = stored.seq()
    with connection.execute_wrapper(failing):
        code, said = reseal()
    assert (code, said[-1].startswith("The database did not take the last rows: they are as they were.")) == (
        7,
        True,
    )
    assert (forms(), events(seq)) == ({1: 7, 2: 2}, ["values.resealed"] * 2)
    assert verify.current() == verify.Verified(verify.Result.OK, 0)
    assert reseal() == told(2, anew=7, there=2)
    assert verify.current() == verify.Verified(verify.Result.OK, 0)


def test_only_formats_that_are_known(db: None) -> None:
    for word in ("0", "3", "x"):
        with pytest.raises(CommandError, match="invalid"):
            call_command("keys", "reseal", "--to", word)
    assert not Event.objects.filter(code="values.resealed").exists()
