"""A deployment of its own: a home, two databases, and processes that work on them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections

from tests.conftest import on_postgresql, url_of
from tests.privacy.processes import ROOT

Values = list[list[str]]
FOLDERS = ("root", "data", "keys")


@dataclass
class Deployment:
    """`planted`: for the label of an app the package of its migrations, in place of the product's."""

    home: Path
    environment: dict[str, str]
    planted: dict[str, str] = field(default_factory=dict)

    def do(self, step: str, *words: str) -> Any:
        """One step of the driver, in a process of its own; what it found."""
        return json.loads(self.run("-m", "tests.upgrades.driver", step, *words).splitlines()[-1])

    def manage(self, *words: str) -> str:
        """A command of the product."""
        return self.run("manage.py", *words)

    def run(self, *words: str) -> str:
        names = {k: v for k, v in os.environ.items() if not k.startswith("ATRIUM_")} | self.environment
        names |= {"PLANTED": json.dumps(self.planted), "DJANGO_SETTINGS_MODULE": "tests.upgrades.settings"}
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *words],
            cwd=ROOT,
            env=names,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


@contextmanager
def deployment(home: Path, **more: str) -> Iterator[Deployment]:
    """An empty one. Its databases go with it."""
    for folder in FOLDERS:
        (home / folder).mkdir(parents=True, mode=0o700)
    (home / "secret.key").write_text(uuid.uuid4().hex * 2)
    environment, made = {"ATRIUM_HOME": str(home), **more}, []
    if on_postgresql():
        for variable in ("DATABASE_URL", "KEYS_DATABASE_URL"):
            made.append(f"upgrade_{uuid.uuid4().hex[:12]}")
            settings = {**connections["default"].settings_dict, "NAME": made[-1]}
            environment[variable] = url_of(settings)
            statement(f'CREATE DATABASE "{made[-1]}"')
    try:
        yield Deployment(home, environment)
    finally:
        for name in made:
            statement(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def statement(sql: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(sql)


def keep(one: Deployment, folder: Path) -> None:
    """A deployment as a fixture: its keys, its databases, and what its values were."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(one.home / "root", folder / "root", dirs_exist_ok=True)
    one.do("snapshot", str(folder))
    (folder / "values.json").write_text(json.dumps(one.do("values"), indent=0))


def lay_down(one: Deployment, folder: Path) -> Values:
    """Put a fixture into an empty deployment; what its values were when it was kept."""
    shutil.copytree(folder / "root", one.home / "root", dirs_exist_ok=True)
    for file in (one.home / "root").rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)
    one.do("load", str(folder))
    found: Values = json.loads((folder / "values.json").read_text())
    return found


def vendor() -> str:
    """The database of this run, and of the fixtures that belong to it."""
    return "postgresql" if on_postgresql() else "sqlite"
