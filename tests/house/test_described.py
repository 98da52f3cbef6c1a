"""Documents made from the code say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.management.commands.describe import documents

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["states.md", "data-inventory.md"])
def test_made_documents_are_in_step(name: str) -> None:
    """`manage.py describe` writes them."""
    assert (DOCS / name).read_text() == documents()[name]
