"""H01: no page makes the render process open a file or a socket, and a page that tries is not made."""

from __future__ import annotations

import functools
import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from documents import process
from documents.errors import NotRendered
from documents.protocol import Order, Outcome
from tests.documents import vectors

CHILD = Path(__file__).parent / "locked_child.py"
CANARY = "kestrel-4471-planted-in-a-file"


@pytest.fixture(scope="module")
def planted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("outside") / "secret.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{CANARY}</text></svg>')
    return file


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A server that nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def set_behind_doors(pages: dict[str, str], *, under: tuple[str, ...] = (), **more: bool) -> Any:
    command = [*under, sys.executable, "-s", "-B", "-P", str(CHILD)]
    task = json.dumps({"pages": pages, "plant": False, "markup": False, **more}).encode()
    ended = subprocess.run(command, input=task, capture_output=True, env=process.environment(), check=False)
    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    return json.loads(ended.stdout)


@pytest.fixture(scope="module")
def trace_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trace") / "calls"


@pytest.fixture(scope="module")
def seen(planted_file: Path, listener: socket.socket, trace_file: Path) -> dict[str, list[Any]]:
    """What became of each vector with the first wall taken away.

    All in one process, watched from outside where strace is there.
    """
    return set_behind_doors(every_page(planted_file, listener), under=watching(trace_file))["seen"]


def every_page(file: Path, listener: socket.socket) -> dict[str, str]:
    web = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return vectors.pages(vectors.FETCHING | vectors.HOLDING | vectors.IDLE, file=str(file), web=web)


@functools.cache
def strace_works() -> bool:
    """Whether it is installed and allowed here (in some containers it is not)."""
    strace = shutil.which("strace")
    return (
        bool(strace)
        and subprocess.run([strace, "-qq", "-o", "/dev/null", "true"], check=False).returncode == 0
    )


def watching(trace: Path) -> tuple[str, ...]:
    if not strace_works():
        return ()
    calls = "open,openat,openat2,creat,socket,connect,execve,fork,vfork,prlimit64,setrlimit"
    return ("strace", "-f", "-qq", "-e", f"trace={calls}", "-o", str(trace))


def outcomes(seen: dict[str, list[Any]], names: dict[str, Any]) -> dict[str, list[Any]]:
    return {key: value for key, value in seen.items() if key.partition(" / ")[0] in names}


@pytest.mark.slow
def test_h01_every_vector_is_refused(planted_file: Path, listener: socket.socket) -> None:
    seen = set_behind_doors(every_page(planted_file, listener), markup=True)["seen"]
    assert {key: value for key, value in seen.items() if value[0] != "refused"} == {}


@pytest.mark.slow
def test_h01_without_the_first_wall_what_fetches_is_refused(seen: dict[str, list[Any]]) -> None:
    found = outcomes(seen, vectors.FETCHING)
    assert len(found) == 2 * len(vectors.FETCHING)
    assert {key: value for key, value in found.items() if value[0] != "refused"} == {}
    # Each is alive: WeasyPrint did ask. Otherwise this test would be about typing errors.
    assert {key for key, (_outcome, asked, tried) in found.items() if not asked and not tried} == set()


def test_h01_without_the_first_wall_what_holds_is_refused(seen: dict[str, list[Any]]) -> None:
    found = outcomes(seen, vectors.HOLDING)
    assert len(found) == 2 * len(vectors.HOLDING)
    assert {key: value for key, value in found.items() if value[0] != "refused"} == {}


def test_h01_without_the_first_wall_the_rest_does_nothing(seen: dict[str, list[Any]]) -> None:
    found = outcomes(seen, vectors.IDLE)
    assert len(found) == 2 * len(vectors.IDLE)
    assert {key: value for key, value in found.items() if value != ["done", 0, []]} == {}


def test_h01_no_file_and_no_socket_was_opened(seen: dict[str, list[Any]], listener: socket.socket) -> None:
    tried = {event for _outcome, _asked, events in seen.values() for event in events}
    assert tried <= {"tempfile.mkdtemp"}  # @font-face wants a folder before it wants a font; it got none
    with pytest.raises(TimeoutError):
        listener.accept()


def calls_behind_doors(trace: Path) -> list[str]:
    """System calls after the one that closed the doors."""
    lines = trace.read_text().splitlines()
    closed = next(n for n, line in enumerate(lines) if re.search(r"RLIMIT_NOFILE, \{rlim_cur=0,", line))
    return [
        line
        for line in lines[closed + 1 :]
        if re.search(r" (open\w*|creat|socket|connect|execve|v?fork)\(", line)
    ]


def test_h01_the_kernel_was_not_even_asked(seen: dict[str, list[Any]], trace_file: Path) -> None:
    if not strace_works():
        pytest.skip("strace is not installed, or not allowed here")
    assert calls_behind_doors(trace_file) == []


@pytest.mark.slow
def test_h01_the_watch_sees_a_planted_open(tmp_path: Path) -> None:
    trace = tmp_path / "calls"
    planted = set_behind_doors({}, plant=True, under=watching(trace))["planted"]
    assert "open" in planted["python"]
    assert "socket.__new__" in planted["python"]
    assert planted["c"] == -1  # C code is refused by the kernel
    if strace_works():
        assert any("/etc/passwd" in line for line in calls_behind_doors(trace))


@pytest.mark.slow
def test_h01_the_export_fails_closed_and_says_nothing(
    planted_file: Path, order: Callable[..., Order]
) -> None:
    page = order(f'<p>Heron said</p><img src="file://{planted_file}" alt="Heron">')
    with pytest.raises(NotRendered) as refused:
        process.run(page)
    assert refused.value.outcome is Outcome.REFUSED
    said = f"{refused.value!s}{refused.value!r}{refused.value.sentence}{refused.value.__cause__}"
    assert "Heron" not in said
    assert "file:" not in said
    assert str(planted_file) not in said


def test_h01_the_process_inherits_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://x")
    monkeypatch.setenv("ATRIUM_ROOT_KEY_FILE", "/x")
    assert set(process.environment()) == {"PATH", "LC_ALL", "PYTHONHASHSEED", "PYTHONPATH"}


@pytest.mark.slow
def test_h01_the_process_knows_no_django() -> None:
    code = (
        "import sys, documents.worker, documents.typesetting\n"
        "print([name for name in sys.modules if 'django' in name])"
    )
    ended = subprocess.run(
        [sys.executable, "-s", "-P", "-c", code], env=process.environment(), capture_output=True
    )
    assert ended.stdout.strip() == b"[]"
