"""Ways upward that import-linter cannot see: names in strings, in templates, in migrations."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.tree import (
    GROUND,
    PACKAGES,
    ROOT,
    floor_of,
    is_migration,
    may_name,
    modules,
    named,
    package_of,
    strings,
    syntax,
    templates,
    told,
    written_modules,
)  # fmt: skip

TAG = re.compile(r"""\{%\s*(url|include|extends)\s+["']([^"']+)["']""")
DOTTED = re.compile(rf"^({'|'.join(PACKAGES)})\.[A-Za-z_][\w.]*$")
ADDRESS = re.compile(rf"^({'|'.join(PACKAGES)}):[a-z][\w:-]*$")
LABELS = {"keystore": "privacy"}


def test_no_lower_floor_names_a_higher_one_in_a_string() -> None:
    """`"board.Member"` in a foreign key or `get_model`; `"desk:home"` in `reverse` or `redirect`."""
    problems = []
    for file in written_modules():
        for text in strings(file):
            found = DOTTED.match(text.value) or ADDRESS.match(text.value)
            if found and not may_name(package_of(file), found[1]):
                problems.append(f"{named(file)}:{text.lineno} names {found[1]}")
    assert not problems, told(problems)


def test_the_ground_floor_has_no_key_to_an_account() -> None:
    problems = [
        f"{named(file)}:{node.lineno}"
        for file in modules()
        if package_of(file) in GROUND
        for node in ast.walk(syntax(file))
        if isinstance(node, ast.Attribute) and node.attr == "AUTH_USER_MODEL"
    ]
    # The permission rows hold whom a grant is for: django-guardian's own column.
    problems = [
        place for place in problems if not place.startswith(("privacy/permissions", "privacy/migrations/"))
    ]
    assert not problems, told(problems)


def test_migrations_depend_on_lower_floors_only() -> None:
    problems = []
    for file in modules():
        if is_migration(file):
            problems += [f"{named(file)} depends on {app}" for app in upward_dependencies(file)]
    assert not problems, told(problems)


def upward_dependencies(file: Path) -> list[str]:
    lists = [
        node.value
        for node in ast.walk(syntax(file))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in {"dependencies", "run_before"}
    ]
    apps = [
        str(pair.elts[0].value)
        for found in lists
        for pair in ast.walk(found)
        if isinstance(pair, ast.Tuple) and pair.elts and isinstance(pair.elts[0], ast.Constant)
    ]
    ours = [LABELS.get(app, app) for app in apps if LABELS.get(app, app) in PACKAGES]
    return [app for app in ours if not may_name(package_of(file), app)]


def owner_of(template: Path) -> str | None:
    """The package whose floor a template stands on; None for components, which know no package at all."""
    parts = template.relative_to(ROOT).parts
    inside = parts[parts.index("templates") + 1 :]
    if len(inside) == 1 or inside[0] in {"errors", "registration"}:
        return "config"  # the frame of all pages, and the pages for what went wrong
    return inside[0] if inside[0] in PACKAGES else None


def named_by(what: str, target: str) -> str | None:
    """The package that a `{% url %}` or `{% include %}` names."""
    head = target.split(":" if what == "url" else "/", maxsplit=1)[0]
    return head if head in PACKAGES else None


def test_templates_name_lower_floors_only() -> None:
    problems = []
    for template in templates():
        owner = owner_of(template)
        for what, target in TAG.findall(template.read_text()):
            other = named_by(what, target)
            # `pages` is the frame: a component may lead to its plain pages, and to nothing above.
            lowest = owner is None and other != "pages"
            if other and (lowest if owner is None else not may_name(owner, other)):
                problems.append(f"{named(template)} names {target}")
    assert not problems, told(problems)


def test_the_floors_are_the_contract_s_own() -> None:
    assert floor_of("config") < floor_of("board") < floor_of("privacy")
    assert may_name("meetings", "board")
    assert not may_name("board", "meetings")
    assert not may_name("privacy", "documents")
