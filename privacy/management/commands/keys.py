"""Keys: begin, look after, replace, split and join. Ends with the codes of `docs/runbooks/keys.md`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from privacy.audit import DB
from privacy.crypto import CURRENT, FORMATS
from privacy.keystore import root, standing, store
from privacy.keystore.models import Epoch, Key, Kind
from privacy.keystore.states import State
from privacy.management.keys import life, looking, resealing, splitting
from privacy.management.keys.ends import refuse_while_locked, told
from privacy.models import Event

WORDS = {
    "init": "the root key and the first epoch, once",
    "status": "how many keys there are, which epoch, and since when",
    "verify": "does every key open, and is every key there that a row names?",
    "rotate": "begin a new epoch",
    "rotate-root": "another root key in place of this one",
    "rotate-signing": "another key to sign packages with",
    "move": "give one key another state",
    "gc": "list the keys that no row names",
    "reseal": "bring stored values to the newest format",
    "split": "three pages of words, two of which give the root key back",
    "join": "the root key from two pages of words",
}
# After a restore these look, or bring the root key; all others change something.
BEFORE_THE_GATE = frozenset({"status", "verify", "join"})


class Command(BaseCommand):
    help = "Begin, look after, replace, split and join keys."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        whats = parser.add_subparsers(dest="what", required=True)
        parsers = {name: whats.add_parser(name, help=words) for name, words in WORDS.items()}
        parsers["gc"].add_argument("--destroy", action="store_true", help="destroy them, for good")
        parsers["split"].add_argument("--to", default="", help="write three PDF files into this folder")
        to = "a format; the newest when nothing is said"
        parsers["reseal"].add_argument("--to", type=int, choices=[*FORMATS], default=CURRENT.number, help=to)
        parsers["move"].add_argument("key", help="the key's name, or its id in hexadecimal")
        parsers["move"].add_argument("state", choices=[State.ACTIVE, State.DEACTIVATED, State.COMPROMISED])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        out = self.stdout
        do: dict[str, Callable[[], None]] = {
            "init": self.init,
            "status": lambda: looking.status(out),
            "verify": lambda: looking.verify(out),
            "rotate": lambda: life.rotate(out),
            "rotate-root": lambda: life.change_root(out),
            "rotate-signing": lambda: life.change_signing(out),
            "move": lambda: life.move(out, options["key"], options["state"]),
            "gc": lambda: looking.gc(out, sure=options["destroy"]),
            "reseal": lambda: resealing.reseal(out, options["to"]),
            "split": lambda: splitting.split(out, options["to"]),
            "join": lambda: splitting.join(out),
        }
        if what not in BEFORE_THE_GATE:
            refuse_while_locked()
        with told():
            do[what]()

    def init(self) -> None:
        """A root key where there is none and nothing was sealed yet; never a second one."""
        if root.path().exists():
            root.root()
        elif tables():
            raise CommandError(
                f"There are databases, but no root key: Atrium looked for the file {root.path()}."
                " Put the key back in its place. A new one would open nothing."
            )
        else:
            self.stdout.write(f"Made the root key: {root.make()}")
        call_command("migrate", database=store.DB, verbosity=0)
        refuse_half()
        store.init()
        standing.check()


def tables() -> bool:
    """Whether either database holds anything."""
    return any(connections[alias].introspection.table_names() for alias in connections)


def refuse_half() -> None:
    """One database without the other is a wrong address or a lost file: to begin anew would lose the rest."""
    events = "privacy_event" in connections[DB].introspection.table_names() and Event.objects.exists()
    if events and not Epoch.objects.exists():
        where = connections[store.DB].settings_dict["NAME"]
        raise CommandError(f"There is a board, but no keys: the key store {where} is empty. Put it back.")
    if not events and Key.objects.filter(kind=Kind.PERSON).exists():
        where = connections[DB].settings_dict["NAME"]
        raise CommandError(f"There are keys of people, but no board: the database {where} is empty.")
