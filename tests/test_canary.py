"""A guard that sees nothing looks like a safe product: here each thing the canary watches is made to leak."""

from __future__ import annotations

import base64
import logging
import random

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from board.models import SessionStore
from tests.canary import CANARY, Watch, is_in

pytestmark = pytest.mark.plants_canary
TEXT = f"{CANARY} what she said"


def seen(watch: Watch) -> str:
    return " ".join(watch.leaks(["default", "keys"]))


def test_silent_without_a_leak() -> None:
    with Watch.open() as watch:
        logging.getLogger("board").warning("nothing of hers")
        assert seen(watch) == ""


@pytest.mark.parametrize("logger", ["board", "django", "a.new.one"])
def test_found_in_a_log(logger: str) -> None:
    with Watch.open() as watch:
        logging.getLogger(logger).error("could not save %s", TEXT)
        assert "a log line" in seen(watch)


def test_found_in_a_log_that_tells_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("a.new.one.apart")
    monkeypatch.setattr(logger, "propagate", False)
    with Watch.open() as watch:
        logger.error("could not save %s", TEXT)
        assert "a log line" in seen(watch)


def test_found_in_a_mail() -> None:
    with Watch.open() as watch:
        mail.send_mail("neutral", TEXT, "board@example.org", ["anna@example.org"])
        assert "a mail" in seen(watch)


def test_found_in_a_subject() -> None:
    with Watch.open() as watch:
        mail.send_mail(f"Ответ {TEXT}", "neutral", "board@example.org", ["anna@example.org"])
        assert "a mail" in seen(watch)


def test_found_in_a_session() -> None:
    store = SessionStore()
    store["draft"] = {"text": TEXT + " and more that can be compressed" * 20}
    store.save()
    with Watch.open() as watch:
        assert "a session" in seen(watch)


def test_found_in_an_address() -> None:
    with Watch.open() as watch:
        Client().get("/nowhere/", {"q": TEXT})
        assert "a visit" in seen(watch)


@pytest.mark.parametrize("column", ["text", "bytes"])
def test_found_in_a_table(column: str) -> None:
    vendor_bytes = "bytea" if connection.vendor == "postgresql" else "blob"
    kind, value = ("text", TEXT) if column == "text" else (vendor_bytes, TEXT.encode("utf-16-le"))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE leak (words {kind})")
        cursor.execute("INSERT INTO leak VALUES (%s)", [value])
    with Watch.open() as watch:
        assert "a table: default.leak.words" in seen(watch)


@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
def test_found_inside_base64(before: str) -> None:
    assert is_in(base64.b64encode(f"{before}{TEXT}".encode()))


def test_found_in_hex_and_wide_letters() -> None:
    assert is_in(TEXT.encode().hex())
    assert is_in(TEXT.encode("utf-16"))


def test_a_million_random_letters_are_silent() -> None:
    noise = random.Random(7).randbytes(750_000)
    assert not is_in(noise)
    assert not is_in(base64.b64encode(noise))
    assert not is_in(noise.hex())
