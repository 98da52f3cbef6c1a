"""`manage.py audit verify`: its words, its exit codes, what it keeps."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from privacy import triggers
from privacy.models import Event, Upkeep


def verify(*options):
    said = StringIO()
    try:
        call_command("audit", "verify", *options, stdout=said)
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


def by_hand(statement, *values):
    """Change the database as its owner could."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    triggers.install(connection)


def test_all_is_well(cast):
    count = Event.objects.count()
    assert verify() == (0, f"The chain is whole: {count} events.\n")
    assert verify("--current")[1].endswith("Every row is as it was last written.\n")


def test_it_keeps_when_it_was(cast):
    verify()
    kept = Upkeep.objects.get()
    assert (kept.what, kept.outcome) == ("verify", 0)
    assert Event.objects.order_by("seq").last().code == "chain.verified"


@pytest.mark.parametrize(
    ("statement", "code", "words", "kept"),
    [
        ("UPDATE privacy_event SET role = 'member' WHERE seq = 3", 2, "broken at event 3", 1),
        ("DELETE FROM privacy_event WHERE seq = 4", 2, "broken at event 4", 1),
        (
            "DELETE FROM privacy_event WHERE seq > (SELECT seq - 3 FROM privacy_head)",
            3,
            "The chain ends too early",
            0,
        ),
    ],
)
def test_what_was_changed_by_hand_is_found(cast, statement, code, words, kept):
    by_hand(statement)
    for _ in range(2):
        found, said = verify("--current")
        assert (found, words in said) == (code, True)
    assert Upkeep.objects.count() == 2 * kept


def test_a_row_that_was_changed_by_hand_is_found_on_request(cast):
    by_hand("UPDATE board_organisation SET does = 'Something else.' WHERE name = %s", cast.agency.name)
    assert verify()[0] == 0
    found, said = verify("--current")
    assert (found, "board.organisation" in said) == (5, True)
    assert Upkeep.objects.order_by("done_at").last().outcome == 5
