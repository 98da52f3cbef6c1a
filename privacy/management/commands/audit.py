"""Walk the chain of events, and on request every row, and say whether anybody changed them by hand."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import anchors, audit, clock, signing, verify
from privacy.anchors import Anchor
from privacy.management.keys.ends import told_by_others
from privacy.models import Upkeep
from privacy.progress import Progress
from privacy.reading import System
from privacy.verify import Result, Verified

UPKEEP = System("upkeep")
SENTENCES = {
    Result.OK: "The chain is whole: {at} events.",
    Result.BROKEN: "The chain is broken at event {at}. Something there was changed, taken out or put in.",
    Result.TRUNCATED: "The chain ends too early: events after number {at} are missing.",
    Result.OTHER_ANCHOR: "This is not the chain of the anchor: event {at} was another one then.",
    Result.ROW_CHANGED: "A row of {row} is not as its last act left it (event {at}; 0: it never had one).",
}
LEDGER = "The ledger of destroyed keys is older than the anchor, or another one. Bring the newest one in."


class Command(BaseCommand):
    help = (
        "verify: is the chain whole? 0 ok, 2 broken, 3 its end is missing, 4 not the chain of the --anchor,"
        " 5 --current: a row was changed by hand. anchor: print a signed note of where the chain ends."
        " key: print the public key of these notes. export: print the chain for a verifier outside."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "anchor", "key", "export"])
        parser.add_argument("--current", action="store_true", help="compare every row of every table, too")
        parser.add_argument("--anchor", type=Path, metavar="FILE", help="compare with this signed note")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        with told_by_others():
            self.do(what, options)

    def do(self, what: str, options: dict[str, Any]) -> None:
        """One of the four."""
        if what == "verify":
            self.verify(**options)
        elif what == "anchor":
            self.stdout.write(anchors.drop().decode(), ending="")
        elif what == "key":
            self.stdout.write(signing.public_line(signing.AUDIT))
        else:
            for line in anchors.export():
                self.stdout.write(line)

    def verify(self, *, current: bool, anchor: Path | None, **options: Any) -> None:
        """The chain, then what was asked for besides, up to the first thing that does not fit."""
        wanted = self.read(anchor) if anchor else None
        found = [verify.chain(Progress.drawn(self.stdout))]
        if found[0].result == Result.OK and wanted:
            found.append(self.compare(wanted))
        if found[-1].result == Result.OK and current:
            found.append(verify.current())
        for one in found:
            self.say(one)
        self.write_down(found[-1])
        if found[-1].result != Result.OK:
            sys.exit(int(found[-1].result))

    def read(self, file: Path) -> Anchor:
        """The anchor in this file, or a line that says why there is none."""
        try:
            return anchors.read(file.read_bytes())
        except OSError:
            raise CommandError(f"The file {file} cannot be read.") from None
        except anchors.BadAnchor as problem:
            raise CommandError(f"{file}: {problem}") from None

    def compare(self, wanted: Anchor) -> Verified:
        """The chain beside the anchor."""
        try:
            return anchors.compare(wanted)
        except anchors.TooOld:
            raise CommandError(
                f"The anchor is of {wanted.day}; events of that time were removed when their time was over."
                " Take a newer anchor."
            ) from None

    def say(self, found: Verified) -> None:
        """One line in plain words."""
        if found.result == Result.OK and not found.at:
            self.stdout.write("Every row is as it was last written.")
        elif found.row == "ledger":
            self.stdout.write(LEDGER)
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
