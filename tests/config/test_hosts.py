"""Names a request may come under, and addresses a redirect may lead to."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests.visiting import HOST, Visitor

STRANGE_HOSTS = [
    "evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "127.0.0.1:evil",
    "evil.example:80",
    "127.0.0.1 evil.example",
    "127.0.0.1,evil.example",
    "localhost.evil",
    "*",
    "..",
    "xn--80ak6aa92e.com",
    "127.0.0.1/",
    "127.0.0.1#",
    "[::1].evil.example",
]


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_j07_host_header(host: str) -> None:
    response = Client(headers={"host": host}).get("/help/", secure=True)
    assert response.status_code == 400
    assert b"evil" not in response.content
    assert "Location" not in response


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_j07_host_header_on_the_way_to_https(settings: Settings, host: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = Client(headers={"host": host}).get("/help/")
    assert response.status_code == 400
    assert "Location" not in response


@pytest.mark.parametrize(
    "name", ["x-forwarded-host", "x-host", "x-forwarded-server", "forwarded", "x-original-url"]
)
def test_j07_what_a_stranger_says_about_the_host_is_not_heard(name: str) -> None:
    plain = Client(headers={"host": HOST}).get("/help/", secure=True)
    said = Client(headers={"host": HOST, name: "evil.example"}).get("/help/", secure=True)
    assert without_tokens(said.content) == without_tokens(plain.content)
    assert dict(said.headers) == dict(plain.headers)


def without_tokens(page: bytes) -> bytes:
    """Each rendering masks the token of its forms anew."""
    return re.sub(rb'(name="csrfmiddlewaretoken" value=)"[^"]+"', rb"\1", page)


def test_j07_the_way_in_is_said_without_a_host(stranger: Visitor) -> None:
    response = stranger.client.get("/inside/", secure=True, headers={"x-forwarded-host": "evil.example"})
    assert response.status_code == 302
    assert response["Location"].startswith("/in/?next=")


def test_j07_the_twin_our_own_name_is_heard() -> None:
    assert Client(headers={"host": HOST}).get("/help/", secure=True).status_code == 200
