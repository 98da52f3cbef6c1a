"""Keeps a database of today beside those of the releases before: see `released/README.md`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

RELEASED = Path(__file__).parent / "released"


def main(name: str) -> None:
    """Make a deployment with words in it, and keep it under the name of a release."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from tests.upgrades.deployments import deployment, keep, vendor

    with tempfile.TemporaryDirectory() as folder, deployment(Path(folder) / "home") as one:
        one.do("begin")
        keep(one, RELEASED / name / vendor())


if __name__ == "__main__":
    main(sys.argv[1])
