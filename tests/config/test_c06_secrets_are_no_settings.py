"""C06: secrets under names that Django does not hide: no report prints them, and a check forbids them."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest
from django.core import mail
from django.core.checks import Error, run_checks
from django.test import RequestFactory
from django.views.debug import (
    ExceptionReporter,
    get_default_exception_reporter_filter,
    technical_500_response,
)
from pytest_django import Settings

from config import checks
from config.reporting import Formatter, Reporter

NAMES = ("FIELD_KEK", "BLIND_INDEX_PEPPER", "SEALED_ROOT")
SECRET = "f3a91c77e0d24b58"


@pytest.fixture
def planted(settings: Settings) -> Settings:
    for name in NAMES:
        setattr(settings, name, f"{SECRET}{name}")
    settings.ADMINS = [("A", "a@example.org")]
    return settings


def failing() -> tuple[Any, Any, Any]:
    from django.conf import settings

    local = [getattr(settings, name) for name in NAMES]
    try:
        int(f"with {local}")
    except ValueError:
        return sys.exc_info()
    raise AssertionError


def test_c06_settings_secrets_not_printable(planted: Settings) -> None:
    request = RequestFactory().get("/", {"q": "x"})
    kind, value, tb = failing()
    reports = []
    for reporter in (Reporter(request, kind, value, tb), _default()(request, kind, value, tb)):
        reports += [reporter.get_traceback_text(), str(reporter.get_traceback_html())]
        reports.append(str(reporter.get_traceback_data()))
    reports.append(technical_500_response(request, kind, value, tb).content.decode())
    reports.append(logged(kind, value, tb))
    assert all(reports)
    for report in reports:
        assert SECRET not in report
        assert not any(name in report for name in NAMES)
    # twin: Django's own reporter, which is not used here, prints every one of them
    theirs = ExceptionReporter(request, kind, value, tb).get_traceback_html()
    assert all(f"{SECRET}{name}" in theirs for name in NAMES)
    assert SECRET in str(get_default_exception_reporter_filter().get_safe_settings())


def _default() -> type[Any]:
    from django.views.debug import get_exception_reporter_class

    return get_exception_reporter_class(RequestFactory().get("/"))


def logged(kind: Any, value: Any, tb: Any) -> str:
    """A line as the product logs it, and what a mail to ADMINS would be: there is none."""
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s", (value,), (kind, value, tb))
    line = Formatter().format(record)
    assert mail.outbox == []
    return line


@pytest.mark.parametrize("name", NAMES)
def test_c06_a_check_forbids_each_of_them(settings: Settings, name: str) -> None:
    assert checks.settings_are_closed(None) == []
    setattr(settings, name, SECRET)
    found = [one for one in run_checks() if one.id == "atrium.E003"]
    assert [(type(one), one.msg) for one in found] == [(Error, f"The setting {name} looks like a key.")]
    assert SECRET not in str(found)


@pytest.mark.parametrize(
    "name", ["KEK", "DATA_KEK", "X_PEPPER", "ROOT_KEY", "MASTER_KEY", "SIGN_PRIVATE_KEY"]
)
def test_c06_and_others_like_them(settings: Settings, name: str) -> None:
    setattr(settings, name, SECRET)
    assert [one.id for one in checks.settings_are_closed(None)] == ["atrium.E003"]


@pytest.mark.parametrize("name", ["ROOT_KEY_FILE", "SECRET_KEY_FILE", "PEPPERMINT", "KEKS"])
def test_c06_names_of_files_and_of_other_things_are_fine(settings: Settings, name: str) -> None:
    setattr(settings, name, "/somewhere")
    assert checks.settings_are_closed(None) == []
