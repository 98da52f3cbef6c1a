"""The canary: a word that stands in every sealed text of every test, and may be nowhere else.

Write texts as `f"{CANARY} what she said"`. After each test `Watch.leaks` looks for the word, also as UTF-16,
base64 and hex, in what was logged, mailed, kept in sessions, asked for by address, answered in headers, and
in every row of every table of both databases.
"""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.core import mail
from django.db import connections
from django.test import Client

WORD = "CANARY-"
CANARY = WORD + "wren"


def _base64_forms(word: bytes) -> Iterator[bytes]:
    # Inside a longer text the word begins at any of three offsets. All letters that depend on nothing but the
    # word are looked for, in their own case: with fewer, a random token would now and then look like it.
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + word)
        yield coded[-(-offset * 8 // 6) : (offset + len(word)) * 8 // 6]


_PLAIN = [WORD.encode(), WORD.encode("utf-16-le"), WORD.encode("utf-16-be"), WORD.encode().hex().encode()]
PATTERN = re.compile(
    b"(?i:"
    + b"|".join(map(re.escape, _PLAIN))
    + b")|"
    + b"|".join(map(re.escape, _base64_forms(WORD.encode())))
)


def is_in(value: object) -> bool:
    """Whether the canary is in this text or these bytes, in any of the forms that one look finds."""
    raw = (
        bytes(value)
        if isinstance(value, bytes | bytearray | memoryview)
        else str(value).encode("utf-8", "replace")
    )
    return PATTERN.search(raw) is not None


class Watch:
    """What left the product while one test ran."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.visits: list[str] = []

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Watch]:
        """Watch until the block ends."""
        watch = cls()
        with _listening(watch), _following(watch):
            yield watch

    def leaks(self, aliases: Iterable[str]) -> list[str]:
        """Where the canary was seen, never the text around it. `aliases`: the databases to look through."""
        found = [f"a log line: {line[:40]}…" for line in self.lines if is_in(line)]
        found += [f"a visit: {visit.split(WORD)[0][:60]}…" for visit in self.visits if is_in(visit)]
        found += [
            f"a mail: number {n}"
            for n, message in enumerate(getattr(mail, "outbox", []))
            if is_in(_whole(message))
        ]
        for alias in aliases:
            if not connections[alias].needs_rollback:
                found += tables_with_canary(alias)
        if "default" in aliases and not connections["default"].needs_rollback:
            found += sessions_with_canary()
        return found


@contextmanager
def _listening(watch: Watch) -> Iterator[None]:
    """Every logger, with the product's own formatter: what would be written is what counts."""
    from config.reporting import Formatter

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            watch.lines.append(self.format(record))

    ear = Ear(logging.DEBUG)
    ear.setFormatter(Formatter())
    known = logging.root.manager.loggerDict.values()
    deaf = [one for one in known if isinstance(one, logging.Logger) and not one.propagate]
    for logger in [logging.root, *deaf]:
        logger.addHandler(ear)
    try:
        yield
    finally:
        for logger in [logging.root, *deaf]:
            logger.removeHandler(ear)


@contextmanager
def _following(watch: Watch) -> Iterator[None]:
    """Every address the test client asked for, and every header and cookie that came back."""
    ask = Client.request

    def request(client: Client, **environ: Any) -> Any:
        address = f"{environ.get('PATH_INFO', '')}?{_text(environ.get('QUERY_STRING', ''))}"
        watch.visits.append(address)
        response = ask(client, **environ)
        watch.visits += [f"{address} {name}: {value}" for name, value in response.items()]
        watch.visits += [
            f"{address} cookie {name}={morsel.value}" for name, morsel in response.cookies.items()
        ]
        return response

    with mock.patch.object(Client, "request", request):
        yield


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _whole(message: Any) -> bytes:
    # Once as it travels, once with its parts decoded: base64 lines may break a word in two.
    sent = message.message()
    decoded = b"".join(
        part.get_payload(decode=True) or b"" for part in sent.walk() if not part.is_multipart()
    )
    return bytes(sent.as_bytes()) + b"\n" + str(sent["Subject"]).encode() + b"\n" + decoded


def tables_with_canary(alias: str) -> list[str]:
    """Each `alias.table.column` that holds the canary in some row."""
    connection = connections[alias]
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            seen = {
                name
                for row in cursor
                for name, value in zip(names, row, strict=True)
                if value is not None and is_in(value)
            }
            found += [f"a table: {alias}.{table}.{name}" for name in sorted(seen)]
    return found


def sessions_with_canary() -> list[str]:
    """Each session that holds the canary, which a look at the table misses: sessions are compressed."""
    from board.models import Session

    rows = Session.objects.all()
    return [
        f"a session: number {n}"
        for n, row in enumerate(rows)
        if is_in(json.dumps(row.get_decoded(), default=str))
    ]
