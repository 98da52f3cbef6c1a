"""What axe-core finds on a page: English and Russian, light and dark, 320, 390 and 1280 px."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from board import actions
from board.models import Account
from tests.browser.walker import Walker

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, Page

LANGUAGES, WIDTHS = ("en", "ru"), (320, 390, 1280)
# Dark differs from light by its colours alone (static/app.css): what else axe asks has the same answer.
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


def violations(
    browser: Browser, address: str, account: Account, passphrase: str, pages: Mapping[str, str]
) -> list[str]:
    """One line for each fault. `pages`: name to address; with JavaScript on, for axe alone."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    with Walker(browser, address, width=390, script=True) as walker:
        walker.sign_in(account.sign_in_name, passphrase)
        for language in LANGUAGES:
            account.refresh_from_db()
            actions.change_language(actor=account, language=language)
            for kind, path in pages.items():
                walker.page.goto(address + path)
                shown = walker.page.locator("html").get_attribute("lang")
                if shown != language:
                    found.append(f"{kind} is in {shown}, not in {language}")
                found += faults_at(walker.page, axe, f"{kind} [{language}]")
        actions.change_language(actor=account, language=LANGUAGES[0])
    return found


def faults_at(page: Page, axe: Axe, name: str) -> Iterator[str]:
    """What axe finds on the page that is open, in both schemes and at all widths."""
    for scheme, asked in SCHEMES.items():
        # without motion: half-way from dark to light a colour is neither
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                yield f"{name} ({scheme}, {width}): {wide} px too wide"
            for fault in axe.run(page, options=asked).response["violations"]:
                yield f"{name} ({scheme}, {width}): {told(fault)}"


def told(fault: Mapping[str, Any]) -> str:
    """The rule, what it asks, and the first element that breaks it."""
    node = fault["nodes"][0]
    return f"{fault['id']}: {fault['help']}: {node['target']} {node['html'][:160]}"
