"""Write the documents that are made from the code: states and the data inventory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import TextChoices

from privacy import inventory

ROOMS = ("notices", "board", "consultations", "meetings", "recommendations")
MADE = "<!-- Made by `manage.py describe`. Change the code, not this file. -->"


class Command(BaseCommand):
    help = "Write docs/states.md and docs/data-inventory.md anew."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs"
        for name, text in documents().items():
            (folder / name).write_text(text)
            self.stdout.write(f"docs/{name}")


def documents() -> dict[str, str]:
    """File name under docs/ to its text."""
    return {"states.md": states(), "data-inventory.md": data_inventory()}


def states() -> str:
    """Every table of allowed moves, room by room."""
    parts = ["# States", "", MADE, ""]
    for room in ROOMS:
        for name, table in sorted(vars(import_module(f"{room}.states")).items()):
            if name.endswith("_TRANSITIONS"):
                parts += _states_of(room, name, table)
    return "\n".join(parts)


def _states_of(room: str, name: str, table: Mapping[Any, frozenset[Any]]) -> list[str]:
    title = name.removesuffix("_TRANSITIONS").replace("_", " ").capitalize()
    rows = [
        f"| {_word(state)} | {', '.join(_word(to) for to in _ordered(table, moves)) or '–'} |"
        for state, moves in table.items()
    ]
    return [f"## {title} ({room})", "", "| from | to |", "| --- | --- |", *rows, ""]


def _ordered(table: Mapping[Any, frozenset[Any]], moves: frozenset[Any]) -> list[Any]:
    return [state for state in table if state in moves]


def _word(state: Any) -> str:
    return f"{state.label} (`{state.value}`)" if isinstance(state, TextChoices) else f"`{state}`"


def data_inventory() -> str:
    """Every column of every table and what it holds."""
    kinds = "\n".join(f"- **{kind.name}**: {kind.value}" for kind in inventory.Kind)
    parts = [
        "# What Atrium holds",
        "",
        MADE,
        "",
        "Identity, members' words and texts of the board are sealed.",
        "",
        kinds,
        "",
    ]
    for app, tables in sorted(_tables().items()):
        parts += [f"## {app}", "", "| table | column | holds |", "| --- | --- | --- |"]
        parts += [f"| {table} | {column} | {kind} |" for table, column, kind in tables]
        parts.append("")
    return "\n".join(parts)


def _tables() -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label_lower):
        # A demonstration's own tables do not exist, and history holds what its table holds.
        if str(model._meta.model_name).startswith("historical"):
            continue
        for field in model._meta.concrete_fields:
            kind = inventory.kind_of(model, field)
            found[model._meta.app_label].append(
                (model._meta.object_name or "", field.column or "", kind.name if kind else "?")
            )
    return found
