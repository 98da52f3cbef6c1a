"""Every command that needs keys says in one sentence that one is missing, and has done nothing by then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from privacy.audit import pseudonyms
from privacy.keystore import epochs, root
from privacy.models import Event
from tests.backup.conftest import vault
from tests.backup.homes import Vault
from tests.people import Cast
from tests.privacy.test_keys_command import WRONG

__all__ = ["vault"]
pytestmark = pytest.mark.files
# 24 of a backup is the root key, 5 the database: docs/runbooks/backup.md.
OF_BACKUP = {3: 24, 4: 5}


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    kept = {file: file.read_bytes() for file in (root.path(), *epochs.folder().iterdir())}
    yield
    for file, content in kept.items():
        file.write_bytes(content)
        file.chmod(0o600)
    root.forget()
    pseudonyms.forget()


@pytest.mark.parametrize("words", [("audit", "verify"), ("audit", "anchor"), ("retention",), ("backup",)])
@pytest.mark.parametrize("name", WRONG)
def test_what_is_missing_is_said(cast: Cast, vault: Vault, name: str, words: tuple[str, ...]) -> None:
    spoil, of_keys, says = WRONG[name]
    before = Event.objects.count()
    spoil()
    root.forget()
    pseudonyms.forget()
    with pytest.raises(CommandError) as caught:
        call_command(*words)
    assert caught.value.returncode == (OF_BACKUP[of_keys] if words == ("backup",) else 1)
    assert says in str(caught.value)
    assert (Event.objects.count(), list(Path(vault.folder / "data").iterdir())) == (before, [])
