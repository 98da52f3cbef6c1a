"""SB1 and A13 in Chromium over TLS, JavaScript on and off: a name that is shown goes again by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from board import actions
from board.models import Showing
from board.states import Need
from consultations.rules import Wish
from privacy.states import Audience, Form
from tests.browser.site import let_pass
from tests.browser.walker import Walker
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
LEGAL = f"{CANARY} legal name"


@pytest.fixture
def known(people: Cast) -> Cast:
    actions.record_identity(
        actor=people.anna.account, person=people.anna, legal_name=LEGAL, contact=f"{CANARY} street"
    )
    return people


def asks(walker: Walker, person_page: str) -> None:
    """What she clicks to have it shown; nothing of it is on the page before."""
    walker.go(person_page)
    assert CANARY not in walker.page.content()
    walker.tick("To pay")
    walker.press("Show name")
    assert LEGAL in walker.page.content()


def test_sb1_without_a_script_the_page_asks_anew_when_the_time_is_over(
    browser: Browser, address: str, known: Cast, width: int
) -> None:
    person_page = f"/people/{known.anna.id}/"
    with Walker(browser, address, width=width) as sam:
        sam.sign_in("sam-0000")
        asks(sam, person_page)
        with connection.cursor() as cursor:
            until = timezone.now() + timedelta(seconds=4)
            cursor.execute("UPDATE board_showing SET until = %s", [until])
        sam.go(person_page)
        assert LEGAL in sam.page.content()
        sam.page.get_by_role("button", name="Show name").wait_for(timeout=20_000)
        assert CANARY not in sam.page.content()
        # ten minutes later a reload shows nothing either
        asks(sam, person_page)
        let_pass(11)
        sam.page.reload()
        assert CANARY not in sam.page.content()
        sam.page.go_back()
        assert CANARY not in sam.page.content()
    assert Showing.objects.count() == 2


def test_sb1_with_a_script_it_goes_from_a_page_that_slept(
    browser: Browser, address: str, known: Cast
) -> None:
    with Walker(browser, address, width=1280, script=True) as sam:
        sam.page.clock.install()
        sam.sign_in("sam-0000")
        asks(sam, f"/people/{known.anna.id}/")
        sam.page.clock.fast_forward(9 * 60_000 + 50_000)
        assert LEGAL in sam.page.content()
        sam.page.clock.fast_forward(11_000)
        sam.page.wait_for_function("!document.querySelector('[data-left]')", timeout=5_000)
        assert CANARY not in sam.page.content()


def test_a13_the_pages_of_two_people(browser: Browser, address: str, known: Cast, width: int) -> None:
    request = stories.opened(known)
    stories.standing(known.anna, request, Wish(reads=Audience.MEMBERS, use=Form.READ), words="for members")
    here = f"/c/{request.id}/exception/"
    with Walker(browser, address, width=width) as sam, Walker(browser, address, width=width) as chloe:
        sam.sign_in("sam-0000")
        chloe.sign_in("chloe-0000")
        sam.go(here)
        sam.page.get_by_label("Whose text").select_option("Anna")
        sam.tick("Somebody may be in danger")
        sam.press("Ask for the second yes")
        chloe.go("/")
        chloe.click("Look")
        chloe.press("Yes, open it for 60 minutes")
        sam.go(f"{here}{known.anna.id}/")
        sam.click("Read the text")
        sam.page.locator("details.reveal summary").click()
        sam.sees(f"{CANARY} for members")
        sam.press("Shut it now")
        sam.sees("It is shut again")
    with Walker(browser, address, width=width) as dora, Walker(browser, address, width=width) as anna:
        dora.sign_in("dora-0000").go("/dpo/pairs/")
        dora.sees("One text opened as an exception")
        anna.sign_in("anna-0000").go("/me/")
        anna.sees("Two people opened one of your texts as an exception")


def test_sb4_the_pages_of_a_list(browser: Browser, address: str, known: Cast, width: int) -> None:
    actions.ask_second(actor=known.tessa.account, person=known.anna, need=Need.WAY_IN)
    with Walker(browser, address, width=width) as sam, Walker(browser, address, width=width) as tessa:
        sam.sign_in("sam-0000").go("/people/identities/")
        sam.tick("Anna")
        sam.tick("To book travel")
        sam.press("Ask for the second yes")
        tessa.sign_in("tessa-0000").go("/people/identities/")
        tessa.press("Yes, give this list")
        sam.go("/")
        sam.go("/people/identities/")
        sam.write("A passphrase for this file", "seven plain words for one file")
        sam.write("The same once more", "seven plain words for one file")
        with sam.page.expect_download() as got:
            sam.page.get_by_role("button", name="Fetch the list").click()
        assert got.value.suggested_filename == "list.pdf"
        sam.go(f"/people/{known.bea.id}/same/")
