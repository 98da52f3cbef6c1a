"""What a digest of a row covers: every value, under its column's name; not that a column is there at all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from django.test.utils import isolate_apps

from privacy.audit import row_digest
from privacy.keystore import store

ONE = UUID("0f1f6f0a-58b1-4f5e-9d3c-9a3a1f6f2b77")


@pytest.fixture
def versions(db: None) -> Iterator[tuple[type[models.Model], type[models.Model]]]:
    """A table as it was, and as a newer version has it: with columns of each kind added."""
    store.init()
    with isolate_apps():  # of no app: one that is named gets ready once more, for all tests after this one

        class Before(models.Model):
            id = models.UUIDField(primary_key=True)
            name = models.CharField(max_length=20)

            class Meta:
                app_label = "privacy"

        class After(models.Model):
            id = models.UUIDField(primary_key=True)
            flag = models.BooleanField(default=False)
            name = models.CharField(max_length=20)
            note = models.CharField(max_length=20, blank=True, default="")
            number = models.IntegerField(default=14)
            day = models.DateField(null=True)

            class Meta:
                app_label = "privacy"

        yield Before, After


Versions = tuple[type[models.Model], type[models.Model]]


def test_a_column_that_a_newer_version_adds_changes_no_digest(versions: Versions) -> None:
    before, after = versions
    assert row_digest(before(id=ONE, name="x")) == row_digest(after(id=ONE, name="x"))


def test_no_two_rows_have_the_same_digest(versions: Versions) -> None:
    """Also when a value comes or goes, or the same value stands in another column."""
    _, after = versions
    some: dict[str, list[Any]] = {
        "name": ["", "x", "True"],
        "flag": [False, True],
        "note": ["", "x", "14"],
        "number": [0, 1, 14],
        "day": [None, "2026-11-22"],
    }
    rows = [dict(zip(some, values, strict=True)) for values in itertools.product(*some.values())]
    assert len({row_digest(after(id=ONE, **row)) for row in rows}) == len(rows)
