"""What no keyboard types: each address answers it kindly, keeps what was written, and never with a fault."""

from __future__ import annotations

from typing import Any

import pytest

from tests.consultations import stories
from tests.people import Cast
from tests.recommendations.world import World
from tests.visiting import Page, Visitor

HUGE = "9" * 5000
NUMBERS = [HUGE, "-1", "1e9", "٣", "²", " ", "0x10"]


def faultless(visitor: Visitor, method: str, url: str, data: dict[str, Any]) -> Page:
    answer = visitor.client.get(url, data) if method == "get" else visitor._send(url, {**data})
    page = Page(answer, url)
    assert page.status < 500, f"{url} answered {page.status}"
    return page


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.slow
def test_revisions_that_are_no_numbers(cast: Cast, number: str) -> None:
    request = stories.opened(cast)
    passage = stories.passage(cast, request, stories.standing(cast.anna, request))
    sam = Visitor.as_(cast.sam.account)
    token = {"csrfmiddlewaretoken": sam._token()}
    for url in (
        f"/c/{request.id}/draft/{passage.id}/remove/",
        f"/c/{request.id}/draft/{passage.id}/",
        f"/c/{request.id}/draft/agree/",
        f"/c/{request.id}/edit/",
        f"/c/{request.id}/questions/",
    ):
        faultless(sam, "post", url, {**token, "revision": number, "body": "x", "form": "paraphrase"})
    passage.refresh_from_db()
    assert passage.state == "live"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.slow
def test_wordings_that_are_no_numbers(world: World, number: str) -> None:
    draft = world.draft()
    faultless(Visitor.as_(world.sam), "get", f"/r/{draft.id}/", {"wording": number})


@pytest.mark.parametrize(
    "asked",
    [
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"since": "9999-12-31", "until": "0001-01-01"},
        {"before": HUGE},
        {"before": "9" * 30},
        {"about": "0" * 5000},
        {"code": "\x00", "role": "\ud7ff", "outcome": "'"},
        {"since": "31 February 2026"},
    ],
)
@pytest.mark.slow
def test_the_log_is_asked_for_days_that_do_not_exist(cast: Cast, asked: dict[str, str]) -> None:
    faultless(Visitor.as_(cast.dora.account), "get", "/dpo/log/", asked)


@pytest.mark.parametrize(
    "day",
    [
        ("31", "2", "2026"),
        ("0", "0", "0"),
        ("1", "1", "99999"),
        (HUGE, HUGE, HUGE),
        ("٣", "May", "2026"),
        ("1", "37", "2026"),
        ("1", "\x00", "2026"),
        ("-1", "1", "2026"),
        ("1", "1", "0"),
    ],
)
@pytest.mark.slow
def test_days_that_do_not_exist(cast: Cast, day: tuple[str, str, str]) -> None:
    request = stories.screened(cast)
    sam = Visitor.as_(cast.sam.account)
    token = {"csrfmiddlewaretoken": sam._token()}
    boxes = dict(zip(("closes_on_day", "closes_on_month", "closes_on_year"), day, strict=True))
    page = faultless(sam, "post", f"/c/{request.id}/open/", {**token, **boxes})
    request.refresh_from_db()
    assert request.state == "screened"
    assert page.errors


@pytest.mark.parametrize(
    "codec", ["unicode_escape", "rot13", "hex", "undefined", "utf-16", "UTF-7", "latin-1"]
)
def test_words_in_another_alphabet_of_bytes(cast: Cast, codec: str) -> None:
    """A part may name any codec of Python; one of them makes letters that nothing can store."""
    visitor = Visitor()
    token = f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{visitor._token()}\r\n'
    body = token + '--x\r\nContent-Disposition: form-data; name="passphrase"\r\n\r\n\\ud800\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={codec}"
    sent = {"content_type": kind, "secure": True, "headers": {"origin": "https://127.0.0.1"}}
    assert visitor.client.generic("POST", "/in/", body.encode(), **sent).status_code == 400
    assert visitor.client.generic("POST", "/leave/", body.encode(), **sent).status_code == 303
