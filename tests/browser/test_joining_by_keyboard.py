"""SA7, PD4: somebody new joins on a telephone, with the keyboard alone; without fonts and pictures too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import pytest

from board import actions, passphrases
from board.models import Account
from board.states import Role
from tests.browser.walker import Walker
from tests.people import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WORDS = "seven quiet words nobody else would say"
AWAY = "/help/"
FOUR_FACTS = (
    "“Leave now”, at the top of every page, signs you out.",
    "The Shift key, pressed three times, does the same.",
    "The list of visited sites is not cleared.",
    "What you saved is kept. What you only typed is gone.",
)
NUMBER = count(1)
SAID = """() => { const one = document.activeElement, named = [...(one.labels || [])];
    return [one.innerText || "", ...named.map(label => label.innerText)].join(" ") }"""


@pytest.fixture(params=["plain", "scripts", "bare"])
def newcomer(request: pytest.FixtureRequest, browser: Browser, shared: str) -> Iterator[Walker]:
    """As Tor Browser's "Safest" shows it: no scripts, no fonts, no pictures; or with scripts."""
    with Walker(browser, shared, width=390, script=request.param == "scripts") as walker:
        if request.param == "bare":
            for kind in ("**/*.woff2", "**/*.svg"):
                walker.context.route(kind, lambda route: route.abort())
            walker.complaints = _Deaf()
        walker.who = f"newcomer-{request.param}"
        yield walker


WHERE = """() => { const b = document.activeElement.getBoundingClientRect();
    return [b.top, b.bottom, innerHeight] }"""


def tab_to(walker: Walker, words: str, kinds: str = "a, button", most: int = 40) -> None:
    """Tab until what these words name has the focus; nothing else is touched."""
    page = walker.page
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in page.evaluate(SAID) and page.evaluate("document.activeElement.matches('" + kinds + "')"):
            box = page.evaluate(WHERE)
            assert 0 <= box[0] < box[1] <= box[2] + 1, f"“{words}” has the focus and is out of sight: {box}"
            return
    raise AssertionError(f"“{words}” is not reached by Tab on {page.url}:\n{walker.words()}")


def press(walker: Walker, words: str) -> None:
    """A button or a link, by the keyboard."""
    tab_to(walker, words)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.judge()


def write(walker: Walker, label: str, words: str) -> None:
    tab_to(walker, label, "input, textarea")
    walker.page.keyboard.type(words)


def test_sa7_pd4_joining_with_the_keyboard_alone(newcomer: Walker, world: Cast) -> None:
    secret = passphrases.key_of_link()
    joining = actions.invite(actor=world.sam.account, role=Role.MEMBER, secret=secret)
    name = f"Linden {next(NUMBER)}"
    newcomer.page.goto(f"{newcomer.address}/join/{secret}/")
    newcomer.complaints.clear()
    newcomer.sees("Is this a good time and place?")
    newcomer.sees("Your legal name is not asked.")
    press(newcomer, "Yes, go on")
    newcomer.sees(joining.sign_in_name)
    write(newcomer, "Your name here", name)
    write(newcomer, "Your passphrase", "too short")
    write(newcomer, "The same once more", "too short")
    press(newcomer, "Come in")
    newcomer.sees("Use at least 15 characters.")
    assert newcomer.holds("Your name here") == name
    write(newcomer, "Your passphrase", WORDS)
    write(newcomer, "The same once more", WORDS)
    press(newcomer, "Come in")
    assert newcomer.page.url == newcomer.address + "/welcome/"
    for fact in FOUR_FACTS:
        newcomer.sees(fact)
    newcomer.page.goto(newcomer.address + "/c/")  # nothing else before it
    newcomer.complaints.clear()
    assert newcomer.page.url == newcomer.address + "/welcome/"
    press(newcomer, "I have read this")
    assert newcomer.page.url == newcomer.address + "/"
    newcomer.sees(f"Welcome, {name}")
    newcomer.sees("Nothing is waiting for you.")
    leaves_and_comes_back(newcomer, joining.sign_in_name)
    account = Account.objects.get(sign_in_name=joining.sign_in_name)
    actions.end_access(actor=world.sam.account, person=account.person)


def leaves_and_comes_back(newcomer: Walker, name: str) -> None:
    """By the keyboard; the second time the page about leaving is not shown, and it is linked at the foot."""
    page = newcomer.page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{AWAY}")
    page.goto(newcomer.address + "/in/")
    newcomer.complaints.clear()
    write(newcomer, "Sign-in name", name)
    write(newcomer, "Passphrase", WORDS)
    press(newcomer, "Sign in")
    assert page.url == newcomer.address + "/"
    press(newcomer, "Using this site safely")
    newcomer.sees("It does not clear the list of sites you visited.")


def test_pd4_an_answer_is_written_without_scripts_fonts_and_pictures(
    browser: Browser, shared: str, world: Cast
) -> None:
    with Walker(browser, shared, width=390) as walker:
        for kind in ("**/*.woff2", "**/*.svg"):
            walker.context.route(kind, lambda route: route.abort())
        walker.complaints = _Deaf()
        walker.sign_in("bea-0000")
        walker.click("Read the request")
        walker.press("Take part")
        walker.write("Your answer", "What works here.")
        walker.press("Save draft")
        walker.sees("Your draft is saved")


class _Deaf(list[str]):
    """The console names each file that was left out on purpose."""

    def append(self, _: str) -> None:
        pass
