"""Backups, copies of the keys, mail: what is missed on the day it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings

from privacy import backup, copies
from privacy.backup import Problem
from privacy.doctor.findings import Finding, Level
from privacy.states import Archive

RUNBOOK = "See docs/runbooks/backup.md."


def places_of_backups() -> Iterator[Finding]:
    """Folders and recipients of both kinds."""
    for kind in Archive:
        try:
            backup.check_ready(kind)
        except Problem as problem:
            yield Finding(Level.SOON, f"A backup of {kind} would fail: {problem}", RUNBOOK)


def ages_of_backups() -> Iterator[Finding]:
    """The newest of each kind."""
    for newest in backup.newest_backups():
        option = " --keys" if newest.kind == Archive.KEYS else ""
        if newest.at is None:
            yield Finding(
                Level.STOP,
                f"There is no backup of {newest.kind}.",
                f"Run manage.py backup{option}. {RUNBOOK}",
            )
        elif newest.gone_from:
            yield Finding(
                Level.STOP,
                f"The newest backup of {newest.kind} is not in {newest.gone_from}: no archive is there.",
                f"Is its medium mounted? If the archives are lost, run manage.py backup{option}.",
            )
        elif newest.is_old:
            yield Finding(
                Level.SOON,
                f"The newest backup of {newest.kind} is of {newest.at:%d %B %Y}.",
                f"Run manage.py backup{option}, and see why the timer did not: systemctl list-timers.",
            )


def red_copies() -> Iterator[Finding]:
    """They open again what was taken back."""
    red = copies.red()
    if red:
        yield Finding(
            Level.STOP,
            f"{len(red)} copies of the keys are older than a take-back.",
            "Make a new backup of the keys. Destroy the older copies and confirm that in the register.",
        )


def mail() -> Iterator[Finding]:
    """Not needed; members who wish to be told wait for it."""
    if not settings.MAIL_SERVER:
        yield Finding(
            Level.WELL,
            "No mail is set up: everything waits on the site.",
            "See docs/runbooks/mail.md if you wish.",
        )


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (places_of_backups, ages_of_backups, red_copies, mail)
