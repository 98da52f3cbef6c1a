"""Make the demonstration board the first time, and print how to sign in as each of its people."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from board import actions
from board.management.commands import setup
from board.models import Account
from demo.story import Story, load
from demo.telling import tell

TOLD = "told"
SHOWN = 6


class Command(BaseCommand):
    help = "Make the demonstration board, or print how to sign in. In a demonstration home only."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--make", action="store_true", help="make it, and print nothing about it")
        parser.add_argument("--serve", metavar="PORT", type=int, help="then serve it on 127.0.0.1:PORT")
        parser.add_argument("--no-reload", action="store_true", help="do not start anew when a file changes")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "A demonstration is asked for with ATRIUM_DEMO=1, as `script/server --demo` does."
            )
        with setup.nobody_else_reads():
            if setup.make_secret_key(settings.SECRET_KEY_FILE):
                # Read at a start: what this process sealed with a key of its own would never open again.
                os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606  (ourselves)
        story = load()
        if not self._mark.exists():
            self._make(story)
        # The reloader starts this command once more as its child: everything was said by then.
        if not options["make"] and os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":
            self._print(story)
        if options["serve"]:
            self._serve(options["serve"], use_reloader=not options["no_reload"])

    def _serve(self, port: int, *, use_reloader: bool) -> None:
        """In this process, which has loaded everything: a second one would take its time over it again."""
        self.stdout.write(f"Atrium: http://127.0.0.1:{port}/   (Ctrl-C ends it)")
        self.stdout.flush()
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=use_reloader)

    @property
    def _mark(self) -> Path:
        return Path(settings.HOME) / TOLD

    def _make(self, story: Story) -> None:
        if (Path(settings.HOME) / "data").exists():
            self._begin_again()
        self.stdout.write("Making the demonstration board. This takes about half a minute.")
        with setup.nobody_else_reads():
            setup.Command().prepare()
            tell(story)
        self._mark.touch()

    def _begin_again(self) -> None:
        """A first start was interrupted, and half a story is no use.

        Only a demonstration's own folders are removed.
        """
        for name in ("data", "keys", "root"):
            shutil.rmtree(Path(settings.HOME) / name, ignore_errors=True)

    def _print(self, story: Story) -> None:
        self.stdout.write("")
        self.stdout.write("Invented people of an invented board. Sign-in name, passphrase, who it is.")
        self.stdout.write("Where a second step is asked for: a new list of codes. Each works once.")
        self.stdout.write("")
        for account in story.accounts:
            who = f"{account.chosen_name}, {account.role.value.replace('_', ' ')}"
            self.stdout.write(f"  {account.sign_in:<16} {account.passphrase:<44} {who}")
            self._print_codes(Account.objects.get(sign_in_name=account.sign_in))
        self.stdout.write("")

    def _print_codes(self, account: Account) -> None:
        """Codes on paper, as the product makes them; whoever is signed in there is signed out."""
        if account.needs_second_step:
            codes = actions.make_list(actor=account)
            self.stdout.write(f"      codes: {', '.join(codes[:SHOWN])}")
