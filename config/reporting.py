"""What an error may say: its class and the line of code. Never a value, never a text, never a setting."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


def where(tb: TracebackType | None) -> str:
    """The last line of our code in a traceback, as `file:line`; `?` without one."""
    frames = traceback.extract_tb(tb)
    if not frames:
        return "?"
    last = frames[-1]
    return f"{last.filename}:{last.lineno}"


class Reporter:
    """Stands in for Django's exception reporter, which prints locals, settings and the request."""

    is_email = False

    def __init__(
        self,
        request: object,
        exc_type: type[BaseException],
        exc_value: BaseException,
        tb: TracebackType | None,
        **_: Any,
    ) -> None:
        self.name = exc_type.__name__ if exc_type else "Error"
        self.place = where(tb)

    def get_traceback_text(self) -> str:
        return f"{self.name} at {self.place}\n"

    def get_traceback_html(self) -> str:
        return "<!doctype html><html lang='en'><title>Pages</title><p>Something went wrong.</p></html>"

    def get_traceback_data(self) -> dict[str, Any]:
        return {}


# Their messages hold the address, and an address names whose text, which meeting, what was asked for.
OF_REQUESTS = ("django.request", "django.security", "django.server")
# gunicorn says so with the network of whoever sent it, and with what was sent.
UNREADABLE = "Invalid request"


class Formatter(logging.Formatter):
    """One line per record; an exception is its class and its place, and the message keeps no arguments."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the name is the standard library's)
        return f"{ei[0].__name__} at {where(ei[2])}"

    def format(self, record: logging.LogRecord) -> str:
        # A message that carries an exception was often built from it: its text may quote what a person wrote.
        if record.exc_info and record.exc_info[0]:
            return f"{record.levelname} {record.name} {self.formatException(record.exc_info)}"
        if record.name.startswith(OF_REQUESTS):
            return f"{record.levelname} {record.name} status {getattr(record, 'status_code', '?')}"
        message = record.getMessage()
        said = "a request that cannot be read" if message.startswith(UNREADABLE) else message
        return f"{record.levelname} {record.name} {said}"
