"""The newest backup is one that is there: what the log says of it does not bring it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from privacy import backup, clock, doctor
from privacy.doctor import Level
from privacy.states import Archive
from tests.backup.homes import Vault
from tests.people import Cast
from tests.visiting import Visitor

pytestmark = pytest.mark.files
PAGE = "It is not in its folder any more."


@pytest.fixture
def kept(cast: Cast, vault: Vault) -> Iterator[dict[str, Path]]:
    """An archive of each kind."""
    return dict(zip(Archive, vault.both(), strict=True))


def said() -> list[tuple[Level, str]]:
    return [(one.level, one.what) for one in doctor.examine() if "backup of" in one.what]


def page(cast: Cast) -> str:
    return str(Visitor.as_(cast.adam.account).get("/status/").text)


def test_both_are_there(cast: Cast, kept: dict[str, Path]) -> None:
    assert said() == []
    assert (page(cast).count(PAGE), page(cast).count("Make one")) == (0, 0)


def test_one_that_is_gone_is_said(cast: Cast, kept: dict[str, Path]) -> None:
    kept["data"].unlink()
    assert said() == [
        (Level.STOP, f"The newest backup of data is not in {kept['data'].parent}: no archive is there.")
    ]
    assert (page(cast).count(PAGE), page(cast).count("Make one")) == (1, 1)


def test_where_the_newest_is_gone_the_one_before_counts(
    cast: Cast, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = clock.now
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: real() - timedelta(days=5))
        old = vault.make(Archive.DATA)
    newest = vault.both()  # on the disk, and in the log
    assert said() == []
    newest[0].unlink()
    [found] = [one for one in backup.newest_backups() if one.is_old]
    assert (found.kind, found.at) == (Archive.DATA, old.manifest.made_at)
    assert said() == [(Level.SOON, f"The newest backup of data is of {found.at:%d %B %Y}.")]
    assert page(cast).count("Make one") == 1


def test_a_medium_that_is_away_is_no_backup_that_is_gone(cast: Cast, kept: dict[str, Path]) -> None:
    away = {"BACKUP_FOLDERS": {str(kind): f"/nowhere/{kind}" for kind in Archive}}
    with override_settings(**away):
        assert [found.is_old for found in backup.newest_backups()] == [False, False]
        assert PAGE not in page(cast)
