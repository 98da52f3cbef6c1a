"""Acts: every write goes through one, in one transaction with its history and its event, or is refused."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection, models, transaction

from board.models import Identity
from consultations.models import Contribution
from privacy import audit, consent, permissions, reading
from privacy.models import ConsentCell, ConsentRecord, Event
from privacy.reading import Purpose, System
from recommendations.models import ReleaseGrant
from tests.canary import CANARY
from tests.privacy import stored
from tests.privacy import world as small
from tests.privacy.stored import counts, digest
from tests.privacy.world import MACHINE, World, look, save

Way = Callable[[World], Any]


def new(world: World) -> Contribution:
    return Contribution(consultation=world.consultation, author=world.anna, record=b"r" * 16)


def children(world: World) -> Any:
    return world.consultation.contributions


def one(world: World) -> Any:
    return Contribution.objects.filter(pk=world.contribution.pk)


WAYS: dict[str, Way] = {
    "save": lambda w: w.contribution.save(),
    "save new": lambda w: new(w).save(),
    "save, no act": lambda w: w.contribution.save(act=None),
    "delete": lambda w: w.contribution.delete(),
    "create": lambda w: Contribution.objects.create(consultation=w.consultation, author=w.anna),
    "update": lambda w: Contribution.objects.update(state="x"),
    "delete many": lambda w: Contribution.objects.all().delete(),
    "bulk_create": lambda w: Contribution.objects.bulk_create([new(w)]),
    "bulk_update": lambda w: Contribution.objects.bulk_update([w.contribution], ["state"]),
    "get_or_create": lambda w: Contribution.objects.get_or_create(state="n", author=w.anna),
    "update_or_create": lambda w: Contribution.objects.update_or_create(id=w.contribution.id),
    "related create": lambda w: children(w).create(author=w.anna),
    "related add": lambda w: children(w).add(w.contribution),
    "related add new": lambda w: children(w).add(new(w), bulk=False),
    "related update": lambda w: children(w).update(state="x"),
    "related get_or_create": lambda w: children(w).get_or_create(author=w.anna, state="q"),
    "related update_or_create": lambda w: children(w).update_or_create(author=w.anna, state="q"),
    "base manager": lambda w: Contribution._base_manager.update(state="x"),
    "raw delete": lambda w: one(w)._raw_delete("default"),
    "default manager": lambda w: Contribution._default_manager.filter(pk=w.contribution.pk).delete(),
    "save_base": lambda w: w.contribution.save_base(),
    "Django's save": lambda w: models.Model.save(w.contribution),
    "Django's save_base": lambda w: models.Model.save_base(w.contribution),
    "Django's delete": lambda w: models.Model.delete(w.text),
    "consent row": lambda w: ConsentRecord.objects.all().delete(),
    "consent cell": lambda w: ConsentCell.objects.update(audience="public"),
    "grant": lambda w: ReleaseGrant.objects.create(user=w.olga.account),
    "bulk grant": lambda w: ReleaseGrant.objects.bulk_create([]),
}


def test_a_write_without_an_act_is_refused(world: World, subtests: pytest.Subtests) -> None:
    before, chain = counts(), digest()
    for name, way in WAYS.items():
        with subtests.test(name), transaction.atomic(), pytest.raises(audit.Unaudited):
            way(world)
    assert (counts(), digest()) == (before, chain)
    assert {row.state for row in Contribution.objects.all()} == {"sent"}
    assert set(ConsentCell.objects.values_list("audience", flat=True)) == {"board"}


@pytest.mark.parametrize(
    "way",
    ["acreate", "aupdate", "adelete", "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update"],
)
def test_asynchronous_ways_are_refused(way: str, world: World) -> None:
    with pytest.raises(audit.Unaudited):
        getattr(Contribution.objects.all(), way)()
    assert counts()["consultations.Contribution"] == 2


@pytest.mark.parametrize("way", ["asave", "adelete"])
def test_asynchronous_saving_of_a_row_is_refused(way: str, world: World) -> None:
    async def attempt() -> None:
        await getattr(world.contribution, way)()

    with pytest.raises(audit.Unaudited):
        asyncio.run(attempt())
    assert sync_to_async  # Django's own bridge, so the refusal is that of `save`


def test_an_act_that_ended_takes_nothing_more(world: World) -> None:
    with audit.act("test.done", actor=MACHINE, about=world.contribution) as act:
        pass
    with pytest.raises(audit.Unaudited):
        world.contribution.save(act=act)


def test_an_act_that_has_not_begun_takes_nothing(world: World) -> None:
    with pytest.raises(audit.Unaudited):
        world.contribution.save(act=audit.Act("test.early", MACHINE, world.contribution))


def test_only_whole_rows_are_saved(world: World) -> None:
    for fields in (["state"], []):
        with pytest.raises(audit.Unaudited), audit.act("t", actor=MACHINE, about=world.contribution) as act:
            world.contribution.save(act=act, update_fields=fields)


def test_inside_an_act_no_savepoint_may_lose_a_row_that_the_event_names(world: World) -> None:
    chain = digest()
    with (
        pytest.raises(audit.Unaudited),
        audit.act("t", actor=MACHINE, about=world.anna) as act,
        transaction.atomic(),
    ):
        world.contribution.save(act=act)
    assert digest() == chain


def test_a_cascade_does_not_pass_by_the_act(world: World) -> None:
    """guardian's grants hang on Django's permissions by a cascade."""
    from django.contrib.auth.models import Permission

    cell = ReleaseGrant._meta.get_field("permission")
    assert cell.remote_field.on_delete is models.CASCADE
    release = an_empty_release(world)
    with audit.act("release.granted", actor=MACHINE, about=release) as act:
        permissions.grant(act=act, user=world.olga.account, codename="receive_release", obj=release)
    with transaction.atomic(), pytest.raises(audit.Unaudited):
        Permission.objects.get(codename="receive_release").delete()
    assert ReleaseGrant.objects.count() == 1


def an_empty_release(world: World) -> Any:
    from recommendations.models import Release

    release = Release(
        reference="2026/X",
        organisation=world.olga.organisation,
        record=b"r" * 16,
        prepared_by=world.sam.account,
        prepared_on=world.consultation.asked_on,
    )
    save(release)
    return release


def test_a_change_leaves_one_event_its_history_and_its_row(world: World) -> None:
    before, seq = counts(), stored.seq()
    world.contribution.state = "closed"
    save(world.contribution, code="contribution.closed")
    after = counts()
    changed = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert changed == {"privacy.Event": 1, "consultations.HistoricalContribution": 1}
    assert stored.last_events(seq) == [("contribution.closed", "system", "done", 1)]


def test_nothing_remains_of_an_act_that_fails(world: World) -> None:
    before, chain = counts(), digest()
    with pytest.raises(RuntimeError), audit.act("t", actor=MACHINE, about=world.anna) as act:
        world.contribution.state = "closed"
        world.contribution.save(act=act)
        raise RuntimeError
    assert (counts(), digest()) == (before, chain)
    assert Contribution.objects.get(pk=world.contribution.pk).state == "sent"


def fails_to_insert(table: str) -> None:
    """A trigger of the database makes every insert fail: a real failure, as of a full disk."""
    body = (
        "BEGIN SELECT RAISE(ABORT, 'full'); END"
        if connection.vendor == "sqlite"
        else "FOR EACH ROW EXECUTE FUNCTION atrium_refuse()"
    )
    stored.execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} {body}")


@pytest.mark.parametrize("table", ["privacy_event", "consultations_historicalcontribution"])
def test_nothing_is_written_when_the_database_refuses_the_event_or_the_history(
    table: str, world: World
) -> None:
    before, chain = counts(), digest()
    fails_to_insert(table)
    world.contribution.state = "closed"
    with pytest.raises((DatabaseError, audit.AuditUnavailable)):
        save(world.contribution)
    with pytest.raises((DatabaseError, audit.AuditUnavailable)):
        small.contribute(world.consultation, world.olga, f"{CANARY} lost")
    # the key of the words that were not written is an orphan: it opens nothing
    before["keystore.Key"] += 1
    assert (counts(), digest()) == (before, chain)
    assert Contribution.objects.get(pk=world.contribution.pk).state == "sent"


@pytest.mark.django_db(transaction=True)
def test_an_act_is_the_outermost_transaction_or_it_is_not_opened(world: World) -> None:
    before, chain = counts(), digest()
    with transaction.atomic():
        with pytest.raises(RuntimeError, match="durable"):
            save(world.contribution)
        with pytest.raises(RuntimeError, match="durable"):
            look(world.text.body, world.sam)
        with pytest.raises(RuntimeError, match="durable"):
            audit.record("t", actor=MACHINE, about=world.anna, outcome=audit.Outcome.DONE)
    assert (counts(), digest()) == (before, chain)


@pytest.mark.django_db(transaction=True)
def test_acts_do_not_nest_and_nothing_is_opened_inside(world: World) -> None:
    chain = digest()
    with (
        pytest.raises(RuntimeError, match="durable"),
        audit.act("a", actor=MACHINE, about=world.anna),
        audit.act("b", actor=MACHINE, about=world.anna),
    ):
        pass
    for reader in (world.sam, world.anna):  # also her own words, which leave no event
        with (
            pytest.raises(RuntimeError, match="inside an act"),
            audit.act("a", actor=MACHINE, about=world.anna),
        ):
            look(world.text.body, reader)
    assert digest() == chain


def test_who_acted_and_on_what_is_in_the_event_as_pseudonyms_only(world: World) -> None:
    event = Event.objects.filter(code="contribution.sent").order_by("seq").first()
    assert event is not None
    account = world.anna.account
    assert bytes(event.actor) == audit.pseudonym(account.pk)
    assert bytes(event.about) == audit.pseudonym(world.contribution.pk)
    for known in (account.pk, world.contribution.pk, world.anna.pk):
        assert isinstance(known, uuid.UUID)
        for form in (known.bytes, known.hex.encode(), str(known).encode()):
            assert form not in bytes(event.payload)
    assert account.sign_in_name.encode() not in bytes(event.payload)


def test_the_machine_acts_under_a_name_of_its_own(world: World) -> None:
    seq = stored.seq()
    save(world.consultation)
    assert stored.last_events(seq) == [("test.saved", "system", "done", 1)]
    assert System("a").pk != System("b").pk


def test_a_withdrawn_permission_closes_reading_at_once(world: World) -> None:
    assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"
    with audit.act("consent.ended", actor=world.anna.account, about=world.contribution) as act:
        consent.end(act=act, things=[world.contribution.id], how=consent.Ending.WITHDRAWN)
    assert look(world.text.body, world.sam).shut == reading.Shut.NO_PERMISSION
    with pytest.raises(permissions.Denied, match="no_permission"):
        reading.open_text(
            world.text.body, reader=world.sam.account, purpose=Purpose.SYNTHESIS, about=world.anna
        )
    assert look(world.text.body, world.anna).text == f"{CANARY} Anna's words"


def test_every_audited_model_refuses_through_its_base_manager() -> None:
    from django.apps import apps

    for model in apps.get_models():
        if issubclass(model, audit.Audited | audit.HistoryRow):
            assert isinstance(model._base_manager.all(), audit.AuditedQuerySet), model
            assert isinstance(model._default_manager.all(), audit.AuditedQuerySet), model
    assert issubclass(Identity, audit.Audited)
