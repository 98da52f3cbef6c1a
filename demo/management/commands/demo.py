"""Make the demonstration board the first time, and print how to sign in as each of its people."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

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

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "A demonstration is asked for with ATRIUM_DEMO=1, as `script/server --demo` does."
            )
        story = load()
        if not self._mark.exists():
            self._make(story)
            # The secret key was made just now and is read at a start: codes need the one that stays.
            self.stdout.flush()
            subprocess.run([sys.executable, *sys.argv], check=True)  # noqa: S603  (ourselves)
            return
        self._print(story)

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
