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


def test_every_command_is_in_the_table_of_the_architecture() -> None:
    table = (ROOT / "docs" / "ARCHITECTURE.md").read_text().split("## Commands")[1].split("\n\n")[1]
    # the first cell of a row; commands of which each is a word in backticks
    cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    named_there = {word for cell in cells for word in re.findall(r"`(?:manage\.py )?(\w+)", cell)}
    commands = {
        file.stem for file in modules() if file.parent.name == "commands" and not file.stem.startswith("_")
    }
    assert commands - named_there == set()


def test_every_folder_is_on_the_map() -> None:
    readme = (ROOT / "README.md").read_text().split("## The map of the house")[1]
    on_it = set(re.findall(r"`(\w+)/`", readme))
    there = {
        file.relative_to(ROOT).parts[0] for file in kept_files() if len(file.relative_to(ROOT).parts) > 1
    }
    assert {name for name in there if not name.startswith(".")} == on_it


def test_what_a_demonstration_changes_is_all_told() -> None:
    """Each setting that asks for it is named in the architecture, and each file that asks."""
    told_of = (ROOT / "docs" / "ARCHITECTURE.md").read_text().split("`ATRIUM_DEMO=1`")[1].split("\n## ")[0]
    source = (ROOT / "config" / "settings.py").read_text()
    settings = set(re.findall(r"^(\w+)\b[^\n]*\bDEMONSTRATION\b", source, re.MULTILINE))
    settings |= {"ALLOWED_HOSTS", "INSTALLED_APPS"}
    settings -= {"DEMONSTRATION", "if"}
    assert {name for name in settings if name not in told_of} == set()
    files = {named(file) for file in modules() if re.search(r"\bsettings\.DEMONSTRATION\b", file.read_text())}
    asking = {name for name in files if not name.startswith("tests/")}
    assert {name for name in asking if name not in told_of} == set()


def test_the_title_of_a_page_with_a_fault_is_told_as_it_is() -> None:
    said = re.search(
        r'{% if form.errors %}{% translate "([^"]+)"', (ROOT / "templates" / "base.html").read_text()
    )
    assert said is not None
    assert f'with `form.errors` "{said[1]} Answer – Pages"' in (ROOT / "docs" / "pages.md").read_text()


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
