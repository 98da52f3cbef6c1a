"""A site with pages that fail, and the people who come across them."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.people import Cast
from tests.visiting import Visitor


@pytest.fixture
def site(settings: Settings) -> Settings:
    """The product with `tests.config.addresses` in front; faults are answered, as in production."""
    settings.ROOT_URLCONF = "tests.config.addresses"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.config.addresses.FailingMiddleware"]
    return settings


@pytest.fixture
def stranger(site: Settings) -> Visitor:
    visitor = Visitor()
    visitor.client.raise_request_exception = False
    return visitor


@pytest.fixture
def anna(site: Settings, cast: Cast) -> Visitor:
    visitor = Visitor.as_(cast.anna.account)
    visitor.client.raise_request_exception = False
    return visitor


@pytest.fixture
def bea(site: Settings, cast: Cast) -> Visitor:
    visitor = Visitor.as_(cast.bea.account)
    visitor.client.raise_request_exception = False
    return visitor
