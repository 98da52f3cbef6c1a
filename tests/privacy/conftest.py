"""The small world, and how to look at stored bytes and run child processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from privacy.reading import openers
from tests.privacy import world as small


@pytest.fixture
def ground_rules() -> Iterator[None]:
    """Who may open contributions in these tests; the apps' own rules come back afterwards, all of them."""
    before = dict(openers._tables)
    small.register()
    yield
    openers._tables.clear()
    openers._tables.update(before)


@pytest.fixture
def world(db: None, ground_rules: None) -> small.World:
    """The small world, for one test."""
    return small.build()
