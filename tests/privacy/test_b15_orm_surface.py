"""B15: whatever is asked of a sealed column through the ORM is refused or stays sealed."""

from __future__ import annotations

import copy
import io
import itertools
import json
import pickle
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import connection, models
from django.db.models import Case, F, Max, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Length, Lower, Substr
from django.test.utils import CaptureQueriesContext

from board.models import Identity, Organisation, Person
from consultations.models import ContributionText
from privacy import audit, reading
from privacy.fields import SHOWN, Sealed
from privacy.reading import Purpose
from tests.canary import CANARY
from tests.privacy import world as small
from tests.privacy.world import World, save

TEXTS = ContributionText.objects
LOOKUPS = (
    "exact",
    "iexact",
    "contains",
    "icontains",
    "in",
    "gt",
    "gte",
    "lt",
    "lte",
    "startswith",
    "istartswith",
    "endswith",
    "range",
    "regex",
    "iregex",
)


@pytest.mark.parametrize(
    "bad",
    ["text", b"bytes", F("number"), Value("x"), 5, bytearray(b"x"), memoryview(b"x")],
    ids=lambda bad: type(bad).__name__,
)
def test_b15_only_sealed_values_are_assigned(bad: object, world: World) -> None:
    with pytest.raises(TypeError, match="sealed value"):
        world.text.body = bad
    with pytest.raises(TypeError, match="sealed value"):
        ContributionText(body=bad)
    world.text.__dict__["body"] = bad  # past the attribute, even
    with pytest.raises((TypeError, AttributeError)):
        save(world.text)


@pytest.mark.parametrize("method", ["filter", "exclude", "get"])
def test_b15_no_lookup_asks_for_what_is_sealed(method: str, world: World, subtests: pytest.Subtests) -> None:
    for lookup, value in itertools.product(LOOKUPS, ("x", world.text.body, [b"x"])):
        with subtests.test(lookup), pytest.raises((FieldError, TypeError)):
            list(getattr(TEXTS, method)(**{f"body__{lookup}": value}))
    with pytest.raises((FieldError, TypeError)):
        list(TEXTS.filter(body="x"))
    with pytest.raises((FieldError, TypeError)):
        list(ContributionText.objects.filter(contribution__texts__body__contains=CANARY))


def test_b15_whether_there_is_a_value_may_be_asked(world: World) -> None:
    assert TEXTS.filter(body__isnull=False).count() == 2
    assert TEXTS.filter(choices__isnull=True).count() == 0


def as_text(column: str) -> Any:
    return Cast(column, models.TextField())


EXPRESSIONS: dict[str, Callable[[], Any]] = {
    "F": lambda: F("body"),
    "Coalesce with itself": lambda: Coalesce("body", "choices"),
    "Coalesce with a text": lambda: Coalesce("body", Value("no")),
    "Lower": lambda: Lower("body"),
    "Length": lambda: Length("body"),
    "Substr": lambda: Substr("body", 1, 5),
    "Concat": lambda: Concat("body", Value("!")),
    "Max": lambda: Max("body"),
    "Case": lambda: Case(When(number=1, then="body")),
    "Subquery": lambda: Subquery(TEXTS.filter(pk=OuterRef("pk")).values("body")[:1]),
    "a transform": lambda: F("body__lower"),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_b15_an_annotation_is_refused_or_sealed(name: str, world: World) -> None:
    from django.db import DatabaseError, transaction

    with CaptureQueriesContext(connection) as asked:
        try:
            with transaction.atomic():
                found = [row.x for row in TEXTS.annotate(x=EXPRESSIONS[name]())]
        except (FieldError, TypeError, DatabaseError):
            found = []
    assert CANARY not in repr(found) + str(asked.captured_queries)
    for value in found:
        assert isinstance(value, Sealed | int | bytes | memoryview | str | None)
        if isinstance(value, Sealed):
            with pytest.raises(ValueError, match="no place"):  # read past its model: it never opens
                reading.open_many(
                    [value], reader=world.sam.account, purpose=Purpose.SYNTHESIS, about=world.anna
                )


def test_b15_values_give_no_text(world: World) -> None:
    for value in (
        TEXTS.values("body")[0]["body"],
        TEXTS.values_list("body", flat=True)[0],
        TEXTS.values_list("id", "body")[0][1],
        TEXTS.values_list("body", named=True)[0].body,
        ContributionText.objects.values("contribution__texts__body")[0]["contribution__texts__body"],
        TEXTS.aggregate(x=models.Count("body"))["x"] and TEXTS.values("body").first()["body"],
    ):
        assert (type(value), value.place, str(value)) == (Sealed, None, SHOWN)


@pytest.mark.parametrize("write", ["update", "bulk_update", "bulk_create", "update_or_create"])
def test_b15_no_bulk_write_takes_anything(write: str, world: World) -> None:
    ways: dict[str, Callable[[], Any]] = {
        "update": lambda: TEXTS.update(body="plain"),
        "bulk_update": lambda: TEXTS.bulk_update([world.text], ["body"]),
        "bulk_create": lambda: TEXTS.bulk_create([ContributionText()]),
        "update_or_create": lambda: TEXTS.update_or_create(defaults={"body": "plain"}, id=world.text.id),
    }
    with pytest.raises(audit.Unaudited):
        ways[write]()


def test_b15_even_django_s_private_update_takes_no_text(world: World) -> None:
    field = ContributionText._meta.get_field("body")
    for bad in ("plain", b"plain"):
        with pytest.raises(TypeError, match="text refused"):
            TEXTS.filter(pk=world.text.pk)._update([(field, None, bad)])


def test_b15_raw_queries_and_ordering_give_sealed_values(world: World) -> None:
    for row in ContributionText.objects.raw("SELECT * FROM consultations_contributiontext"):
        assert isinstance(row.body, Sealed)
        assert row.body.place.row == row.id
    assert {type(row.body) for row in TEXTS.order_by("body")} == {Sealed}  # by ciphertext: it tells nothing


def test_b15_a_sealed_value_prints_copies_and_travels_as_nothing(world: World) -> None:
    value = world.text.body
    assert {str(value), repr(value), f"{value}", f"{value:>40}", "%s" % value} == {SHOWN}  # noqa: UP031  (each way of printing)
    assert copy.copy(value) == copy.deepcopy(value) == value
    copied = copy.copy(world.text)
    assert copied.body == value
    assert copy.deepcopy(world.text).body.place == value.place
    for travel in (pickle.dumps, json.dumps, lambda v: pickle.dumps(world.text)):
        with pytest.raises(TypeError):
            travel(value)
    assert (value == "x", value == value.token, value in (None, "", [])) == (False, False, False)


def test_b15_a_copied_row_keeps_its_words_where_they_were(world: World) -> None:
    copied = copy.copy(world.text)
    copied.pk, copied._state.adding, copied.number = uuid.uuid4(), True, 9
    with pytest.raises(ValueError, match="another place"):
        save(copied)


def test_b15_deferring_does_not_lose_the_words(world: World, django_assert_num_queries: Any) -> None:
    token = world.anna.chosen_name.token
    deferred = Person.objects.defer("chosen_name").get(pk=world.anna.pk)
    assert "chosen_name" in deferred.get_deferred_fields()
    deferred.state = "paused"
    save(deferred)
    assert deferred.history.first().chosen_name.token == token
    again = Person.objects.only("state").get(pk=world.anna.pk)
    with django_assert_num_queries(1):
        assert (again.chosen_name.token, again.chosen_name.place) == (token, world.anna.chosen_name.place)
    world.anna.refresh_from_db(fields=["chosen_name"])
    assert world.anna.chosen_name.place == again.chosen_name.place


def test_b15_dumps_hold_no_words_and_are_not_loaded(world: World, tmp_path: Any) -> None:
    out = io.StringIO()
    call_command("dumpdata", "board", "consultations", "privacy", stdout=out)
    assert CANARY not in out.getvalue()
    bodies = [
        r["fields"]["body"] for r in json.loads(out.getvalue()) if r["model"].endswith("contributiontext")
    ]
    assert bodies == [SHOWN, SHOWN]
    file = tmp_path / "dump.json"
    file.write_text(out.getvalue())
    before = ContributionText.objects.values_list("id", flat=True)
    with pytest.raises((TypeError, DeserializationError, audit.Unaudited)):
        call_command("loaddata", str(file), verbosity=0)
    fields = {"name": "New", "kind": "agency", "does": "Nothing."}
    file.write_text(json.dumps([{"model": "board.organisation", "pk": str(uuid.uuid4()), "fields": fields}]))
    with pytest.raises(audit.Unaudited):
        call_command("loaddata", str(file), verbosity=0)
    assert (set(before), Organisation.objects.count()) == ({world.text.id, world.other.id}, 1)


@pytest.mark.parametrize("form", ["json", "jsonl", "xml", "python"])
def test_b15_no_serializer_gives_words(form: str, world: World) -> None:
    shown = str(serializers.serialize(form, [world.text, world.anna]))
    assert CANARY not in shown
    assert world.text.body.token.hex() not in shown


def test_b15_forms_cannot_be_made_of_sealed_columns(world: World) -> None:
    with pytest.raises(FieldError):
        forms.modelform_factory(Identity, fields=["legal_name"])
    assert "chosen_name" not in forms.model_to_dict(world.anna)
    made = forms.modelform_factory(Organisation, fields=["does"])(
        {"does": "x"}, instance=Organisation.objects.get()
    )
    assert made.is_valid()
    with pytest.raises(audit.Unaudited):
        made.save()


def test_b15_no_text_reaches_the_database_s_log(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        small.contribute(world.consultation, world.olga, f"{CANARY} third")
        row = TEXTS.get(contribution__author=world.olga)
        small.look(row.body, world.olga)
        save(world.anna)
    log = "\n".join(query["sql"] for query in asked.captured_queries)
    assert len(asked) > 10
    assert CANARY not in log
    assert CANARY.encode().hex() not in log.lower()
