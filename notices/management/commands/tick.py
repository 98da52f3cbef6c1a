"""Do what is due: once, for a timer; or each minute beside a server, for as long as the server lives."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from notices import tick
from privacy import lock, startup

MINUTE = 60


class Command(BaseCommand):
    help = "Send what is due, finish what waits for its day, tidy up. Called each minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--beside",
            type=int,
            metavar="PID",
            help="go on each minute until the process of this number, which started this one, ends",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if lock.is_locked() and options["beside"] is None:
            self.stdout.write("Atrium is locked after a restore. Nothing was done.")
            return
        if not lock.is_locked():
            startup.refuse_without_keys()
        if options["beside"] is None:
            failed = tick.run()
            if failed:
                raise CommandError(f"Failed: {', '.join(failed)}. The others were done.")
            return
        while os.getppid() == options["beside"]:
            close_old_connections()
            try:
                tick.run()
            except DatabaseError as problem:
                # The database may be away for a while; beside a server one waits for it.
                self.stderr.write(f"This minute was left out: {type(problem).__name__}.")
            self._wait(options["beside"])

    def _wait(self, server: int) -> None:
        """A minute, in seconds: a server that ends is noticed at once."""
        for _ in range(MINUTE):
            if os.getppid() != server:
                return
            time.sleep(1)
