"""What one has to know to run Atrium is written down: each command, each setting of the environment."""

from __future__ import annotations

import re
from functools import cache

from tests.house.tree import ROOT, kept_files, modules, named, told


@cache
def documentation() -> str:
    """README and everything in docs/, as one text."""
    files = [
        file
        for file in kept_files()
        if file.suffix == ".md" and (named(file) == "README.md" or named(file).startswith("docs/"))
    ]
    return "\n".join(file.read_text() for file in files)


def test_every_command_is_in_the_docs() -> None:
    commands = [
        file.stem for file in modules() if file.parent.name == "commands" and not file.stem.startswith("_")
    ]
    missing = [name for name in commands if not re.search(rf"manage\.py {name}\b", documentation())]
    assert not missing, told([f"manage.py {name}" for name in missing])


def test_every_setting_of_the_environment_is_in_the_docs() -> None:
    files = [*modules(), *(ROOT / "script").iterdir()]
    used = {
        name
        for file in files
        for name in re.findall(r"\bATRIUM_[A-Z_]+\b|\b(?:KEYS_)?DATABASE_URL\b", file.read_text())
    }
    missing = [name for name in used if not re.search(rf"\b{name}\b", documentation())]
    assert not missing, told(missing)


def test_the_scripts_are_in_the_docs() -> None:
    told_of = documentation() + (ROOT / "CONTRIBUTING.md").read_text()
    missing = [
        f"script/{file.name}" for file in (ROOT / "script").iterdir() if f"script/{file.name}" not in told_of
    ]
    assert not missing, told(missing)
