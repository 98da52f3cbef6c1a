"""The small world, and how to look at stored bytes and run child processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from privacy.reading import openers
from tests.privacy import world as small


@pytest.fixture
def ground_rules() -> Iterator[None]:
    """Who may open contributions in these tests; the app's own rule comes back afterwards."""
    before = openers.for_table("contribution_text")
    small.register()
    yield
    if before is not None:
        openers._tables["contribution_text"] = before


@pytest.fixture
def world(db: None, ground_rules: None) -> small.World:
    """The small world, for one test."""
    return small.build()
