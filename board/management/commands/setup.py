"""Set up a new installation: folders, keys, databases, the board, the first two of its secretariat."""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from board import actions, passphrases, queries
from board.models import Account
from board.rules import SET_UP
from board.states import Role
from privacy.management.keys.ends import refuse_while_locked, told_by_others

PRIVATE = 0o700
FEWEST = 2
LONGEST_BOARD = 120
LONGEST_NAME = 60


class Answers:
    """What was given, and what is asked for. Raises CommandError before anything is made."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.silent: bool = options["no_input"]
        self.board: str = options["board"] or self.ask("The board's name", "--board")
        self.seats: int = options["seats"]
        self.quorum: int = options["quorum"]
        self.secretaries: list[str] = list(options["secretary"])
        while len(self.secretaries) < FEWEST:
            number = len(self.secretaries) + 1
            self.secretaries.append(self.ask(f"Name of person {number} of the secretariat", "--secretary"))
        self.check()

    def ask(self, words: str, option: str) -> str:
        """One line from the keyboard."""
        if self.silent:
            raise CommandError(
                f"{option} is missing. Name two people at least: if one cannot get in, the other can help."
                if option == "--secretary"
                else f"{option} is missing."
            )
        answer = ""
        while not answer:
            answer = input(f"{words}: ").strip()
        return answer

    def check(self) -> None:
        """What the database would refuse, in words."""
        if not 0 < self.quorum <= self.seats:
            raise CommandError("The quorum is a number from 1 up to the number of seats.")
        if not all(name.strip() for name in (self.board, *self.secretaries)):
            raise CommandError("A name is empty.")
        if len(self.board) > LONGEST_BOARD or max(map(len, self.secretaries)) > LONGEST_NAME:
            raise CommandError("A name is too long.")


class Command(BaseCommand):
    help = "Set up a new installation. Asks for what is not given. Never replaces a key or a board."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-input", action="store_true", help="ask nothing; what is missing is an error"
        )
        parser.add_argument("--board", help="the board's name")
        parser.add_argument("--seats", type=int, default=21, help="how many members it can have (21)")
        parser.add_argument("--quorum", type=int, default=11, help="how many of them make a quorum (11)")
        parser.add_argument(
            "--secretary",
            action="append",
            default=[],
            help="the chosen name of somebody of the secretariat; twice",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_while_locked()
        with nobody_else_reads(), told_by_others():
            self.prepare()
            if is_done():
                self.already(asked=bool(options["board"] or options["secretary"]))
                return
            answers = Answers(options)
            # An earlier set-up may have been interrupted between the two.
            if not queries.is_set_up():
                actions.set_up_board(name=answers.board, seats=answers.seats, quorum=answers.quorum)
            self.add_secretariat(answers.secretaries)

    def prepare(self) -> None:
        """Folders, the secret key, the root key and both databases. Safe to repeat."""
        for name in ("", "data", "keys"):
            make_private(Path(settings.HOME) / name)
        if make_secret_key(settings.SECRET_KEY_FILE):
            self.stdout.write(f"Made the secret key: {settings.SECRET_KEY_FILE}")
        call_command("keys", "init", stdout=self.stdout)
        call_command("migrate", database="default", verbosity=0)

    def already(self, *, asked: bool) -> None:
        """Say that there is nothing to set up; an error when somebody wanted a board made."""
        said = f"Atrium is set up already in {settings.HOME}. Nothing was made anew."
        if asked:
            raise CommandError(said)
        self.stdout.write(said)

    def add_secretariat(self, names: list[str]) -> None:
        """People of the secretariat with a passphrase each, printed here and kept nowhere."""
        lines = []
        for name in names:
            person, secret = actions.add_person(
                actor=SET_UP, role=Role.SECRETARIAT, sign_in_name=free_name(), chosen_name=name
            )
            lines.append(f"  {person.account.sign_in_name:<20} {secret}   ({name})")
        self.stdout.write("")
        self.stdout.write(
            "Sign-in name and passphrase for the first sign-in. They are shown once and kept nowhere:"
        )
        self.stdout.write("")
        self.stdout.write("\n".join(lines))
        self.stdout.write("")


def is_done() -> bool:
    """A board, and somebody of the secretariat who can get in."""
    there = Account.objects.holding(Role.SECRETARIAT).filter(is_active=True).exists()
    return queries.is_set_up() and there


def free_name() -> str:
    """A sign-in name nobody has."""
    name = passphrases.sign_in_name()
    return free_name() if Account.objects.filter(sign_in_name=name).exists() else name


@contextmanager
def nobody_else_reads() -> Iterator[None]:
    """Files made meanwhile are for this user alone: databases hold names of tables, at the least."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def make_private(folder: Path) -> None:
    """A folder for this user alone."""
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    folder.chmod(PRIVATE)


def make_secret_key(file: Path) -> bool:
    """Django's secret key, once. Whether it was made now."""
    if file.exists():
        return False
    with file.open("x") as stream:
        stream.write(secrets.token_urlsafe(50))
    return True
