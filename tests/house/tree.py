"""The house as a tree of files and of syntax: what the tests in this folder read."""

from __future__ import annotations

import ast
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]
EXCEPTIONS = tomllib.loads((ROOT / "tests" / "house" / "exceptions.toml").read_text())

# From the top floor to the bottom; packages in one entry stand beside each other. The contract's own list.
FLOORS = [
    [name.strip() for name in layer.split("|")]
    for contract in CONTRACTS
    if contract["id"] == "floors"
    for layer in contract["layers"]
]
PACKAGES = [name for floor in FLOORS for name in floor]
GROUND = FLOORS[-1]


def floor_of(package: str) -> int:
    """0 is the top. Raises KeyError for what is no package of ours."""
    for number, names in enumerate(FLOORS):
        if package in names:
            return number
    raise KeyError(package)


def may_name(package: str, other: str) -> bool:
    """Whether `package` may name `other`: itself, or what stands below it."""
    return package == other or floor_of(other) > floor_of(package)


@cache
def kept_files() -> list[Path]:
    """Every file of the work tree that git keeps or would keep, below ROOT."""
    git = shutil.which("git")
    command = [git or "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if git and (ROOT / ".git").exists():
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
            "\0"
        )
        files = [ROOT / name for name in names if name]
    else:
        # A copy without git: all there is, but for what machines make.
        made = {".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
        files = [file for file in ROOT.rglob("*") if not made & set(file.relative_to(ROOT).parts)]
    return sorted(file for file in files if file.is_file())


def named(file: Path) -> str:
    """The file's path as a person would write it."""
    return file.relative_to(ROOT).as_posix()


def is_migration(file: Path) -> bool:
    return file.parent.name == "migrations"


@cache
def modules() -> list[Path]:
    """All Python modules of the product, migrations included."""
    return [
        file for file in kept_files() if file.suffix == ".py" and file.relative_to(ROOT).parts[0] in PACKAGES
    ]


def written_modules() -> list[Path]:
    """The product's modules that people write: no migrations."""
    return [file for file in modules() if not is_migration(file)]


def package_of(file: Path) -> str:
    """The package of the house a module lives in."""
    return file.relative_to(ROOT).parts[0]


@cache
def syntax(file: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(file.read_text(), filename=str(file))


def strings(file: Path) -> Iterator[ast.Constant]:
    """Every piece of text in a module, docstrings included."""
    for node in ast.walk(syntax(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def functions(file: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method with its dotted name inside the module."""

    def inside(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                yield prefix + child.name, child
                yield from inside(child, f"{prefix}{child.name}.")
            elif isinstance(child, ast.ClassDef):
                yield from inside(child, f"{prefix}{child.name}.")
            else:
                yield from inside(child, prefix)

    yield from inside(syntax(file), "")


@cache
def templates() -> list[Path]:
    """All templates, wherever an app keeps them."""
    return [
        file for file in kept_files()
        if file.suffix in {".html", ".txt"} and "templates" in file.relative_to(ROOT).parts
        and file.relative_to(ROOT).parts[0] != "tests"
    ]  # fmt: skip


def told(problems: list[str]) -> str:
    """Problems as a message: one a line."""
    return "\n" + "\n".join(sorted(problems))
