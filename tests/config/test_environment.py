"""What stands wrong in the environment is said in one sentence that names it, and quotes no address."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def check(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check` with these names set."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "check"],
        cwd=ROOT,
        env={**kept, "ATRIUM_HOME": str(home), **environment},
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
            "ATRIUM_MAIL_URL has to be like smtp://user:password@host:port; without TLS only on this machine.",
        ),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    done = check(tmp_path, **{name: value})
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}\n")
