"""Walk the chain of events, and on request every row, and say whether anybody changed them by hand."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from privacy import audit, clock, verify
from privacy.models import Upkeep
from privacy.reading import System
from privacy.verify import Result, Verified

UPKEEP = System("upkeep")
SENTENCES = {
    Result.OK: "The chain is whole: {at} events.",
    Result.BROKEN: "The chain is broken at event {at}. Something there was changed, taken out or put in.",
    Result.TRUNCATED: "The chain ends too early: events after number {at} are missing.",
    Result.ROW_CHANGED: "A row of {row} is not as its last act left it (event {at}; 0: it never had one).",
}


class Command(BaseCommand):
    help = "verify: is the chain whole? --current: is every row as it was last written? 0 ok, 2, 3, 5 not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("--current", action="store_true", help="compare every row of every table, too")

    def handle(self, *args: Any, current: bool, **options: Any) -> None:
        found = [verify.chain()]
        if current and found[0].result == Result.OK:
            found.append(verify.current())
        for one in found:
            self.say(one)
        self.write_down(found[-1])
        if found[-1].result != Result.OK:
            sys.exit(int(found[-1].result))

    def say(self, found: Verified) -> None:
        """One line in plain words."""
        if found.result == Result.OK and not found.at:
            self.stdout.write("Every row is as it was last written.")
        else:
            self.stdout.write(SENTENCES[found.result].format(at=found.at, row=found.row))

    def write_down(self, found: Verified) -> None:
        """Keep when this was and how it ended, for the status page.

        Not where the end is missing: an event written behind the gap would hide that the end was cut.
        """
        if found.result == Result.TRUNCATED:
            return
        row = Upkeep(what="verify", outcome=found.result, done_at=clock.now())
        with audit.act("chain.verified", actor=UPKEEP, about=row) as act:
            row.save(act=act)
