"""Say in plain words what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from privacy import doctor
from privacy.doctor import Level

MARKS = {Level.WELL: "note", Level.SOON: "soon", Level.STOP: "STOP"}


class Command(BaseCommand):
    help = (
        "Look at everything and change nothing. 0 all is well, 1 something to do soon, 2 something is wrong."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        worst = Level.WELL
        for found in doctor.examine():
            worst = max(worst, found.level)
            self.stdout.write(f"{MARKS[found.level]}  {found.what}\n      {found.do}")
        if worst == Level.WELL:
            self.stdout.write("All is well.")
        sys.exit(int(worst))
