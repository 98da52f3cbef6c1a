"""Print the ledger of destroyed keys, to be kept outside; or only its head, for the minutes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from privacy.keystore import ledger


class Command(BaseCommand):
    help = "Print the ledger of destroyed keys: no names, no keys. A restore asks for the newest one."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", action="store_true", help="only its head, as it is printed in minutes")

    def handle(self, *args: Any, head: bool, **options: Any) -> None:
        self.stdout.write(str(ledger.head()) if head else ledger.export().decode().removesuffix("\n"))
