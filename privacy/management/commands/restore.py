"""Put archives into an empty installation; Atrium is locked afterwards, until the gate was passed."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import backup
from privacy.backup import Problem
from privacy.progress import Progress


class Command(BaseCommand):
    help = (
        "Put an archive of data, one of keys, or both into an empty installation. It never replaces anything."
        " 0 done and locked, 4 disk, 5 database, 10 not empty, 11 damaged, 12 identity, 13 another board,"
        " 14 another version."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE")
        parser.add_argument(
            "--identity",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="an age identity; repeat it",
        )

    def handle(self, *args: Any, archives: list[Path], identity: list[Path], **options: Any) -> None:
        os.umask(0o077)
        try:
            done = backup.restore(archives, identity, Progress(self.stdout))
        except Problem as problem:
            raise CommandError(str(problem), returncode=problem.code) from None
        if done.resumed:
            self.stdout.write("An earlier restore was interrupted. What it had begun is finished now.")
        for one in done.manifests:
            self.stdout.write(f"Restored {one['kind']} of {one['made_at']}.")
        self.stdout.write(
            "Atrium is LOCKED. Go on with: manage.py gate --head HEAD (the newest printed one)."
        )
