"""The units of systemd that the documentation hands out are whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

UNITS = sorted(one for one in (ROOT / "docs" / "systemd").iterdir() if one.suffix in {".service", ".timer"})


def test_systemd_finds_nothing_wrong_with_them(tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        assert not os.environ.get("CI"), "systemd is not installed"
        pytest.skip("systemd is not installed")
    for unit in UNITS:
        # what is installed elsewhere is not here
        said = unit.read_text().replace("/opt/atrium/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(said)
    names = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run([tool, "verify", *names], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_they_run_the_commands_there_are() -> None:
    run = {line for unit in UNITS for line in unit.read_text().splitlines() if "manage.py" in line}
    assert {line.partition("manage.py ")[2] for line in run} == {"backup", "backup --keys"}
