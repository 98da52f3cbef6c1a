"""`manage.py words`: the catalogues of other languages, in step with the source and ready to use."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import catalogue


class Command(BaseCommand):
    """Without an option: bring each catalogue in step with the source. Somebody translates what is empty."""

    help = "Brings locale/*/LC_MESSAGES/django.po in step with the source."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--build", action="store_true", help="make the files that are used, and no more")
        parser.add_argument(
            "--check", action="store_true", help="say what is missing; ends with 1 if anything is"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where something is missing."""
        if not options["check"] and not options["build"]:
            for language in catalogue.languages():
                made = catalogue.merge(language)
                self.stdout.write(f"{language}: {len(made)} in all, {len(made.untranslated_entries())} empty")
        catalogue.build()
        if options["check"]:
            told = [f"{one}: {fault}" for one in catalogue.languages() for fault in catalogue.missing(one)]
            for line in told:
                self.stdout.write(line)
            if told:
                raise CommandError(f"{len(told)} words need a look.")
