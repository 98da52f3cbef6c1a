"""The world before recommendations, here too."""

from __future__ import annotations

from tests.recommendations.conftest import typeset, untypeset, world

__all__ = ["typeset", "untypeset", "world"]
