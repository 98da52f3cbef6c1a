"""Whatever goes wrong, no log says what was asked for or what was typed."""

from __future__ import annotations

import logging
from uuid import uuid4

import pytest
from django.test import Client

from config.reporting import Formatter
from tests.people import Cast


class Ear(logging.Handler):
    """What would be written, in the product's own form."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Formatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def ear() -> object:
    ear = Ear()
    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    listening = [logging.root, *(one for one in known if not one.propagate)]
    for logger in listening:
        logger.addHandler(ear)
    yield ear
    for logger in listening:
        logger.removeHandler(ear)


def test_a_form_without_its_token_is_noted_without_its_address(cast: Cast, ear: Ear) -> None:
    """Whose text was to be taken back stands in the address; the log is read by other people."""
    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    client.force_login(cast.anna.account)
    one = uuid4()
    assert client.post(f"/seen/{one}/take-back/", secure=True).status_code == 403
    assert ear.lines
    assert not [line for line in ear.lines if str(one) in line or "take-back" in line]
