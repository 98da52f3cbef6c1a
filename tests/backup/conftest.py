"""A vault to write archives to, and the small world of the ground floor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.backup.homes import Vault, vault_in
from tests.privacy.conftest import ground_rules, world

__all__ = ["ground_rules", "vault", "world"]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Folders and recipients, set for this test."""
    made = vault_in(tmp_path / "vault")
    with override_settings(**made.settings()):
        yield made
