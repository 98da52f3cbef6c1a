"""Take the steps of the gate after a restore, and say how far they have come."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import gate
from privacy.backup import Problem
from privacy.gate import PEOPLE, Given, Standing, Step
from privacy.progress import Progress

WORDS = {
    Step.TABLES: "tables up to date",
    Step.LEDGER: "newest ledger in hand, its tombstones applied",
    Step.REMAINS: "what was taken back since is deleted again",
    Step.OPENING: "one value of each living key opens",
    Step.CHAIN: "the chain is whole",
}

UNREADABLE = """\
       {} values name a key that is in no archive at hand: nobody can read them.
       The archive of the keys is older than they are. If there is a newer one, begin again with it
       in an empty home; if there is none, go on."""


class Command(BaseCommand):
    help = (
        "Take the steps that are left after a restore; then two people unlock at /gate/."
        " 0 all taken, or not locked, 20 the ledger is too old, 21 a key does not open,"
        " 22 the chain does not fit, 24 the root key."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", default="", help="the newest head of the ledger, as printed: 12-3f2a…")
        parser.add_argument(
            "--anchor", type=Path, metavar="FILE", help="the newest anchor: it holds a head, too"
        )
        parser.add_argument(
            "--ledger",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="a ledger newer than the archives",
        )
        parser.add_argument("--status", action="store_true", help="only say how far the gate has come")

    def handle(
        self, *args: Any, head: str, anchor: Path | None, ledger: list[Path], status: bool, **options: Any
    ) -> None:
        if status or not gate.standing().locked:
            self.say(gate.standing())
            return
        try:
            self.say(gate.take(Given(head, anchor, tuple(ledger)), Progress(self.stdout)))
        except Problem as problem:
            self.say(gate.standing())
            raise CommandError(str(problem), returncode=problem.code) from None

    def say(self, standing: Standing) -> None:
        """One line a step."""
        if not standing.locked:
            self.stdout.write("Atrium is not locked.")
            return
        for step, words in WORDS.items():
            self.stdout.write(f"{'done' if step in standing.done else 'to do':<6} {words}")
        if standing.unreadable:
            self.stdout.write(UNREADABLE.format(standing.unreadable))
        if lost := standing.done.get(Step.CHAIN, {}).get("lost"):
            self.stdout.write(f"       {lost} events after the backup are lost with what they were about")
        self.stdout.write(f"{'to do':<6} two people unlock at /gate/ ({standing.unlocked} of {PEOPLE})")
