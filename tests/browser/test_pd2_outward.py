"""PD2: whoever goes to another site from here brings nothing along. The other site is a real one."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meetings import actions
from meetings.models import Meeting
from tests.browser.site import certificate, serving
from tests.browser.walker import Walker
from tests.people import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


class Elsewhere(ThreadingHTTPServer):
    """Another site: it keeps the head of each request for a page, by its address."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.heads: dict[str, dict[str, str]] = {}
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate(folder))
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def address(self) -> str:
        """Under a name of its own: to a browser another port of one host is no other site."""
        return f"https://localhost:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that the browser opened and did not use."""


class _Answering(BaseHTTPRequestHandler):
    server: Elsewhere
    timeout = 20

    def do_GET(self) -> None:
        self.server.heads[self.path] = {name.lower(): value for name, value in self.headers.items()}
        body = b"<!doctype html><title>Weather</title><p>Rain</p><a href='/second/'>More</a>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    site = Elsewhere(tmp_path_factory.mktemp("elsewhere"))
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield site
    site.shutdown()
    thread.join(10)
    site.server_close()


@pytest.fixture(scope="module")
def board(world: Cast, elsewhere: Elsewhere, django_db_blocker: Any) -> Iterator[str]:
    """A board whose way out leads to that site, and a meeting that is held there."""
    with django_db_blocker.unblock():
        actions.set_join_details(
            actor=world.sam.account, meeting=Meeting.objects.get(), link=f"{elsewhere.address}/room/"
        )
    with serving(f"{elsewhere.address}/weather/") as address:
        yield address


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def anna(request: pytest.FixtureRequest, browser: Browser, board: str) -> Iterator[Walker]:
    with Walker(browser, board, width=390, script=request.param) as walker:
        yield walker.sign_in("anna-0000")


def brought(elsewhere: Elsewhere, path: str) -> set[str]:
    """What of a head could tell where somebody came from."""
    head = elsewhere.heads[path]
    assert head["host"] == elsewhere.address.removeprefix("https://")
    return {name for name in ("referer", "origin", "cookie") if name in head}


def test_pd2_an_outward_request_has_no_referer(anna: Walker, elsewhere: Elsewhere, world: Cast) -> None:
    elsewhere.heads.clear()
    anna.go(f"/m/{Meeting.objects.get().id}/join/")
    link = anna.page.get_by_role("link", name=f"{elsewhere.address}/room/")
    assert set((link.get_attribute("rel") or "").split()) == {"noreferrer", "noopener", "nofollow"}
    anna.sees("The link leads to another site.")
    link.click()
    anna.page.wait_for_url("**/room/")
    assert brought(elsewhere, "/room/") == set()
    assert anna.page.evaluate("document.referrer + (window.opener || '')") == ""
    # The twin: within that site a page is named, as browsers do.
    anna.page.get_by_role("link", name="More").click()
    anna.page.wait_for_url("**/second/")
    assert elsewhere.heads["/second/"]["referer"] == f"{elsewhere.address}/room/"


def test_pd2_sa2_leaving_brings_no_referer_either(anna: Walker, elsewhere: Elsewhere) -> None:
    elsewhere.heads.clear()
    anna.go("/me/")
    anna.page.locator("a.exit").click()
    anna.page.wait_for_url("**/weather/")
    assert brought(elsewhere, "/weather/") == set()
    assert anna.page.evaluate("document.referrer") == ""


def test_pd2_forms_still_work(anna: Walker) -> None:
    """`same-origin`: Django looks at where a form came from, and over TLS it insists."""
    anna.go("/me/name/")
    anna.write("Your name here", "Anna Linden")
    anna.press("Save the name")
    anna.go("/me/name/")
    assert anna.holds("Your name here") == "Anna Linden"
