"""Other processes on the same databases, as gunicorn's workers and commands are."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRELUDE = "import os, django; django.setup()\nfrom tests.privacy import world; world.register()\n"


def child(code: str, *, setup: bool = True, talk: bool = False, **environment: str) -> subprocess.Popen[str]:
    """Start Python with `code`, on this run's databases, in the product's own settings."""
    names = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    program = (PRELUDE if setup else "") + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env=names,
        cwd=ROOT,
        stdin=subprocess.PIPE if talk else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str], code: int = 0) -> str:
    """What it printed. Fails unless it ends with this code."""
    out, err = process.communicate(timeout=100)
    assert process.returncode == code, err[-2000:]
    return out


def run(code: str, *, ends: int = 0, setup: bool = True, **environment: str) -> str:
    """Both at once."""
    return ended(child(code, setup=setup, **environment), ends)
