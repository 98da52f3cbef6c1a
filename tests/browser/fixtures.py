"""Debian's Chromium, and a real server for each test.

A plugin, not a conftest: one browser serves every folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.site import forget_time, serving
from tests.browser.walker import Walker
from tests.people import Cast, assemble

if TYPE_CHECKING:  # every run of pytest loads this, and few of them look at a browser
    from playwright.sync_api import Browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for the run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, committed, so that another process sees it."""
    return assemble()


@pytest.fixture
def address(people: Cast) -> Iterator[str]:
    """The address of a server that knows the cast."""
    with serving() as found:
        yield found
    forget_time()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast with a request that is open and a meeting that was called, committed, once for a module.

    For tests that only look, and say for themselves what they undo. Sessions they begin end with the module.
    """
    from tests.browser.world import emptied, settled

    with django_db_blocker.unblock(), emptied():
        yield settled(assemble())


@pytest.fixture(scope="module")
def shared(world: Cast) -> Iterator[str]:
    """The address of one server for all tests of a module."""
    with serving() as found:
        yield found
    forget_time()


@pytest.fixture(params=[390, 1280])
def width(request: pytest.FixtureRequest) -> int:
    """A telephone and a desk."""
    return int(request.param)


@pytest.fixture
def walk(browser: Browser, address: str, width: int) -> Iterator[Callable[[str], Walker]]:
    """`walk("anna")` signs Anna in, in a browser of her own; asked again, it is the same browser."""
    known: dict[str, Walker] = {}

    def as_(name: str) -> Walker:
        if name not in known:
            known[name] = Walker(browser, address, width=width).sign_in(f"{name}-0000")
        return known[name]

    yield as_
    for walker in known.values():
        walker.close()
