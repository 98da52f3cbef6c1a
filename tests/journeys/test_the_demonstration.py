"""`script/server --demo`: it prints how to sign in, and Madrid with its nine conclusions is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.site import ROOT, free_port
from tests.browser.walker import Walker
from tests.journeys import papers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.timeout(300)]
SECONDS_TO_TELL = 180
LINE = re.compile(r"^  (\S+) +(\S+) +(.+), ([a-z ]+)(?:\n      codes: (\d{4} \d{4}))?", re.MULTILINE)


@dataclass(frozen=True)
class Demonstration:
    """Where it is, and by role the first name, passphrase and code that were printed."""

    address: str
    people: dict[str, tuple[str, str, str]]


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Demonstration]:
    """A server as anybody starts it, in a home of its own."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ATRIUM_", "DJANGO_"))}
    said = tmp_path / "said"
    with said.open("wb") as output:
        server = subprocess.Popen(
            ["script/server", "--demo", "--port", str(port), "--no-reload"],
            cwd=ROOT,
            env={**kept, "ATRIUM_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server, said)
        yield Demonstration(address, _printed(said.read_text()))
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()
        server.wait()
        sys.stderr.write(said.read_text(errors="replace")[-2000:])


def _wait_for(address: str, server: subprocess.Popen[bytes], said: Path) -> None:
    end = time.monotonic() + SECONDS_TO_TELL
    while time.monotonic() < end:
        assert server.poll() is None, said.read_text()
        with suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{address}/help/", timeout=5).close()
            return
        time.sleep(0.2)
    raise AssertionError(said.read_text())


def _printed(output: str) -> dict[str, tuple[str, str, str]]:
    people: dict[str, tuple[str, str, str]] = {}
    for name, passphrase, _who, role, code in LINE.findall(output):
        people.setdefault(role, (name, passphrase, code))
    return people


def signed_in(browser: Browser, demonstration: Demonstration, role: str, width: int) -> Walker:
    return Walker(browser, demonstration.address, width=width).sign_in(*demonstration.people[role])


def test_the_demonstration(browser: Browser, demonstration: Demonstration) -> None:
    read_the_minutes_of_madrid(browser, demonstration)
    see_nine_drafts(browser, demonstration)
    find_what_was_sent(browser, demonstration)


def read_the_minutes_of_madrid(browser: Browser, demonstration: Demonstration) -> None:
    with signed_in(browser, demonstration, "member", 390) as member:
        member.click("Meetings")
        member.click("Madrid")
        member.click("Minutes")
        member.sees("Spain")
        printed = papers.check(member.download("Minutes (PDF)"))
        assert printed.count("Conclusion") >= 9
        assert "consensus" in printed
        member.click("Recommendations")
        member.sees("Adopted")


def see_nine_drafts(browser: Browser, demonstration: Demonstration) -> None:
    with signed_in(browser, demonstration, "secretariat", 1280) as secretary:
        secretary.click("Recommendations")
        assert secretary.words().count("Draft") >= 9
        secretary.click("Releases to partners")
        secretary.sees("Waits for a second person")


def find_what_was_sent(browser: Browser, demonstration: Demonstration) -> None:
    with signed_in(browser, demonstration, "partner", 390) as officer:
        officer.click("Recommendations")
        officer.click("Release")
        officer.sees("Answered")
