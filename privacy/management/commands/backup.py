"""Make an archive of the data, or one of the keys; never of both."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import backup
from privacy.backup import Problem
from privacy.management.keys.ends import refuse_while_locked, told_by_others
from privacy.progress import Progress
from privacy.states import Archive


class Command(BaseCommand):
    help = (
        "Make an archive of the data, or with --keys of the key store, while people work. Each kind goes to a"
        " folder and to recipients of its own. 0 done, 3 recipients, 4 disk, 5 database, 6 two key copies,"
        " 24 root key."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--keys", action="store_true", help="the key store and the epoch key, not the data"
        )

    def handle(self, *args: Any, keys: bool, **options: Any) -> None:
        os.umask(0o077)
        refuse_while_locked()
        try:
            with told_by_others():
                made = backup.make(Archive.KEYS if keys else Archive.DATA, Progress(self.stdout))
        except Problem as problem:
            raise CommandError(str(problem), returncode=problem.code) from None
        for file in made.removed:
            self.stdout.write(f"Removed an older one: {file}")
        self.stdout.write(f"Made {made.file}")
