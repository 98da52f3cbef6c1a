"""A real server for a browser: gunicorn over TLS in a child process, on the databases of the running test."""

from __future__ import annotations

import datetime as dt
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from tests.canary import is_in

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 30
# Stands in for the neutral site behind the way out; nothing outside this machine is reached.
NEUTRAL = "/help/"


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and its key."""
    cert, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
            ),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


def _ahead() -> Path:
    return Path(settings.HOME) / "minutes-ahead"


def let_pass(minutes: int) -> None:
    """From now on the server's clock is that much later (tests.browser.settings)."""
    before = int(_ahead().read_text()) if _ahead().exists() else 0
    _ahead().write_text(str(before + minutes))


def today() -> dt.date:
    """The day on the server's calendar."""
    minutes = int(_ahead().read_text()) if _ahead().exists() else 0
    return timezone.localtime(timezone.now() + dt.timedelta(minutes=minutes)).date()


def forget_time() -> None:
    """The server's clock says what other clocks say."""
    _ahead().unlink(missing_ok=True)


@contextmanager
def serving(leave_url: str = "") -> Iterator[str]:
    """The address of a server on this test's databases, until the block ends. It may log no canary word."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"https://127.0.0.1:{free_port()}"
        said = Path(folder) / "said"
        with said.open("wb") as log:
            child = _start(Path(folder), address, leave_url or address + NEUTRAL, log)
        try:
            _wait_for(address, child)
            yield address
        finally:
            child.terminate()
            with suppress(subprocess.TimeoutExpired):
                child.wait(10)
            child.kill()
            child.wait()
            _show(said)
        assert not is_in(said.read_bytes()), "a member's word stands in the log of the server"


def _show(said: Path) -> None:
    """Pytest shows it beside a failure; that nobody signed the certificate is no news."""
    lines = said.read_text(errors="replace").splitlines()
    sys.stderr.write("\n".join(line for line in lines if "CERTIFICATE_UNKNOWN" not in line))


def _start(folder: Path, address: str, leave_url: str, log: BinaryIO) -> subprocess.Popen[bytes]:
    cert, key = certificate(folder)
    # A browser opens connections before it has anything to say on them; each holds a thread.
    gunicorn = ("-m", "gunicorn", "--workers=1", "--threads=32", "--log-level=warning", "config.wsgi")
    return subprocess.Popen(
        [
            *(sys.executable, *gunicorn, "--bind", address.removeprefix("https://")),
            *("--certfile", str(cert), "--keyfile", str(key)),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "ATRIUM_HOME": str(settings.HOME),
            "ATRIUM_LEAVE_URL": leave_url,
        },
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def _wait_for(address: str, child: subprocess.Popen[bytes]) -> None:
    trusting = ssl._create_unverified_context()
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if child.poll() is not None:
            raise RuntimeError(f"the server ended with {child.returncode}")
        try:
            urllib.request.urlopen(f"{address}/help/", context=trusting, timeout=2).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return  # locked after a restore, it answers all the same
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start in time")
