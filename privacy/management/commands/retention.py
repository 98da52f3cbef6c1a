"""Let go of what was kept as long as it may be. For every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import retention
from privacy.keystore import standing
from privacy.management.keys.ends import refuse_while_locked, told_by_others
from privacy.progress import Progress


class Command(BaseCommand):
    help = (
        "Empty readings after 24 months, remove what was done five years after a term of office, and what"
        " each floor keeps for a time. Exit 1, and nothing is taken from the log, when the log is not whole."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_while_locked()
        try:
            with told_by_others():
                standing.check()
                done = retention.run(Progress.drawn(self.stdout))
        except retention.NotWhole:
            raise CommandError(
                "The log is not whole, so nothing is taken from it. Run: manage.py audit verify --current"
            ) from None
        except retention.Overtaken:
            raise CommandError("Another run is under way. Nothing was done here.") from None
        for name, count in done.things.items():
            self.stdout.write(f"{name}: {count}")
        self.stdout.write(f"readings emptied: {done.emptied}")
        self.stdout.write(f"events removed: {done.removed}")
        if done.wiped:
            self.stdout.write("The database was written anew, without what was erased.")
