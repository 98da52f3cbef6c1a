"""The product behind a real gunicorn on this run's databases, and requests written byte by byte."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from board.models.sessions import STRONG
from tests.browser.site import free_port
from tests.privacy.processes import ROOT

HOST = "board.test"
BOUNDARY = "7f3a9c"


@dataclass
class Served:
    """An address, and the processes behind it."""

    port: int
    master: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
        return [int(one) for one in children.split()]

    def most_memory(self) -> int:
        """The largest resident size that any worker ever had, in bytes."""
        found = []
        for worker in self.workers:
            lines = Path(f"/proc/{worker}/status").read_text().splitlines()
            found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")]
        return max(found)

    def line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


@contextmanager
def served(
    workers: int = 1,
    threads: int = 4,
    *,
    patience: int = 30,
    noted: Path | None = None,
    log: Path | None = None,
    level: str = "error",
    **more: str,
) -> Iterator[Served]:
    """gunicorn, ready to answer; ended and waited for afterwards. `log`: where all it says is kept."""
    port = free_port()
    names = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.attacks.served_settings", "ATRIUM_HOSTS": HOST,
        "ATRIUM_BEHIND_PROXY": "1", "PATIENCE": str(patience),
        **({"NOTED": str(noted)} if noted else {}), **more,
    }  # fmt: skip
    said = log.open("wb") if log else subprocess.DEVNULL
    master = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", str(workers), "--threads", str(threads), "--log-level", level),
            *("--no-control-socket", "--worker-tmp-dir", "/dev/shm"),
        ],
        env=names,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
    )
    site = Served(port, master)
    try:
        wait_for(site)
        yield site
    finally:
        master.terminate()
        try:
            master.wait(20)
        except subprocess.TimeoutExpired:
            master.kill()
            master.wait()
        if log:
            said.close()


def wait_for(site: Served) -> None:
    for _ in range(300):
        try:
            if status(ask(site, "GET", "/help/")) == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not start")


def signed_in(account: Any) -> dict[str, str]:
    """Cookies and token of a session that the server knows too, begun with a second step."""
    client = Client()
    client.force_login(account)
    session = client.session
    session[STRONG] = True  # without it whoever looks after others is led to another page
    session.save()
    token = "a" * 32
    cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return {"Cookie": f"{cookies}; {settings.CSRF_COOKIE_NAME}={token}", "token": token}


def head(method: str, path: str, headers: dict[str, Any]) -> bytes:
    lines = {"Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}", "Connection": "close",
             **{name: value for name, value in headers.items() if name != "token"}}  # fmt: skip
    told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{told}\r\n".encode()


def parts(token: str, files: Iterable[tuple[str, bytes]]) -> bytes:
    """A multipart body: the token first, then files, all under the name `file`."""
    body = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    out = [body.encode()]
    for name, content in files:
        opening = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        out += [opening.encode(), content, b"\r\n"]
    return b"".join([*out, f"--{BOUNDARY}--\r\n".encode()])


FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def ask(site: Served, method: str, path: str, body: bytes = b"", **headers: Any) -> bytes:
    """One request, its whole answer."""
    with site.line() as line:
        extra = {"Content-Length": len(body)} if method == "POST" else {}
        line.sendall(head(method, path, {**extra, **headers}) + body)
        return answer(line)


def answer(line: socket.socket) -> bytes:
    found = b""
    try:
        while piece := line.recv(65536):
            found += piece
    except ConnectionResetError:
        pass  # what is not read to its end is cut; the answer came before
    return found


def status(found: bytes) -> int:
    return int(found.split(b" ", 2)[1]) if found else 0
