"""What stands wrong in the environment is said in one sentence that names it, and quotes no address."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

MAIL = "ATRIUM_MAIL_URL has to be like smtp://user:password@host:port, without TLS only on this machine."


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "ATRIUM_HOME": str(home), **more}


def manage(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command with these names set, and nobody at the keyboard."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *words],
        cwd=ROOT,
        env=environment(home, **more),
        input="",
        capture_output=True,
        text=True,
        timeout=100,
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ATRIUM_BACKUP_KEEP", "0", "ATRIUM_BACKUP_KEEP has to be a whole number, 1 or more."),
        ("ATRIUM_BACKUP_KEEP", "-1", "ATRIUM_BACKUP_KEEP has to be a whole number, 1 or more."),
        ("ATRIUM_BACKUP_KEEP", "all", "ATRIUM_BACKUP_KEEP has to be a whole number, 1 or more."),
        ("ATRIUM_FILE_MB", "twenty", "ATRIUM_FILE_MB has to be a whole number, 1 or more."),
        ("ATRIUM_FILES_GB", "1.5", "ATRIUM_FILES_GB has to be a whole number, 1 or more."),
        (
            "DATABASE_URL", "mysql://pia:secret@host/name",
            "DATABASE_URL has to be like postgres://user:password@host:port/name.",
        ),
        (
            "KEYS_DATABASE_URL", "postgres://pia:se/cret@host/name",
            "KEYS_DATABASE_URL has to be like postgres://user:password@host:port/name.",
        ),
        (
            "ATRIUM_MAIL_URL", "smtp://pia:se/cret@host",
            MAIL,
        ),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    done = manage(tmp_path, "check", **{name: value})
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}\n")


def test_a_command_without_its_keys_names_what_it_looked_for(tmp_path: Path) -> None:
    done = manage(tmp_path, "tick")
    said = f"There is no secret key: Atrium looked for the file {tmp_path / 'secret.key'}."
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{said} Run `manage.py setup` on a new installation.\n"


def test_answers_that_end_too_early_are_said(tmp_path: Path) -> None:
    done = manage(tmp_path / "home", "setup")
    assert done.returncode == 1
    assert done.stderr == "The answers ended before the last question. Run the command again.\n"
