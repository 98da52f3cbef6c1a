"""PD7: what was sent, asked for or said is in no log and in no mail; what is written stays seven days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.attacks.served import HOST, Served, answer, ask, served, signed_in, status
from tests.canary import CANARY
from tests.consultations import stories
from tests.house.tree import ROOT
from tests.notices.sink import Sink, listening
from tests.people import Cast

MARKER = "zq7-marker-81"  # the word of tests.config.addresses
NETWORK = "203.0.113.77"
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Running:
    """The product, all it writes, all it mails, and somebody who is signed in."""

    site: Served
    log: Path
    mails: Sink
    cast: Cast
    cookies: dict[str, str]


@pytest.fixture
def running(cast: Cast, tmp_path: Path) -> Iterator[Running]:
    """gunicorn at its usual loudness, on the databases of this test."""
    log = tmp_path / "said"
    cookies = signed_in(cast.anna.account)
    with listening(Sink()) as mails:
        settings = {"DJANGO_SETTINGS_MODULE": "tests.attacks.failing_settings", "SINK": str(mails.port)}
        with served(log=log, level="info", **settings) as site:
            yield Running(site, log, mails, cast, cookies)


def all_that_is_told(running: Running, request: str) -> list[int]:
    """The marker in a body, a query, a header, an address, an exception; signed in and not. The answers."""
    site, cookies = running.site, running.cookies
    about = {"X-Note": MARKER, "User-Agent": MARKER, "Referer": f"https://{HOST}/{MARKER}/",
             "X-Forwarded-For": NETWORK}  # fmt: skip
    token = {"csrfmiddlewaretoken": cookies["token"]}
    found = []

    def get(path: str, **more: str) -> None:
        found.append(status(ask(site, "GET", path, **{**about, **more})))

    def post(path: str, fields: dict[str, str]) -> None:
        sent = urlencode({**token, **fields}).encode()
        found.append(status(ask(site, "POST", path, sent, **{**about, **cookies, **URLENCODED})))

    post("/in/", {"sign_in_name": MARKER, "passphrase": f"{MARKER} {MARKER}"})
    post("/me/name/", {"chosen_name": f"{MARKER} name"})
    post(f"/c/{request}/answer/?q={MARKER}", {"body": f"{MARKER} body"})
    post("/me/name/", {"chosen_name": MARKER, "csrfmiddlewaretoken": MARKER})
    for path in (f"/c/{request}/", f"/{MARKER}/", f"/help/?q={MARKER}", "/suspicious/", "/refuses/denied/",
                 "/fails/template/", f"/busy/locked/?q={MARKER}"):  # fmt: skip
        get(path, Cookie=cookies["Cookie"])
    for layer in ("view", "form", "template", "model", "signal", "middleware"):
        post(f"/fails/{layer}/?q={MARKER}", {"body": f"{MARKER} body"})
    get("/help/", Host=f"{MARKER}.example")
    return found


def broken(running: Running) -> None:
    """Requests that no server can read, each with the marker in another place."""
    for raw in (
        f"GET /{MARKER} NONSENSE/{MARKER}\r\n\r\n",
        f"{MARKER} / HTTP/1.1\r\nHost: {HOST}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {HOST}\r\n{MARKER} : x\r\n\r\n",
        f"GET /{MARKER * 2000} HTTP/1.1\r\nHost: {HOST}\r\n\r\n",
        f"POST /in/ HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: {MARKER}\r\n\r\n",
    ):
        with running.site.line() as line, suppress(OSError):
            line.sendall(raw.encode())
            answer(line)


@pytest.mark.slow
@pytest.mark.files
def test_pd7_logs(running: Running) -> None:
    cast = running.cast
    request = str(stories.opened(cast).id)
    answers = all_that_is_told(running, request)
    broken(running)
    assert {200, 303, 400, 403, 404, 500, 503} <= set(answers), answers
    written = running.log.read_text()
    assert "ValueError at " in written, "there was something to write"
    assert "a request that cannot be read" in written
    people = [str(one) for one in (cast.anna.id, cast.anna.account.pk, cast.anna.account.sign_in_name)]
    for telling in (MARKER, CANARY, NETWORK, "127.0.0.1:0", request, "Traceback", "Anna", *people):
        assert telling not in written, f"{telling}: {written}"
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", written), "an address with an id"
    assert not re.search(r"\b(GET|POST) /|ip=", written), "an address, or a network"
    assert running.mails.letters == []


def test_pd7_twin_the_log_and_the_sink_take_what_is_said(tmp_path: Path) -> None:
    """The sink is a real one, as the mail server of errors would be."""
    import smtplib

    with listening(Sink()) as mails, smtplib.SMTP("127.0.0.1", mails.port) as server:
        server.sendmail("a@example.org", ["b@example.org"], f"Subject: x\r\n\r\n{MARKER}\r\n")
        assert [MARKER in one.raw.decode() for one in mails.letters] == [True]


# --- how it is installed

INSTALL = (ROOT / "docs" / "install.md").read_text()
UNITS = ROOT / "docs" / "systemd"


def units() -> dict[str, str]:
    """Every unit that runs Atrium: those of the folder and those in the text."""
    found = {one.name: one.read_text() for one in UNITS.glob("*.service")}
    blocks = re.findall(r"```ini\n(.*?)```", INSTALL, re.DOTALL)
    found |= {f"install.md {number}": block for number, block in enumerate(blocks)}
    return {name: text for name, text in found.items() if "/opt/atrium/.venv" in text and "[Service]" in text}


def test_pd7_the_journal_of_atrium_is_kept_seven_days() -> None:
    kept = (UNITS / "journald@atrium.conf").read_text()
    assert re.findall(r"^(\w+)=(\S+)$", kept, re.MULTILINE)[:2] == [
        ("MaxRetentionSec", "7day"),
        ("MaxFileSec", "1day"),
    ]
    assert len(units()) == 4
    assert [name for name, text in units().items() if "LogNamespace=atrium\n" not in text] == []
    assert "docs/systemd/journald@atrium.conf /etc/systemd/" in INSTALL


def test_pd7_nobody_switches_a_diary_on() -> None:
    started = [INSTALL, (ROOT / "script" / "server").read_text(), *units().values()]
    for text in started:
        assert "gunicorn" not in text or not re.search(r"--access-log|--capture-output", text)
    assert "access_log off;" in INSTALL
    assert re.search(r"^error_log \S+ emerg;$", INSTALL, re.MULTILINE)
    assert 'logger_class = "config.serving.Logger"' in (ROOT / "gunicorn.conf.py").read_text()


def test_pd7_no_id_is_guessed_to_be_absent() -> None:
    """The pattern finds what it looks for."""
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", f"WARNING /c/{uuid4()}/")
