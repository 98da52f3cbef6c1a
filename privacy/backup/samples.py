"""Whose words an archive holds, told by the keys that sealed values name: no key is needed for it."""

from __future__ import annotations

from pathlib import Path

from privacy.backup import databases
from privacy.backup.databases import Ask
from privacy.backup.problems import Code, Problem
from privacy.crypto import CannotOpen, key_ids
from privacy.fields import sealed_fields
from privacy.keystore.models import Key
from privacy.keystore.tombstones import buried, tomb

SAMPLE = 50


def check_same_board(snapshot: Path) -> None:
    """The words of an SQLite snapshot name keys that are known here, or were. Raises Problem."""
    named = set(databases.look(snapshot, lambda ask: {"scopes": _scopes(ask)})["scopes"])
    known = {bytes(one) for one in Key.objects.filter(id__in=named).values_list("id", flat=True)}
    if named and not known and not buried(tomb(one) for one in named):
        raise Problem(
            Code.OTHER_BOARD, "These are the words of another board than the one whose keys are here."
        )


def _scopes(ask: Ask) -> list[bytes]:
    """The scope keys that some values of each sealed column name."""
    found = []
    for model, field in sealed_fields():
        column, table = field.column, model._meta.db_table
        for [value] in ask(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT {SAMPLE}"):  # noqa: S608  (ours)
            try:
                found.append(key_ids(bytes(value))[0])
            except CannotOpen:
                continue
    return found
