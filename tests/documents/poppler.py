"""The tools of poppler-utils: readers of PDF that had no part in writing them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def run(tool: str, *arguments: str | Path) -> str:
    """What the tool prints. Skips the test where poppler-utils is not installed."""
    if not shutil.which(tool):
        pytest.skip(f"{tool} is missing: apt-get install poppler-utils")
    return subprocess.run([tool, *arguments], capture_output=True, check=True).stdout.decode()
