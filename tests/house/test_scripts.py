"""The commands of the README: they start where nothing is, say what is wrong, and do nothing twice."""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, named

SCRIPTS = [*sorted((ROOT / "script").iterdir()), ROOT / ".ci" / "run", ROOT / "manage.py"]


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """One of our scripts in a home of its own."""
    environment = {**os.environ, "ATRIUM_HOME": str(home)}
    return subprocess.run(
        words,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_scripts_can_be_called(script: Path) -> None:
    assert os.access(script, os.X_OK)
    first = script.read_text().split("\n", 1)[0]
    # bash only where the machine that calls it asks for it; a bare Debian has sh
    wanted = {"run": "#!/usr/bin/env bash", "manage.py": "#!/usr/bin/env python"}
    assert first == wanted.get(script.name, "#!/bin/sh")


@pytest.mark.parametrize(
    "script", [script for script in SCRIPTS if script.parent.name == "script"], ids=named
)
def test_scripts_are_sh(script: Path) -> None:
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_bootstrap_does_nothing_twice(tmp_path: Path) -> None:
    run("script/bootstrap", "--dev", home=tmp_path)
    again = run("script/bootstrap", "--dev", home=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    # files are compared, and that is all
    traced = run("sh", "-x", "script/bootstrap", "--dev", home=tmp_path).stderr
    assert "find_python" not in traced
    assert traced.endswith("\n+ exit 0\n")


def test_bootstrap_makes_catalogues_as_every_start_does() -> None:
    lines = (ROOT / "script" / "bootstrap").read_text().splitlines()
    does = [line for line in lines if not line.strip().startswith("#")]
    assert [line for line in does if "polib" in line or "locale" in line or "words" in line] == [
        ".venv/bin/python manage.py words --build"
    ]


def test_a_second_server_on_the_same_home_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "server.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refused = run("script/server", "--port", "8999", home=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Another server is already running on {tmp_path}.")
    assert [file.name for file in tmp_path.iterdir()] == ["server.lock"]


def test_messages_of_a_demonstration_name_the_port_it_is_served_at(tmp_path: Path) -> None:
    with (tmp_path / "server.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        traced = run("sh", "-x", "script/server", "--demo", "--port", "8123", home=tmp_path).stderr
    [given] = [line for line in traced.splitlines() if line.startswith("+ export ")]
    shown = run(
        "env",
        *given.removeprefix("+ export ").split(),
        ".venv/bin/python",
        "-c",
        "from config import settings; print(settings.FRONT_PAGE)",
        home=tmp_path,
    )
    assert (shown.stdout, shown.stderr) == ("http://127.0.0.1:8123/\n", "")


@pytest.mark.parametrize("words", [["--port"], ["--port", "eighty"], ["--port="], ["--public"]])
def test_the_server_says_how_it_is_called(words: list[str], tmp_path: Path) -> None:
    refused = run("script/server", *words, home=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr == "usage: script/server [--demo] [--port N] [--no-reload]\n"
    assert not list(tmp_path.iterdir())
