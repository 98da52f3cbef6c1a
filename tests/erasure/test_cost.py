"""Erasing one record costs the same among ten and among many: as many statements, no walk through a table."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from consultations import actions
from privacy.keystore import store
from privacy.keystore.models import Kind
from tests.consultations import stories
from tests.people import Cast

pytestmark = pytest.mark.files
# What the re-wrap of an epoch walks through: as many statements as there are thousands of keys.
REWRAP = ("UPDATE keystore_key",)


def statements(cast: Cast, contribution: Any) -> list[str]:
    """What taking back one text asks of both databases, but for the keys that are wrapped anew."""
    with ExitStack() as stack:
        caught = [
            stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in ("default", "keys")
        ]
        actions.take_back(actor=cast.anna.account, contribution=contribution)
    asked = [query["sql"].replace('"', "") for one in caught for query in one.captured_queries]
    return [sql for sql in asked if not any(part in sql for part in REWRAP)]


def counted(asked: list[str]) -> Counter[str]:
    """How often each kind of statement was sent: its verb and its table."""
    return Counter(" ".join(re.findall(r"^\w+|(?:FROM|INTO|UPDATE) (\w+)", sql)) or sql[:12] for sql in asked)


def test_erasing_one_among_ten_and_among_many(cast: Cast) -> None:
    request = stories.opened(cast)
    first = stories.standing(cast.anna, request, words="hers")
    statements(cast, first)  # what is asked for once in a process is asked for here
    few = statements(cast, stories.standing(cast.anna, stories.opened(cast, 30), words="hers"))
    for number in range(12):
        one = stories.opened(cast, 2 + number)
        stories.standing(cast.anna, one, words="hers")
        stories.standing(cast.bea, one, words="of Bea")
    store.create(Kind.RECORD, 3000)
    second = stories.standing(cast.anna, stories.opened(cast, 20), words="hers")
    asked = statements(cast, second)
    assert counted(asked) == counted(few)


def test_no_statement_of_it_walks_through_a_table(cast: Cast) -> None:
    """By the plan of the database: rows are found by an index, whatever their number."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL walks through small tables, and is right")
    stories.standing(cast.bea, stories.opened(cast, 2), words="of Bea")
    hers = stories.standing(cast.anna, stories.opened(cast), words="hers")
    with CaptureQueriesContext(connection) as caught:
        actions.take_back(actor=cast.anna.account, contribution=hers)
    walks = set()
    for query in caught.captured_queries:
        if query["sql"].startswith(("SELECT", "UPDATE", "DELETE")):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                walks |= {row[3] for row in cursor.fetchall() if row[3].startswith("SCAN ")}
    # one row, always; and the forms of one day, five for a person at the most
    walks -= {"SCAN privacy_head", "SCAN board_parked"}
    assert {walk for walk in walks if "USING" not in walk and "CONSTANT" not in walk} == set()
