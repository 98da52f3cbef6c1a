"""The bytes of the databases, as somebody sees them who has the disk."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from tests.canary import is_in


def nothing_in_clear() -> None:
    """No canary word in any file of the home: databases, what SQLite keeps beside them, papers."""
    files = [file for file in Path(settings.HOME).rglob("*") if file.is_file()]
    assert any(file.suffix == ".sqlite3" for file in files), files
    assert not [file.name for file in files if is_in(file.read_bytes())]
