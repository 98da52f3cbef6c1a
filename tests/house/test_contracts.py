"""Each import contract catches what it is there for: a violation of it is planted in a copy of the tree.

All are planted at once and looked for one by one in what import-linter says, so that it has to read the tree
only once.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import CONTRACTS, PACKAGES, ROOT, modules, told

DEFERRED = "\n\ndef planted():\n    import {}\n"
TYPES_ONLY = "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {}\n"
PLAIN = "\nimport {}\n"

# contract, the module that breaks it, what it imports, how
PLANTED = [
    ("floors", "board.rules", "consultations.rules", PLAIN),
    ("floors", "consultations.rules", "meetings.rules", DEFERRED),
    ("floors", "documents.errors", "board.states", TYPES_ONLY),
    ("floors", "privacy.clock", "documents.errors", PLAIN),
    ("furniture", "consultations.models", "consultations.actions", DEFERRED),
    ("furniture", "meetings.queries", "meetings.actions", PLAIN),
    ("inside-privacy", "privacy.fields", "privacy.consent", DEFERRED),
    ("cellar", "privacy.crypto.place", "django", PLAIN),
    ("cellar", "privacy.crypto.envelope", "privacy.clock", PLAIN),
    ("door-cryptography", "consultations.views", "cryptography", PLAIN),
    ("door-shares", "privacy.sheets", "shamir_mnemonic", PLAIN),
    ("door-guardian", "consultations.rules", "guardian", PLAIN),
    ("door-history", "board.models", "simple_history", PLAIN),
    ("door-pdf", "meetings.views", "weasyprint", PLAIN),
    ("door-machine-secrets", "consultations.models", "django_cryptography", PLAIN),
    ("door-cellar", "consultations.actions", "privacy.crypto", PLAIN),
    ("door-cellar", "board.actions", "privacy.keystore", PLAIN),
    ("floors", "notices.states", "board.states", PLAIN),
    ("own-notices", "board.views", "notices.views", PLAIN),
    ("own-board", "consultations.views", "board.views", PLAIN),
    ("own-consultations", "meetings.forms", "consultations.forms", PLAIN),
    ("own-meetings", "recommendations.views", "meetings.views", PLAIN),
    ("own-recommendations", "desk.views", "recommendations.views", PLAIN),
    ("siblings", "documents.errors", "documents.planted", PLAIN),
    ("siblings", "documents.planted", "documents.errors", PLAIN),
]
# An app's furniture is a closed list: a new kind of file wants a decision.
NEW_FILES = {"furniture": "board/sundries.py", "inside-privacy": "privacy/sundries.py"}


def file_of(module: str, tree: Path) -> Path:
    """Where a module lives: a file, or a package of the same name."""
    path = tree / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def wanted_modules() -> set[str]:
    """Modules of ours that contracts or planted violations name."""
    named = {
        module
        for contract in CONTRACTS
        for key in ("protected_modules", "allowed_importers")
        for module in contract.get(key, [])
    }
    named |= {module for planted in PLANTED for module in planted[1:3]}
    return {module for module in named if module.split(".")[0] in PACKAGES and "." in module}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """For each contract id, what import-linter says about it over the planted tree; "" when it was kept."""
    tree = tmp_path_factory.mktemp("planted")
    for source in modules():
        copy = tree / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    shutil.copyfile(ROOT / "pyproject.toml", tree / "pyproject.toml")
    for module in wanted_modules():
        # A room that is not furnished yet is tested all the same.
        file = file_of(module, tree)
        file.parent.mkdir(exist_ok=True)
        if not file.exists():
            file.write_text('"""Stands in."""\n')
    for _, importer, imported, how in PLANTED:
        with file_of(importer, tree).open("a") as file:
            file.write(how.format(imported))
    for name in NEW_FILES.values():
        (tree / name).write_text('"""Planted."""\n')
    linter = Path(sys.executable).with_name("lint-imports")
    told_us = subprocess.run(
        [linter, "--no-logo", "--no-cache"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    return sections(told_us.stdout + told_us.stderr)


def sections(output: str) -> dict[str, str]:
    """The report of broken contracts, cut at their names."""
    report = output.split("Broken contracts", 1)[-1]
    found = {"all": output}
    for contract in CONTRACTS:
        parts = re.split(rf"^{re.escape(contract['name'])}$\n-+", report, maxsplit=1, flags=re.MULTILINE)
        others = "|".join(re.escape(other["name"]) for other in CONTRACTS if other is not contract)
        found[contract["id"]] = (
            re.split(rf"^(?:{others})$", parts[1], maxsplit=1, flags=re.MULTILINE)[0]
            if len(parts) > 1
            else ""
        )
    return found


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [planted[:3] for planted in PLANTED],
    ids=[f"{p[0]}-{p[1]}-{p[2]}" for p in PLANTED],
)
def test_a_planted_import_is_caught(
    said: dict[str, str], contract: str, importer: str, imported: str
) -> None:
    """By the contract that is there for it, and by the very line that was planted."""
    arrow = re.compile(rf"\b{re.escape(importer)} -> {re.escape(imported)}\b")
    # For a cycle one of the two ways is named, with names relative to the package.
    cycle = contract == "siblings" and ".planted -> .errors" in said[contract]
    assert arrow.search(said[contract]) or cycle, said[contract] or said["all"]


@pytest.mark.parametrize(("contract", "file"), NEW_FILES.items())
def test_a_new_kind_of_file_is_caught(said: dict[str, str], contract: str, file: str) -> None:
    assert Path(file).stem in said[contract], said[contract]


def test_every_contract_has_a_planted_violation() -> None:
    never = {contract["id"] for contract in CONTRACTS} - {planted[0] for planted in PLANTED}
    assert not never, told(sorted(never))


def test_every_package_of_ours_is_under_contract() -> None:
    """A folder with Python in it at the top of the tree is a floor of the house, or stands beside it."""
    beside = {"tests", "benchmarks", "script"}
    there = {file.parent.name for file in ROOT.glob("*/__init__.py")} - beside
    assert there <= set(PACKAGES), told(sorted(there - set(PACKAGES)))
