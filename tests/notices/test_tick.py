"""What the machine does each minute: every job, once, and one that fails keeps no other from running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from notices import tick
from privacy import lock
from tests.canary import CANARY
from tests.privacy import forks
from tests.privacy.processes import ROOT


@pytest.fixture(autouse=True)
def only_these_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tick of this test runs no job of the floors."""
    monkeypatch.setattr(tick, "_jobs", {})


def failing() -> None:
    raise ValueError(f"{CANARY} a word of somebody")


def test_a_job_that_fails_stops_no_other_and_its_words_are_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []
    tick.register("first", lambda: done.append("first"))
    tick.register("broken", failing)
    tick.register("last", lambda: done.append("last"))
    assert tick.run() == ["broken"]
    assert done == ["first", "last"]
    assert [record.getMessage() for record in caplog.records] == [
        "The job broken failed: ValueError. It is tried again in a minute."
    ]
    with pytest.raises(CommandError, match=r"^Failed: broken\. The others were done\.$"):
        call_command("tick")
    assert done == ["first", "last"] * 2


def test_locked_after_a_restore_nothing_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []
    tick.register("first", lambda: done.append("first"))
    lock.write({"stage": "locked"})
    try:
        assert tick.run() is None
        call_command("tick")
    finally:
        lock.lift()
    assert done == []
    assert capsys.readouterr().out == "Atrium is locked after a restore. Nothing was done.\n"
    assert tick.run() == []
    assert done == ["first"]


def test_a_tick_within_a_tick_does_nothing() -> None:
    inner: list[object] = []
    tick.register("outer", lambda: inner.append(tick.run()))
    assert tick.run() == []
    assert inner == [None]
    assert tick.run() == []
    assert inner == [None, None]


@pytest.mark.files
def test_two_ticks_at_once_do_a_thing_once(tmp_path: Path) -> None:
    mark = tmp_path / "done"

    def slow() -> None:
        with mark.open("a") as file:
            file.write("x")
        time.sleep(1)

    tick.register("slow", slow)
    assert forks.all_of([tick.run, tick.run, tick.run]) == [0, 0, 0]
    assert mark.read_text() == "x"


@pytest.mark.postgres
@pytest.mark.files
def test_two_machines_on_one_database_do_a_thing_once(tmp_path: Path, settings: object) -> None:
    """Each machine has a home, and so a lock file, of its own; PostgreSQL is what they share."""
    mark = tmp_path / "done"

    def slow() -> None:
        with mark.open("a") as file:
            file.write("x")
        time.sleep(1)

    def on_machine(name: str) -> None:
        settings.HOME = tmp_path / name
        settings.HOME.mkdir()
        tick.run()

    tick.register("slow", slow)
    assert forks.all_of([lambda: on_machine("one"), lambda: on_machine("two")]) == [0, 0]
    assert mark.read_text() == "x"


@pytest.mark.slow
@pytest.mark.files
def test_beside_a_server_it_ends_with_the_server() -> None:
    """Also when the server is killed and tidies nothing up."""
    stand_in = (
        "import os, subprocess, sys, time\n"
        "helper = subprocess.Popen([sys.executable, 'manage.py', 'tick', '--beside', str(os.getpid())])\n"
        "print(helper.pid, flush=True)\n"
        "time.sleep(100)\n"
    )
    names = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    server = subprocess.Popen(
        [sys.executable, "-c", stand_in], cwd=ROOT, env=names, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    helper = int(server.stdout.readline())
    time.sleep(4)
    assert is_running(helper)
    server.send_signal(signal.SIGKILL)
    server.wait()
    server.stdout.close()
    until = time.monotonic() + 15
    while is_running(helper) and time.monotonic() < until:
        time.sleep(0.2)
    assert not is_running(helper)


def is_running(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return told.rsplit(")", 1)[1].split()[0] != "Z"
