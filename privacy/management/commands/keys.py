"""Begin the key store, or count what is in it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from privacy.audit import DB
from privacy.keystore import epochs, root, store
from privacy.keystore.models import Epoch, Key, Kind
from privacy.models import Event


class Command(BaseCommand):
    help = "init: the root key and the first epoch, once. status: how many keys there are."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["init", "status"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            self.init() if what == "init" else self.status()
        except root.RootKeyProblem as problem:
            raise CommandError(str(problem)) from None

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
        belongs()

    def status(self) -> None:
        """Numbers only."""
        for name, number in store.status().items():
            self.stdout.write(f"{name}: {number}")
        belongs()
        self.stdout.write(f"The root key {root.path()} belongs to this key store.")


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


def belongs() -> None:
    """Raises RootKeyProblem when the root key and the key store are not a pair."""
    newest = Epoch.objects.order_by("-number").first()
    if newest is None:
        raise root.RootKeyProblem("The key store was never set up. Run `manage.py setup`.")
    epochs.read(newest.number)
