"""Two people at the same moment: the second begins while the first is inside her act."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

Work = Callable[[], object]
PATIENCE = 0.7  # seconds that the first waits inside her act: the second has long begun by then


class Second:
    """Somebody who begins when she is told to, on connections of her own."""

    def __init__(self, work: Work) -> None:
        self.error: BaseException | None = None
        self._work = work
        self._thread = threading.Thread(target=self._run)
        self._begun = False

    def begins(self) -> None:
        """Call it in the middle of the first one's act; back when the second is done or has to wait."""
        if not self._begun:
            self._begun = True
            self._thread.start()
            self._thread.join(PATIENCE)

    def ends(self) -> BaseException | None:
        """What came of it; None for all well."""
        assert self._begun, "the first one never came to the moment at which the second begins"
        self._thread.join(30)
        return self.error

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001  (told to the test)
            self.error = error
        finally:
            connections.close_all()


def after(function: Callable[..., Any], second: Second, *, call: int = 1) -> Callable[..., Any]:
    """The same function; when its nth call is over, the second begins."""
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        result = function(*args, **kwargs)
        calls += 1
        if calls == call and threading.current_thread() is threading.main_thread():
            second.begins()
        return result

    return wrapped
