"""What has to be true before Atrium serves anybody, and what a crash may have left to do."""

from __future__ import annotations

import resource

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from privacy import files, lock, triggers, withdrawal
from privacy.audit import DB
from privacy.keystore import root, standing, store


def refuse_without_keys() -> None:
    """Raises ImproperlyConfigured, naming the file that was looked for. It never makes a key, nor a file."""
    if not settings.SECRET_KEY_FILE.exists():
        raise ImproperlyConfigured(
            f"There is no secret key: Atrium looked for the file {settings.SECRET_KEY_FILE}."
            " Run `manage.py setup` on a new installation."
        )
    try:
        standing.check()
    except root.RootKeyProblem as problem:
        raise ImproperlyConfigured(str(problem)) from None


def missing_triggers() -> set[str]:
    """Names of triggers that should be there and are not."""
    return triggers.missing(connections[DB]) | triggers.missing(connections[store.DB])


def begin() -> None:
    """Before the first request: refuse without keys, then finish what a crash interrupted.

    LOCKED after a restore, nothing is looked at: every page is closed, and the gate takes these steps.
    """
    _leave_no_memory()
    if settings.DEBUG:
        raise ImproperlyConfigured("DEBUG is on: its pages show what people wrote. Atrium does not start.")
    if lock.is_locked():
        return
    refuse_without_keys()
    gone = missing_triggers()
    if gone:
        raise ImproperlyConfigured(
            f"Triggers are missing: {', '.join(sorted(gone))}. Run `manage.py migrate`, and once more"
            " with `--database keys`."
        )
    try:
        store.sweep()
    except (root.RootKeyProblem, DatabaseError) as problem:
        raise ImproperlyConfigured(f"The keys cannot be looked after: {problem}") from None
    withdrawal.resume()
    files.sweep()


def _leave_no_memory() -> None:
    """A process that crashes leaves no file with its memory: keys in use and open words lie in there."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
