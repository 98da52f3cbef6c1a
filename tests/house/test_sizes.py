"""Small modules, small functions, smaller views."""

from __future__ import annotations

from collections.abc import Iterator

from tests.house.tree import (
    EXCEPTIONS,
    ROOT,
    functions,
    is_migration,
    kept_files,
    named,
    told,
    written_modules,
)

MODULE, FUNCTION, VIEW = 300, 40, 25
ALLOWED = {entry["what"]: entry["lines"] for entry in EXCEPTIONS.get("larger", [])}


def too_large() -> Iterator[tuple[str, int, int]]:
    for file in kept_files():
        if file.suffix == ".py" and not is_migration(file):
            length = file.read_text().count("\n")
            if length > MODULE:
                yield named(file), length, MODULE
    for file in written_modules():
        parts = file.relative_to(ROOT).parts
        ceiling = VIEW if "views" in parts or file.name == "views.py" else FUNCTION
        for name, node in functions(file):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > ceiling:
                yield f"{named(file)}::{name}", length, ceiling


def test_nothing_is_larger_than_the_house_allows() -> None:
    problems = [
        f"{what}: {length} lines, the ceiling is {ALLOWED.get(what, ceiling)}"
        for what, length, ceiling in too_large()
        if length > ALLOWED.get(what, ceiling)
    ]
    assert not problems, told(problems)


def test_the_list_of_exceptions_only_shrinks() -> None:
    sizes = {what: length for what, length, _ in too_large()}
    problems = [
        f"{what}: the list says {lines}, it is {sizes.get(what, 'no exception any more')}"
        for what, lines in ALLOWED.items()
        if sizes.get(what) != lines
    ]
    assert not problems, told(problems)


def test_each_exception_has_a_reason() -> None:
    assert all(entry.get("reason") for entry in EXCEPTIONS.get("larger", []))
