"""Each check of the settings finds the fault that is planted for it, and none without."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from config import checks
from config.checks import installation_is_ready, settings_are_closed

CSP = {"DIRECTIVES": {"default-src": ["'none'"], "script-src": ["'unsafe-inline'"]}}

PLANTED: list[tuple[str, Any, str]] = [
    ("DEBUG", True, "atrium.E001"),
    ("ADMINS", [("A", "a@example.org")], "atrium.E002"),
    ("MANAGERS", [("A", "a@example.org")], "atrium.E002"),
    ("FIELD_KEK", "secret", "atrium.E003"),
    ("BLIND_INDEX_PEPPER", "secret", "atrium.E003"),
    ("SEALED_ROOT", "secret", "atrium.E003"),
    ("MIDDLEWARE", [], "atrium.E004"),
    ("MIDDLEWARE", list(reversed(django_settings.MIDDLEWARE)), "atrium.E005"),
    ("LEAVE_URL", "http://weather.example/", "atrium.E006"),
    ("LEAVE_URL", "/in/", "atrium.E006"),
    ("LEAVE_URL", "https://127.0.0.1/", "atrium.E007"),
    ("ALLOWED_HOSTS", ["*"], "atrium.E008"),
    ("ALLOWED_HOSTS", [".example.org"], "atrium.E008"),
    ("CONTENT_SECURITY_POLICY", CSP, "atrium.E009"),
    ("CONTENT_SECURITY_POLICY", {}, "atrium.E009"),
    ("SECURE_REFERRER_POLICY", "no-referrer", "atrium.E010"),
    ("SESSION_COOKIE_HTTPONLY", False, "atrium.E011"),
    ("CSRF_COOKIE_SAMESITE", "None", "atrium.E011"),
    ("SESSION_COOKIE_DOMAIN", "example.org", "atrium.E011"),
    ("SESSION_COOKIE_NAME", "session", "atrium.E012"),
    ("CSRF_COOKIE_SECURE", False, "atrium.E012"),
]


def test_the_settings_as_delivered_are_closed() -> None:
    assert settings_are_closed(None) == []


@pytest.mark.parametrize("name,value,fault", PLANTED)
def test_each_open_setting_is_found(settings: Settings, name: str, value: Any, fault: str) -> None:
    setattr(settings, name, value)
    assert fault in {found.id for found in settings_are_closed(None)}


def test_every_fault_is_planted() -> None:
    said = {f"atrium.E{number:03}" for number in range(1, 13)}
    assert {fault for _name, _value, fault in PLANTED} == said
    assert len(checks.ALWAYS) == 7


@pytest.mark.parametrize(
    "name,value,fault",
    [
        ("DEMONSTRATION", True, "atrium.W001"),
        ("ALLOWED_HOSTS", ["survivor-board.example.org"], "atrium.W003"),
    ],
)
def test_an_installation_is_warned(settings: Settings, name: str, value: Any, fault: str) -> None:
    setattr(settings, name, value)
    assert fault in {found.id for found in installation_is_ready(None)}


def test_a_missing_secret_key_is_said(settings: Settings, tmp_path: Any) -> None:
    settings.SECRET_KEY_FILE = tmp_path / "secret.key"
    assert [found.id for found in installation_is_ready(None)] == ["atrium.W002"]
    assert str(tmp_path) in str(installation_is_ready(None)[0].hint)
