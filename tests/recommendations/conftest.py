"""The world before recommendations, for each test that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from documents import pdf
from recommendations.copies import files
from tests.people import Cast
from tests.recommendations.world import World, build


@pytest.fixture
def world(cast: Cast) -> World:
    """See tests/recommendations/world.py."""
    return build(cast)


@pytest.fixture(autouse=True)
def untypeset(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents stay HTML, which takes no second each; a test that wants the PDF asks for `typeset`."""
    if "typeset" in request.fixturenames:
        return

    def render(template: str, context: Mapping[str, Any], *, language: str, made_on: date) -> bytes:
        html = pdf.page_html(template, context, language=language, made_on=made_on)
        return b"%PDF- not set: " + html.encode()

    monkeypatch.setattr(files.pdf, "render", render)


@pytest.fixture
def typeset() -> None:
    """The real PDF."""
