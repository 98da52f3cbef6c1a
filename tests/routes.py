"""All addresses of the product, walked: what answers to each name, and an example of each address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

SOMEBODY_ELSES = UUID("5a0ec1f4-6c9d-4b67-9c7e-3d1f7c2b9e10")


@dataclass(frozen=True)
class Route:
    """One address: `pattern` as written, `name` with its namespace, and the view behind it."""

    pattern: str
    name: str
    view: Any
    converters: tuple[tuple[str, Any], ...]

    @property
    def is_open(self) -> bool:
        """Whether it answers people who are not signed in."""
        return not getattr(self.view, "login_required", True)

    def path(self, **values: object) -> str:
        """An address of this kind; random ids unless `values` names others."""
        found = "/" + self.pattern
        for name, converter in self.converters:
            value = values.get(name, SOMEBODY_ELSES if isinstance(converter, UUIDConverter) else "1")
            tags = {f"<{kind}:{name}>" for kind in ("uuid", "str", "slug", "int", "path")} | {f"<{name}>"}
            for tag in tags:
                found = found.replace(tag, str(value))
        return found


def _walk(patterns: list[Any], before: str, space: str, known: dict[str, Any]) -> Iterator[Route]:
    for one in patterns:
        pattern = before + str(one.pattern)
        converters = {**known, **getattr(one.pattern, "converters", {})}
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, pattern, inner, converters)
        elif isinstance(one, URLPattern):
            yield Route(pattern, f"{space}{one.name}", one.callback, tuple(converters.items()))


def routes() -> list[Route]:
    """Every address there is, in the order in which they are tried."""
    return list(_walk(get_resolver("config.urls").url_patterns, "", "", {}))
