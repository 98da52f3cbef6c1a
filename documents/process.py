"""The parent's side of the render process: start it clean, wait, end it when it is time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from documents.errors import NotRendered
from documents.protocol import Answer, Order, Outcome

ROOT = Path(__file__).parent.parent
SECONDS = 25  # of CPU, and of wall time on the parent's clock; a web worker is ended after 30
MEMORY = 1024**3
LONGEST_PAGE = 4_000_000  # characters of HTML
AT_ONCE = 2
PATIENCE = 4  # seconds to wait for one of AT_ONCE places
_places = threading.BoundedSemaphore(AT_ONCE)

# -s: no user packages, -P: not the folder it starts in, -B: no byte code files.
COMMAND = (sys.executable, "-s", "-P", "-B", "-X", "utf8", "-m", "documents.worker")


def environment() -> dict[str, str]:
    """All that the render process inherits: no home, no settings, no key, no database.

    A fixed hash seed, because the order of a set must not reach the bytes.
    """
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}


def run(order: Order, *, wall_seconds: float = SECONDS) -> Answer:
    """Have one page set in a process of its own. Raises `NotRendered`."""
    if len(order.html) > LONGEST_PAGE:
        raise NotRendered(Outcome.TOO_MUCH, "the page has too many characters")
    if not _places.acquire(timeout=PATIENCE):
        raise NotRendered(Outcome.BUSY)
    try:
        answer = _ask(order, wall_seconds)
    finally:
        _places.release()
    if answer.outcome is not Outcome.DONE:
        raise NotRendered(answer.outcome, answer.detail)
    return answer


def _ask(order: Order, wall_seconds: float) -> Answer:
    try:
        ended = subprocess.run(  # noqa: S603  a fixed command; the page travels on stdin
            COMMAND,
            input=order.to_bytes(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # tracebacks may hold words of the page
            env=environment(),
            cwd="/",
            timeout=wall_seconds,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        return Answer(Outcome.TOO_MUCH, "time")
    if ended.returncode < 0:  # a signal: the CPU limit, or a C library that got no more memory
        return Answer(Outcome.TOO_MUCH, f"signal {-ended.returncode}")
    try:
        return Answer.from_bytes(ended.stdout)
    except ValueError:
        return Answer(Outcome.BROKEN, f"exit code {ended.returncode}")
