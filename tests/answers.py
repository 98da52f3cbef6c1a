"""What the headers and cookies of every answer have to be: a page, a file, a redirect, an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests import canary

WANTED_HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, noarchive",
}


def header_faults(headers: Mapping[str, str]) -> Iterator[str]:
    """What the headers of an answer lack, whatever is in it: a page, a file, a redirect, an error."""
    for name, value in WANTED_HEADERS.items():
        if headers.get(name) != value:
            yield f"{name} is {headers.get(name)!r}, not {value!r}"
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy:
        yield f"the content policy is {policy!r}"
    if "geolocation=()" not in headers.get("Permissions-Policy", ""):
        yield "no Permissions-Policy"
    yield from (
        f"{name} tells what was in it"
        for name in ("ETag", "Last-Modified", "Server", "X-Powered-By")
        if name in headers
    )


def cookie_faults(cookies: Any) -> Iterator[str]:
    """What is open about the cookies of an answer (J03)."""
    for name, cookie in cookies.items():
        bound = (
            name.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]
        )
        # Django takes a cookie away without it, and an empty one has nothing to protect
        hidden = cookie["httponly"] or (not cookie.value and cookie["max-age"] == 0)
        if not bound or not hidden or cookie["samesite"] not in {"Lax", "Strict"}:
            yield f"the cookie {name} is open"
        if cookie["max-age"] not in {"", 0}:
            yield f"the cookie {name} stays when the browser is closed"
        if canary.is_in(cookie.value):
            yield f"a canary word is in the cookie {name}"
