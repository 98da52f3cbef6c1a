"""Start-up check: are the libraries there that PDFs need? The rest of the site runs without them."""

from __future__ import annotations

import ctypes
from typing import Any

from django.core.checks import CheckMessage, Warning, register  # noqa: A004  (Django's word)

# Each library, and the Debian package that brings it (pango brings glib, fontconfig and harfbuzz along).
LIBRARIES = {
    "libgobject-2.0.so.0": "libpango-1.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libfontconfig.so.1": "libpangoft2-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def missing_packages() -> list[str]:
    """Names of the Debian packages that would have to be installed, sorted."""
    return sorted({package for library, package in LIBRARIES.items() if not _loads(library)})


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@register
def pdf_libraries(**_options: Any) -> list[CheckMessage]:
    """documents.W001 when PDFs cannot be made here."""
    missing = missing_packages()
    if not missing:
        return []
    return [
        Warning(
            "PDF documents cannot be made: libraries of the operating system are missing.",
            hint="apt-get install --no-install-recommends " + " ".join(missing),
            id="documents.W001",
        )
    ]
