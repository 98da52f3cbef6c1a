"""What axe-core finds on a page, in light and in dark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.browser.walker import Walker

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def violations(
    browser: Browser, address: str, name: str, passphrase: str, pages: Mapping[str, str]
) -> list[str]:
    """One line for each fault. `pages`: name to address; with JavaScript on, for axe alone."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    with Walker(browser, address, width=390, script=True) as walker:
        walker.sign_in(name, passphrase)
        for kind, path in pages.items():
            walker.go(path)
            for scheme in ("light", "dark"):
                # without motion: half-way from dark to light a colour is neither
                walker.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                faults = axe.run(walker.page).response["violations"]
                found += [f"{kind} ({scheme}): {told(fault)}" for fault in faults]
    return found


def told(fault: Mapping[str, Any]) -> str:
    """The rule, what it asks, and the first element that breaks it."""
    node = fault["nodes"][0]
    return f"{fault['id']}: {fault['help']}: {node['target']} {node['html'][:160]}"
