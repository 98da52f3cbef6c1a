"""How pages looked at the last release. `python -m tests.released` writes it down, once a release."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from typing import NamedTuple

from tests.house.tree import ROOT

KEPT = ROOT / "tests" / "released.toml"


class Released(NamedTuple):
    """The day of a release, and the digest of each file that makes up how pages look and what they say."""

    on: date
    files: dict[str, str]


def files_now() -> dict[str, str]:
    """Path to SHA-256 of every template that people read, of the style sheet and the script."""
    found = [one for one in (ROOT / "templates").rglob("*") if one.suffix in {".html", ".txt"}]
    found += [ROOT / "static" / "app.css", ROOT / "static" / "app.js"]
    return {str(one.relative_to(ROOT)): hashlib.sha256(one.read_bytes()).hexdigest() for one in sorted(found)}


def last() -> Released:
    """The last release; before the first one no file was released."""
    if not KEPT.exists():
        return Released(date.min, {})
    kept = tomllib.loads(KEPT.read_text())
    return Released(kept["on"], kept["files"])


def write(on: date) -> None:
    """Note today's files as released."""
    lines = [f"on = {on.isoformat()}", "", "[files]"]
    lines += [f'"{path}" = "{digest}"' for path, digest in files_now().items()]
    KEPT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    write(date.today())
