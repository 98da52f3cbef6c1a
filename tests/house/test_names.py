"""Names: of files, of addresses and what they belong to, and the docstrings that introduce them."""

from __future__ import annotations

import ast

from tests.house.tree import (
    GROUND,
    PACKAGES,
    ROOT,
    functions,
    named,
    package_of,
    syntax,
    told,
    written_modules,
)

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers", "base"}
# Django looks for a database backend under this very name.
DJANGO_S_OWN = {"config/sqlite3/base.py"}
# These belong to one part of the house; anywhere else they say that a thing stands in the wrong place.
FORBIDDEN_WORDS = {"reveal", "get_plaintext", "plaintext", "raw_text", "is_superuser_shortcut"}


def test_no_file_has_a_name_that_says_nothing() -> None:
    problems = [
        named(file)
        for file in written_modules()
        if ((FORBIDDEN & set(file.relative_to(ROOT).parts[:-1])) or file.stem in FORBIDDEN)
        and named(file) not in DJANGO_S_OWN
    ]
    assert not problems, told(problems)


def test_no_function_promises_the_plain_text() -> None:
    problems = [
        f"{named(file)}::{name}"
        for file in written_modules()
        for name, node in functions(file)
        if node.name in FORBIDDEN_WORDS
    ]
    assert not problems, told(problems)


def test_no_django_admin() -> None:
    problems = [named(file) for file in written_modules() if file.name == "admin.py"]
    assert not problems, told(problems)


def test_every_package_says_what_it_is_for() -> None:
    problems = [
        package
        for package in PACKAGES
        if (ROOT / package).is_dir() and not ast.get_docstring(syntax(ROOT / package / "__init__.py"))
    ]
    assert not problems, told(problems)


def test_public_functions_of_the_ground_floor_say_what_they_do() -> None:
    problems = [
        f"{named(file)}::{node.name}"
        for file in written_modules()
        if package_of(file) in GROUND
        for node in syntax(file).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not problems, told(problems)


def test_what_a_thing_is_for_begins_with_a_whole_sentence() -> None:
    """The first paragraph ends where a sentence ends: a wrapped line is no heading."""
    ends = tuple('.!?…)"`')
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    problems = [
        f"{named(file)}: {words}"
        for file in written_modules()
        for node in ast.walk(syntax(file))
        if isinstance(node, documented) and "\n\n" in (ast.get_docstring(node) or "")
        for words in [(ast.get_docstring(node) or "").split("\n\n")[0]]
        if not words.endswith(ends)
    ]
    assert not problems, told(problems)
