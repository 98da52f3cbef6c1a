"""What the render process may use, and the moment after which it can open nothing at all.

Plain Python. Two walls that do not know each other: the kernel refuses every new file and socket, to C code
as well (`RLIMIT_NOFILE` 0), and Python's audit events tell us that something tried.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from typing import Any

WATCHED = (
    "open",
    "socket.",
    "subprocess.",
    "urllib.",
    "http.",
    "ftplib.",
    "os.exec",
    "os.fork",
    "os.link",
    "os.listdir",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.scandir",
    "os.symlink",
    "os.system",
    "ctypes.dlopen",
    "shutil.",
    "tempfile.",
)


def limit_use(*, seconds: int, memory: int) -> None:
    """CPU seconds, bytes of address space; no core dump, no byte written to any file; behind other work."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(5)


class Doors:
    """Open while libraries and fonts load; closed for good before the page is read."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self._closed = False

    def close(self) -> None:
        """From here on no file, socket or process can be opened. There is no way back.

        A limit of 0 leaves the pipes that are open already as they are.
        """
        # Named, so that nobody looks for a folder by trying to write into one after the other.
        tempfile.tempdir = os.devnull
        sys.addaudithook(self._watch)
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        self._closed = True

    def _watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._closed and event.startswith(WATCHED):
            self.tried.append(event)
            raise PermissionError(event)
