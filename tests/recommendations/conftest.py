"""The world before recommendations, for each test that asks for it."""

from __future__ import annotations

import pytest

from tests.people import Cast
from tests.recommendations.world import World, build


@pytest.fixture
def world(cast: Cast) -> World:
    """See tests/recommendations/world.py."""
    return build(cast)
