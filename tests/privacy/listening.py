"""What is written down beside the databases while people use the pages: logs, cookies, addresses."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from django.db import connections
from django.test import Client
from gunicorn.config import Config
from gunicorn.glogging import Logger as AccessLogger

from config.reporting import Formatter


class Written:
    """What was written, by kind."""

    def __init__(self) -> None:
        self.lines: list[str] = []  # by the product's own formatter, at every level
        self.messages: list[str] = []  # as the code gave them, before any formatter
        self.access: list[str] = []  # gunicorn's
        self.server: list[str] = []  # PostgreSQL's, with every statement and its values
        self.addresses: list[str] = []
        self.cookies: list[str] = []

    def everything(self) -> bytes:
        """All of it."""
        kinds = (self.lines, self.messages, self.access, self.server, self.addresses, self.cookies)
        return "\n".join(line for kind in kinds for line in kind).encode("utf-8", "replace")


@contextmanager
def to_everything() -> Iterator[Written]:
    """All loggers at DEBUG, every SQL statement, every request."""
    written = Written()
    with ExitStack() as stack:
        for listen in (_to_loggers, _to_requests, _to_postgresql):
            stack.enter_context(listen(written))
        yield written


@contextmanager
def _to_loggers(written: Written) -> Iterator[None]:
    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.lines.append(self.format(record))
            if not record.exc_info:
                written.messages.append(record.getMessage())

    ear = Ear(logging.DEBUG)
    ear.setFormatter(Formatter())
    loggers = [logging.root, *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    levels = [(logger, logger.level) for logger in loggers]
    listening = [logger for logger in loggers if logger is logging.root or not logger.propagate]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    for logger in listening:
        logger.addHandler(ear)
    with (
        mock.patch.multiple(connections["default"], force_debug_cursor=True),
        mock.patch.multiple(connections["keys"], force_debug_cursor=True),
    ):
        yield
    for logger in listening:
        logger.removeHandler(ear)
    for logger, level in levels:
        logger.setLevel(level)


@contextmanager
def _to_requests(written: Written) -> Iterator[None]:
    settings = Config()
    settings.set("accesslog", "-")
    log = AccessLogger(settings)

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.access.append(record.getMessage())

    log.access_log.handlers = [Ear()]
    log.access_log.propagate = False
    ask = Client.request

    def request(client: Client, **environ: Any) -> Any:
        response = ask(client, **environ)
        path, query = environ["PATH_INFO"], str(environ.get("QUERY_STRING", ""))
        written.addresses.append(f"{path}?{query}" if query else path)
        written.cookies += [f"{name}={morsel.value}" for name, morsel in response.cookies.items()]
        said = SimpleNamespace(status=str(response.status_code), headers=list(response.items()), sent=1)
        seen = {**client._base_environ(), **environ, "RAW_URI": written.addresses[-1]}
        log.access(said, [], seen, dt.timedelta(milliseconds=5))
        return response

    with mock.patch.object(Client, "request", request):
        yield


@contextmanager
def _to_postgresql(written: Written) -> Iterator[None]:
    """The server writes every statement into its log; here it sends the same lines to us."""
    mine = [one for one in connections.all() if one.vendor == "postgresql"]
    for connection in mine:
        connection.ensure_connection()
        connection.connection.add_notice_handler(lambda said: written.server.append(_of(said)))
        with connection.cursor() as cursor:
            cursor.execute("SET log_parameter_max_length = -1")
            cursor.execute("SET client_min_messages = 'log'")
            cursor.execute("SET log_statement = 'all'")
    yield
    for connection in mine:
        with connection.cursor() as cursor:
            cursor.execute("RESET client_min_messages")
            cursor.execute("RESET log_statement")


def _of(said: Any) -> str:
    return f"{said.message_primary} {said.message_detail} {said.context}"
