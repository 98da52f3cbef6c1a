"""Every page that links lead to, as each role, at 320 px; and that links lead to every page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings

from demo.story import Story, load
from demo.telling import tell
from tests.browser.accessibility import violations
from tests.browser.crawling import Crawl, crawl
from tests.browser.site import serving
from tests.browser.told import add_what_is_missing, cast_of
from tests.browser.walker import Walker
from tests.people import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(1800),
]
TABLE = tomllib.loads((Path(__file__).parents[1] / "routes.toml").read_text())
# Pages that no link leads to, and why.
WITHOUT_LINK = {
    "board:sign-in": "asked for by signing out, and by any page when nobody is signed in",
    "board:sign-out": "a button in the menu",
    "board:erased": "shown after the account is erased; there is no way back to it",
    "consultations:answer-check": "the answer leads there, once it is written",
    "consultations:answer-sent": "the check leads there, once it is sent",
    "recommendations:verify-key": "published for everybody; linked where documents are checked",
}
# One way cannot wait for its number and be asked about at once: Anna's waits, Bea's and data protection's
# are asked about, and the pages of the chair are Anna's and Bea's.
ONE_OR_OTHER = {
    ("chair", "notices:number"),
    ("chair", "notices:safe"),
    ("data_protection", "notices:number"),
}


@pytest.fixture
def story(transactional_db: None, settings: LazySettings) -> Story:
    """The demonstration, told, with what its story leaves out."""
    settings.DEMONSTRATION = True
    found = load()
    tell(found)
    settings.DEMONSTRATION = False
    add_what_is_missing(cast_of(found))
    return found


@pytest.fixture
def cast_told(story: Story) -> Cast:
    return cast_of(story)


@pytest.fixture
def address(story: Story) -> Iterator[str]:
    with serving() as found:
        yield found


@pytest.mark.parametrize(
    "names", [("chloe", "sam"), ("anna", "bea", "olga", "dora", "adam")], ids=["who prepares", "the others"]
)
def test_every_page(
    browser: Browser, address: str, story: Story, cast_told: Cast, names: tuple[str, ...]
) -> None:
    found: dict[str, Crawl] = {}
    checked: set[str] = set()
    for name in names:
        account = getattr(cast_told, name).account
        secret = next(one.passphrase for one in story.accounts if one.sign_in == account.sign_in_name)
        with Walker(browser, address, width=320) as walker:
            walker.sign_in(account.sign_in_name, secret)
            mine = crawl(walker)
        found.setdefault(account.role, Crawl()).found.update(mine.found)
        new = {kind: path for kind, path in mine.pages.items() if kind not in checked}
        checked |= set(new)
        faults = violations(browser, address, account, secret, new)
        assert not faults, "\n".join(faults)
    missed = [f"{role}: {name}" for role in found for name in pages_of(role) if name not in found[role].found]
    assert not missed, "\n".join(missed)


def pages_of(role: str) -> list[str]:
    """The names of all pages that this role may ever get, but those without a link."""
    return [
        name
        for name, row in TABLE.items()
        if "GET" in row.get("methods", [])
        and role in row["roles"]
        and name not in WITHOUT_LINK
        and (role, name) not in ONE_OR_OTHER
    ]
