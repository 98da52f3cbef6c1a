"""axe finds nothing: English and Russian, light and dark, 320, 390 and 1280 px.

Pages that no crawl meets: before signing in, what went wrong, what is met once; and those of the secretariat
about people. A page is asked for once in each language; the rest is the same page, looked at otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from config import errors
from tests.browser.accessibility import LANGUAGES, faults_at
from tests.browser.walker import Walker
from tests.people import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
NOBODY = "11111111-2222-4333-8444-555555555555"
OUTSIDE = (
    *("/in/", "/in/?kept=1", "/out/", "/join/", f"/join/{NOBODY}/", "/help/", "/support/", "/privacy/"),
    *("/accessibility/", "/safety/", "/changed/", "/language/choose/", "/nowhere/"),
)
INSIDE = {
    "anna": ("/", "/welcome/", "/me/", "/me/look/", "/board/", "/c/", "/m/", "/nowhere/"),
    "sam": ("/", "/people/", "/people/{anna}/", "/people/{anna}/end/", "/people/{anna}/roles/",
            "/people/{anna}/passphrase/", "/people/invite/", "/board/", "/board/edit/", "/partners/"),
}  # fmt: skip


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest, browser: Browser, shared: str) -> Iterator[Walker]:
    """Somebody who reads this language, and has not signed in."""
    with Walker(browser, shared, width=1280, script=True) as walker:
        walker.context.set_extra_http_headers({"Accept-Language": request.param})
        walker.language = request.param  # type: ignore[attr-defined]
        yield walker


def look_at(walker: Walker, paths: tuple[str, ...]) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for path in paths:
        answer = walker.page.goto(walker.address + path)
        if answer is None or answer.ok == (path == "/nowhere/"):
            found.append(f"{path} is another page")
        language = walker.page.locator("html").get_attribute("lang")
        if language != walker.language:  # type: ignore[attr-defined]
            found.append(f"{path} is in {language}")
        found += faults_at(walker.page, axe, path)
    return found


def test_axe_finds_nothing_before_anybody_has_signed_in(reader: Walker) -> None:
    assert look_at(reader, OUTSIDE) == []


def test_axe_finds_nothing_where_a_form_was_refused(reader: Walker) -> None:
    """403: a form without the token of this session."""
    from axe_playwright_python.sync_playwright import Axe

    page = reader.page
    page.goto(reader.address + "/join/")
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(one => one.remove())")
    with page.expect_response("**/join/") as waiting:
        page.locator("main form button").first.click()
    assert waiting.value.status == 403
    page.wait_for_load_state()
    assert list(faults_at(page, Axe(), "403")) == []


@pytest.mark.parametrize("status", [400, 500, 503])
def test_axe_finds_nothing_where_something_went_wrong(reader: Walker, status: int) -> None:
    """The page as the product draws it, at an address of the site: no browser can ask for a fault."""
    from axe_playwright_python.sync_playwright import Axe

    with translation.override(reader.language):  # type: ignore[attr-defined]
        drawn = errors.page(HTTPStatus(status)).content.decode()
    reader.page.route("**/fault/", lambda route: route.fulfill(body=drawn, content_type="text/html"))
    reader.page.goto(reader.address + "/fault/")
    assert reader.page.locator("html").get_attribute("lang") == reader.language  # type: ignore[attr-defined]
    assert list(faults_at(reader.page, Axe(), str(status))) == []


@pytest.mark.parametrize("who", INSIDE)
def test_axe_finds_nothing_on_pages_that_are_met_once_and_on_those_of_people(
    reader: Walker, world: Cast, who: str
) -> None:
    from board import actions

    account = world.everybody()[who]
    actions.change_language(actor=account, language=reader.language)  # type: ignore[attr-defined]
    sign_in(reader, f"{who}-0000")
    assert look_at(reader, tuple(path.format(anna=world.anna.id) for path in INSIDE[who])) == []


def sign_in(walker: Walker, name: str) -> None:
    """By the form, whatever its language: its fields by their names."""
    from tests.people import PASSPHRASE, next_code

    code = next_code(name)
    page = walker.page
    page.goto(walker.address + "/in/")
    page.locator("[name=sign_in_name]").fill(name)
    page.locator("[name=passphrase]").fill(PASSPHRASE)
    page.locator("main form .btn:visible").first.click()
    if code:
        page.wait_for_url("**/in/code/")
        page.locator("[name=code]").fill(code)
        page.locator("main form .btn:visible").first.click()
    page.wait_for_url(lambda url: "/in/" not in url)
