"""CC1, CC2, CC5, CC6: equal answers, no hurry, breaks, and the look that comes along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from consultations.models import Consultation, Invitation
from tests.browser.walker import Walker
from tests.people import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
ANSWERS = ("Take part", "Not this time", "Decide later")
STORED = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"""
LOOK = """() => { const style = getComputedStyle(document.body);
    return [getComputedStyle(document.documentElement).fontSize, style.lineHeight, style.letterSpacing,
            style.backgroundColor, style.color,
            getComputedStyle(document.querySelector(".exit")).transitionDuration] }"""


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def carla(request: pytest.FixtureRequest, browser: Browser, shared: str) -> Iterator[Walker]:
    with Walker(browser, shared, width=390, script=request.param) as walker:
        yield walker


def request_for(world: Cast) -> Consultation:
    return Invitation.objects.filter(account=world.anna.account).order_by("opened_at").first().consultation


def test_cc1_three_equal_buttons_and_one_click(carla: Walker, world: Cast) -> None:
    request = request_for(world)
    carla.sign_in("anna-0000")
    carla.go(f"/c/{request.id}/")
    buttons = [carla.page.get_by_role("button", name=words, exact=True) for words in ANSWERS]
    boxes = [one.bounding_box() for one in buttons]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes if box}) == 1
    assert len({one.get_attribute("class") for one in buttons}) == 1
    looks = "one => (({ color, backgroundColor, borderColor, fontSize }) =>"
    looks += " [color, backgroundColor, borderColor, fontSize])(getComputedStyle(one))"
    assert len({tuple(one.evaluate(looks)) for one in buttons}) == 1
    carla.press("Not this time")  # one click
    carla.sees("You do not need to say why.")
    fields = carla.page.locator("main :is(textarea, input:not([type=hidden]), select)")
    assert fields.count() == 0
    assert Invitation.objects.get(account=world.anna.account, consultation=request).state == "not_now"
    assert "reason" not in {field.name for field in Invitation._meta.get_fields()}


def test_cc6_the_look_comes_along_and_the_browser_keeps_nothing(browser: Browser, shared: str) -> None:
    with Walker(browser, shared, width=390, script=True) as here:
        here.sign_in("bea-0000")
        usual = here.page.evaluate(LOOK)
        here.go("/me/look/")
        for legend, option in (
            ("Text size", "Largest"),
            ("Space between lines", "Wide"),
            ("Colours", "Dark"),
            ("Movement", "Nothing moves"),
            ("Texts with a content note", "Open at once"),
        ):
            here.pick(legend, option)
        here.press("Save")
        here.go("/")
        chosen = here.page.evaluate(LOOK)
        assert all(one != other for one, other in zip(usual[:5], chosen[:5], strict=True))
        assert chosen[5] == "0s"
        assert here.page.evaluate(STORED) == [0, 0, 0]
    for script in (True, False):
        with Walker(browser, shared, width=390, script=script) as clean:
            clean.sign_in("bea-0000")
            assert clean.page.evaluate(LOOK) == chosen
            clean.click("Read the request")
            assert clean.page.locator(".gate details").first.get_attribute("open") is not None
            if script:
                assert clean.page.evaluate(STORED) == [0, 0, 0]
    with Walker(browser, shared, width=320) as small:
        small.sign_in("bea-0000")
        for path in ("/", "/me/", "/me/look/", "/c/", "/m/", "/board/", "/help/"):
            small.go(path)  # judged: nothing is too wide with the largest letters


def test_cc5_on_a_break_there_are_no_dates_and_one_button_back(carla: Walker, world: Cast) -> None:
    carla.sign_in("chloe-0000")
    assert "Meeting 1" in carla.words()
    carla.go("/me/leave/")
    carla.press("Take a break")
    carla.go("/")
    carla.sees("You are on a break. We do not ask you anything. Come back when you like.")
    assert "Meeting 1" not in carla.words()
    assert carla.page.locator("main .task").count() == 0
    with Walker(carla.context.browser, carla.address, width=390) as sam:
        sam.sign_in("sam-0000")
        sam.go(f"/people/{world.chloe.id}/")
        sam.sees("Not available for requests")
    carla.go("/c/")
    carla.go("/m/")
    carla.go("/me/")
    carla.press("I am back")
    carla.go("/")
    assert "Meeting 1" in carla.words()
