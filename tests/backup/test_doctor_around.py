"""`manage.py doctor` on the machine around the board: hosts, files, tables of another version."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from privacy.backup.databases import name_of
from privacy.doctor import Level
from tests.backup.test_doctor import healthy, said
from tests.conftest import on_postgresql
from tests.people import Cast

__all__ = ["healthy"]
NO_PORT = "ATRIUM_HOSTS holds “{}”. It takes names alone, without https:// and without a port."
NOBODY = "ATRIUM_HOSTS is empty: nobody gets in by the name that the proxy passes on."


@pytest.mark.parametrize(
    ("hosts", "behind", "words"),
    [
        (["board.example.org"], True, []),
        (["127.0.0.1", "localhost", "[::1]"], False, []),
        (["127.0.0.1", "localhost", "[::1]"], True, [NOBODY]),
        (["https://board.example.org"], True, [NO_PORT.format("https://board.example.org")]),
        (["board.example.org:443"], True, [NO_PORT.format("board.example.org:443")]),
    ],
)
def test_hosts(healthy: Cast, hosts: list[str], behind: bool, words: list[str]) -> None:
    with override_settings(ALLOWED_HOSTS=hosts, BEHIND_PROXY=behind):
        assert said() == [(Level.SOON, one) for one in words]


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_tables_of_a_later_version(healthy: Cast, alias: str) -> None:
    recorder = MigrationRecorder(connections[alias])
    recorder.record_applied("privacy", "0099_of_tomorrow")
    try:
        words = f"The tables of the database “{name_of(alias)}” are of a later version:"
        assert said() == [(Level.STOP, f"{words} privacy.0099_of_tomorrow is not known here.")]
    finally:
        recorder.record_unapplied("privacy", "0099_of_tomorrow")


def test_tables_of_an_earlier_version(healthy: Cast) -> None:
    recorder = MigrationRecorder(connections["default"])
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE privacy_shredding RENAME TO away")
    recorder.record_unapplied("privacy", "0001_initial")
    try:
        assert said() == [
            (Level.STOP, f"The tables of the database “{name_of('default')}” are of an older version.")
        ]
    finally:
        recorder.record_applied("privacy", "0001_initial")
        with connections["default"].cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO privacy_shredding")


@pytest.mark.skipif(on_postgresql(), reason="files are SQLite's")
def test_an_empty_file_is_no_database(healthy: Cast, tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    at = connections["default"].settings_dict
    name, at["NAME"] = at["NAME"], str(tmp_path / "empty.sqlite3")
    try:
        assert said()[-1] == (
            Level.STOP, f"There is no database of the words: the file {tmp_path / 'empty.sqlite3'} is empty."
        )  # fmt: skip
    finally:
        at["NAME"] = name


def test_a_folder_that_cannot_be_written_to(healthy: Cast, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    options = ["-t", "tmpfs", "-o", "ro,mode=700", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    try:
        with override_settings(HOME=folder):
            assert (
                Level.STOP,
                f"Nothing can be written in {folder}: read-only, or of another user.",
            ) in said()
    finally:
        subprocess.run(["umount", str(folder)], check=True)
