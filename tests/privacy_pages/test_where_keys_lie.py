"""The root key as a file of the home, and as a credential that systemd hands over."""

from __future__ import annotations

import pytest

from privacy.keystore import epochs, root
from privacy.keystore.root import RootKeyProblem


@pytest.fixture
def handed(tmp_path, monkeypatch):
    """A folder such as systemd makes for the credentials of one service."""
    folder = tmp_path / "credentials"
    folder.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


def key_in(folder, mode):
    file = folder / "root.key"
    file.write_bytes(b"\7" * 32)
    file.chmod(mode)
    return file


def test_a_credential_may_show_as_readable_by_its_group(handed):
    assert root.read(key_in(handed, 0o440)) == b"\7" * 32


@pytest.mark.parametrize("mode", [0o444, 0o460, 0o644])
def test_more_than_that_is_refused(handed, mode):
    with pytest.raises(RootKeyProblem, match="can be read by others"):
        root.read(key_in(handed, mode))


def test_outside_of_the_credentials_the_group_reads_nothing(handed, tmp_path):
    with pytest.raises(RootKeyProblem, match="can be read by others"):
        root.read(key_in(tmp_path, 0o440))


def test_epochs_lie_beside_the_root_key_or_where_they_are_told_to(settings, tmp_path):
    assert epochs.folder() == root.path().parent / "epochs"
    settings.EPOCHS_FOLDER = str(tmp_path / "epochs")
    assert epochs.folder() == tmp_path / "epochs"
