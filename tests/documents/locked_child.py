"""A render process that sets many pages, one after the other, behind the same closed doors.

In: JSON {"pages": {name: html}, "markup": bool, "plant": bool}. Out: JSON {name: [outcome, asked, tried]}
and, when asked to plant, what became of an open from Python, an open from C, and a socket. Without "markup"
the first wall is taken away, to see the second.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import socket
import sys
from pathlib import Path

from documents import worker
from documents.confinement import Doors, limit_use

LIBC = ctypes.CDLL(None)
os.environ["FONTCONFIG_FILE"] = str(worker.FONTS / "bundled.conf")

from documents import typesetting  # noqa: E402  (fonts first)
from documents.protocol import Order  # noqa: E402  (fonts first)
from documents.typesetting import Deny, Faulty, Listener, Press, Refused  # noqa: E402  (fonts first)


def attempt(press: Press, doors: Doors, page: str) -> list[object]:
    press.fetcher, press.heard = Deny(), Listener()
    doors.tried.clear()
    order = Order(page, "en", "2026-12-17", 60, 2**30, ("example.org",))
    try:
        press.set(order, doors)
        outcome = "done"
    except Refused:
        outcome = "refused"
    except Faulty:
        outcome = "faulty"
    return [outcome, press.fetcher.asked, list(doors.tried)]


def planted(doors: Doors) -> dict[str, object]:
    with contextlib.suppress(OSError):
        Path("/etc/passwd").open().close()
    with contextlib.suppress(OSError):
        socket.socket().close()
    return {"python": doors.tried, "c": LIBC.open(b"/etc/passwd", 0)}


def main() -> None:
    task = json.load(sys.stdin)
    limit_use(seconds=60, memory=2**30)
    if not task["markup"]:
        typesetting.check_markup = lambda page: None
    press, doors = Press(), Doors()
    press.warm_up("en", "")
    doors.close()
    seen = {name: attempt(press, doors, page) for name, page in task["pages"].items()}
    json.dump({"seen": seen, "planted": planted(doors) if task["plant"] else None}, sys.stdout)


main()
