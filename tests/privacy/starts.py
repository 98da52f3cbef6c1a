"""Start Atrium as a server does, in a process of its own, on a home that something is wrong with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connections

from tests.conftest import on_postgresql
from tests.privacy.processes import ROOT

# One interpreter that has read Django's code; for each home a fork of it that imports what a server imports.
PROGRAM = """
import json, os, sys
import django.core.wsgi, django.forms, django.template, django.views
for environment in json.load(sys.stdin):
    readable, writable = os.pipe()
    if os.fork() == 0:
        os.environ.update(environment)
        try:
            import config.wsgi
            said = "started"
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writable, said.encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable) as stream:
        print(json.dumps(stream.read()), flush=True)
    os.wait()
"""


def copy_files(to: Path) -> Path:
    """The keys of this run that lie in files."""
    to.mkdir()
    shutil.copytree(settings.HOME / "root", to / "root")
    shutil.copy(settings.HOME / "secret.key", to)
    return to


def copy_home(to: Path) -> Path:
    """The home of this run with everything in it, its databases as they are now."""
    copy_files(to)
    if not on_postgresql():
        for alias, folder in (("default", "data"), ("keys", "keys")):
            (to / folder).mkdir()
            name = Path(connections[alias].settings_dict["NAME"])
            with sqlite3.connect(name) as source:
                source.execute("VACUUM INTO ?", [str(to / folder / name.name)])
            source.close()
    return to


def start_all(homes: list[Path], **more: str) -> list[str]:
    """What each start said: `started`, or the class and the message of what stopped it."""
    names = {k: v for k, v in os.environ.items() if not k.startswith("ATRIUM_")}
    names |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
    environments = [{"ATRIUM_HOME": str(home), **more} for home in homes]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(environments),
        env=names,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def fingerprint(home: Path) -> dict[str, str]:
    """Every file and folder under a home, with its mode and the digest of its bytes."""
    found = {}
    for path in sorted(home.rglob("*")):
        if path.name.endswith(("-shm", "-wal")):
            continue  # SQLite's, beside the main database; gone when the last connection closes
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        found[str(path.relative_to(home))] = f"{path.stat().st_mode:o} {content}"
    return found
