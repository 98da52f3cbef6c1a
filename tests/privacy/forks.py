"""Child processes that begin where the test stands, on their own connections; some die on purpose."""

from __future__ import annotations

import contextlib
import os
import signal
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, NoReturn

from django.db import connections

from privacy.audit import pseudonyms

Work = Callable[[], object]
DIED = 77


def all_of(works: Iterable[Work]) -> list[int]:
    """Run each in a process of its own, together; their exit codes, or minus the signal that killed one."""
    connections.close_all()
    children = [_fork(work) for work in works]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def one(work: Work) -> int:
    """One process."""
    return all_of([work])[0]


def _fork(work: Work) -> int:
    child = os.fork()
    if child:
        return child
    try:
        pseudonyms.forget()
        work()
        connections.close_all()
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)


def die(*_: Any, **__: Any) -> NoReturn:
    """The process ends here, as when the power goes: nothing is tidied up."""
    os._exit(DIED)


def killed() -> NoReturn:
    """The same by `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def kill_at(where: str, call: int) -> None:
    """For a child, as it stays so: it is killed when the function of that path is called the nth time."""
    holder, name = _holder_of(where)
    real, calls = getattr(holder, name), iter(range(1, 10_000))
    setattr(holder, name, lambda *a, **k: killed() if next(calls) == call else real(*a, **k))


def _holder_of(where: str) -> tuple[object, str]:
    path, name = where.rsplit(".", 1)
    try:
        return import_module(path), name
    except ModuleNotFoundError:
        module, inner = path.rsplit(".", 1)
        return getattr(import_module(module), inner), name


@contextlib.contextmanager
def dying_at(statement: str, *, alias: str = "default", time: int = 1) -> Any:
    """The process dies when this statement is about to be sent to the database for the nth time."""
    seen = 0

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        if sql.replace('"', "").startswith(statement):
            seen += 1
            if seen == time:
                die()
        return execute(sql, params, many, context)

    with connections[alias].execute_wrapper(watch):
        yield
