"""Everybody gets in, sees the home page of the role, and gets out."""

from collections.abc import Callable

import pytest

from tests.browser.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def test_everybody_comes_home(walk: Callable[[str], Walker]) -> None:
    for name in ("anna", "chloe", "sam", "olga", "dora", "adam"):
        walker = walk(name)
        assert walker.page.url == walker.address + "/"
