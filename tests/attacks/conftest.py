"""The world before recommendations, here too; and the page where files are sent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.attacks.served import FORM, signed_in
from tests.consultations import stories
from tests.people import Cast
from tests.recommendations.conftest import typeset, untypeset, world

__all__ = ["typeset", "untypeset", "world"]


@pytest.fixture
def empty_folder() -> Iterator[None]:
    """No sealed file before and after."""
    shutil.rmtree(settings.FILES_FOLDER, ignore_errors=True)
    yield
    shutil.rmtree(settings.FILES_FOLDER, ignore_errors=True)


@pytest.fixture
def page(cast: Cast) -> tuple[str, dict[str, Any]]:
    """Where Anna adds a file, and her session."""
    draft = stories.drafted(cast.anna, stories.opened(cast))
    return f"/seen/{draft.id}/files/", {**FORM, **signed_in(cast.anna.account)}
