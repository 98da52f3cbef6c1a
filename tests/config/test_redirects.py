"""J06: whoever writes an address after `next=` cannot send a person to another site."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

import pytest

from tests.people import PASSPHRASE, Cast
from tests.visiting import HOST, Visitor

ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "\\\\evil.example\\",
    "/\\evil.example/",
    "\\/evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "\t//evil.example/",
    " //evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://EVIL.EXAMPLE/",
    "hTTps:\\\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "ftp://evil.example/",
    "file:///etc/passwd",
    "mailto:x@evil.example",
    "//evil.example@127.0.0.1/",
    "//127.0.0.1@evil.example/",
    "https://127.0.0.1.evil.example/",
    "https://127.0.0.1@evil.example/",
    "https://evil.example#127.0.0.1",
    "https://evil.example?127.0.0.1",
    "https://evil.example\\@127.0.0.1/",
    "//evil%2Eexample/",
    "/%2F/evil.example",
    "/%5Cevil.example",
    "%2F%2Fevil.example",
    "/./\\/evil.example",
    "/..//evil.example/",
    "\x00//evil.example/",
    "\u3000//evil.example/",
    "/\u2028/evil.example",
    "//\u0435vil.example/",
    "//[::1]evil.example/",
    "http://[evil.example/",
    "?next=//evil.example",
    "/in/?next=//evil.example",
    "/leave/",
]


def test_there_are_forty_of_them() -> None:
    assert len(set(ELSEWHERE)) >= 40


@pytest.mark.parametrize("carried", ["in the form", "in the address"])
@pytest.mark.slow
def test_j06_open_redirect(cast: Cast, carried: str) -> None:
    led_away = [wanted for wanted in ELSEWHERE if not all(map(is_ours, _signing_in(wanted, carried)))]
    assert led_away == []


def _signing_in(wanted: str, carried: str) -> list[str]:
    """What the form then carries, and where signing in leads."""
    visitor = Visitor()
    address = f"/in/?next={quote(wanted)}" if carried == "in the address" else "/in/"
    kept = visitor.get(address).form().data()["next"][0]
    data = {"sign_in_name": "anna-0000", "passphrase": PASSPHRASE}
    if carried == "in the form":
        data["next"] = wanted
    return [kept, visitor.post(address, data).response["Location"]]


def test_j06_open_redirect_of_the_language_menu() -> None:
    for wanted in ELSEWHERE:
        answer = Visitor().post("/language/", {"language": "en", "next": wanted})
        where = urljoin(f"https://{HOST}/language/", answer.response["Location"])
        assert urlsplit(where).netloc == HOST, wanted


def test_j06_the_twin_a_page_of_ours_is_gone_to(cast: Cast) -> None:
    visitor = Visitor()
    visitor.get("/in/?next=/me/")
    page = visitor.post("/in/?next=/me/", {"sign_in_name": "anna-0000", "passphrase": PASSPHRASE})
    assert page.response["Location"] == "/me/"


def is_ours(where: str) -> bool:
    """Whether a browser on our site, reading this as it may, stays on it and is not sent round in circles."""
    parts = urlsplit(urljoin(f"https://{HOST}/in/", where.replace("\\", "/")))
    stays = parts.netloc == HOST and parts.scheme == "https"
    return (
        stays
        and where.startswith("/")
        and not where.startswith("//")
        and parts.path not in {"/in/", "/leave/"}
    )
