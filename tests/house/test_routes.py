"""A02: no address that nobody decided about. tests/routes.toml lists each one and who may come there."""

from __future__ import annotations

import builtins
import inspect
import tomllib
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.tree import PACKAGES, ROOT, told

ROUTES = tomllib.loads((ROOT / "tests" / "routes.toml").read_text())
KINDS = {
    "anyone",
    "signed-in",
    "member",
    "chair",
    "secretariat",
    "officer",
    "data_protection",
    "administrator",
}
METHODS = {"GET", "POST"}
ERRORS = ("400", "403", "404", "500")


def walk(resolver: Any, namespace: str = "", address: str = "/") -> Iterator[tuple[str, str]]:
    """`namespace:name` and address of every pattern below a resolver; unnamed ones go by their address."""
    for pattern in resolver.url_patterns:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, inner, here)
        else:
            assert isinstance(pattern, URLPattern)
            yield (f"{namespace}{pattern.name}" if pattern.name else here), here


def found_routes() -> dict[str, str]:
    """Every route of the running site, the pages for errors included."""
    resolver = get_resolver()
    found = dict(walk(resolver))
    for code in ERRORS:
        handler = getattr(resolver.urlconf_module, f"handler{code}", None)
        if handler is not None:
            found[f"handler{code}"] = ""
    return found


def test_a02_urlconf_has_no_unlisted_route() -> None:
    found = found_routes()
    missing = [
        f"not in tests/routes.toml: {name}   {address}"
        for name, address in found.items()
        if name not in ROUTES
    ]
    stale = [f"in tests/routes.toml, and no longer there: {name}" for name in ROUTES if name not in found]
    moved = [
        f"{name} is at {found[name]}, tests/routes.toml says {entry.get('path')}"
        for name, entry in ROUTES.items()
        if name in found and entry.get("path", "") != found[name]
    ]
    assert not missing + stale + moved, told(missing + stale + moved)


def test_every_route_says_who_may_come_and_how() -> None:
    problems = []
    for name, entry in ROUTES.items():
        if not entry.get("roles") or set(entry["roles"]) - KINDS:
            problems.append(f"{name}: roles are some of {sorted(KINDS)}")
        if not name.startswith("handler") and (not entry.get("methods") or set(entry["methods"]) - METHODS):
            problems.append(f"{name}: methods are some of {sorted(METHODS)}")
        if set(entry) - {"path", "roles", "methods", "why"}:
            problems.append(f"{name}: a route has path, roles, methods and, if need be, why")
    assert not problems, told(problems)


def test_pages_of_errors_are_our_own() -> None:
    assert {f"handler{code}" for code in ERRORS} <= found_routes().keys()


def test_no_route_carries_words() -> None:
    """Addresses are kept in histories and logs: random ids and plain words only."""
    allowed = ("<uuid:", "<int:", "<page:")
    problems = [
        f"{name}: {address}"
        for name, address in found_routes().items()
        if "(?P" in address or any(not part.startswith(allowed) for part in converters(address))
    ]
    assert not problems, told(problems)


def converters(address: str) -> list[str]:
    """Each `<kind:name` of an address."""
    return ["<" + part.split(">")[0] for part in address.split("<")[1:]]


def test_a_view_is_called_as_its_address() -> None:
    """`consultations:contribution-new` is `contribution_new`: who reads the one finds the other."""
    problems = [
        f"{name} is {view.__module__}.{view.__name__}"
        for name, view in views()
        if view.__module__.split(".")[0] in PACKAGES
        and view.__name__ != (wanted := name.split(":")[-1].replace("-", "_"))
        and not hasattr(builtins, wanted)  # `help` is taken
    ]
    assert not problems, told(problems)


def views(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, Any]]:
    """Name and function of each named pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", inspect.unwrap(pattern.callback)
