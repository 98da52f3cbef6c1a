"""To whom archives are sealed: two people at least for each, and nobody for both."""

from __future__ import annotations

import pyrage
import pytest
from django.test import override_settings

from privacy.backup.problems import Code, Problem
from privacy.backup.recipients import identities, recipients
from privacy.states import Archive
from tests.backup.homes import Vault

NEW = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2)]


def said(vault: Vault, kind: Archive = Archive.DATA) -> str:
    with pytest.raises(Problem) as caught:
        recipients(kind)
    assert caught.value.code == Code.RECIPIENTS
    return str(caught.value)


def test_two_lists_of_two(vault: Vault) -> None:
    data, keys = (recipients(kind) for kind in Archive)
    assert (len(data), len(keys), len({*data, *keys})) == (2, 2, 4)


@pytest.mark.parametrize(
    "lines",
    ["", f"{NEW[0]}\n", f"{NEW[0]}\n{NEW[0]}\n", f"# {NEW[0]}\n{NEW[1]}\n"],
    ids=["none", "one", "one twice", "one behind a sign"],
)
@pytest.mark.parametrize("kind", list(Archive))
def test_one_recipient_is_too_few_for_either(vault: Vault, kind: Archive, lines: str) -> None:
    (vault.folder / f"{kind}.txt").write_text(lines)
    for asked in Archive:
        assert "of at least 2 recipients" in said(vault, asked)


def test_somebody_in_both_lists(vault: Vault) -> None:
    mine = (vault.folder / "data.txt").read_text()
    (vault.folder / "keys.txt").write_text(f"{mine}{NEW[0]}\n")
    assert "may open data and keys alike" in said(vault)


def test_what_is_no_recipient(vault: Vault) -> None:
    secret = pyrage.x25519.Identity.generate()
    (vault.folder / "data.txt").write_text(f"{NEW[0]}\n{NEW[1]}\n{secret}\n")
    words = said(vault)
    assert "Line 3" in words
    assert "AGE-SECRET" not in words


def test_no_file_and_no_setting(vault: Vault) -> None:
    (vault.folder / "data.txt").unlink()
    assert f"There is no file {vault.folder / 'data.txt'}." in said(vault)
    with override_settings(BACKUP_RECIPIENTS={"data": "", "keys": ""}):
        assert "ATRIUM_BACKUP_RECIPIENTS" in said(vault)


@pytest.mark.parametrize("content", [None, "", "# nothing\n", "age1notsecret\n"])
def test_a_file_without_an_identity(vault: Vault, content: str | None) -> None:
    file = vault.folder / "mine.id"
    if content is not None:
        file.write_text(content)
    with pytest.raises(Problem) as caught:
        identities([file])
    assert caught.value.code == Code.IDENTITY
    assert len(identities(vault.identities)) == 2
