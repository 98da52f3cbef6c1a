"""What has to be true before Atrium serves anybody, and what a crash may have left to do."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connections

from privacy import files, triggers, withdrawal
from privacy.audit import DB
from privacy.keystore import epochs, root, store
from privacy.keystore.models import Epoch


def refuse_without_keys() -> None:
    """Raises ImproperlyConfigured, naming the file that was looked for. It never makes a key, nor a file."""
    if not settings.SECRET_KEY_FILE.exists():
        raise ImproperlyConfigured(
            f"There is no secret key: Atrium looked for the file {settings.SECRET_KEY_FILE}."
            " Run `manage.py setup` on a new installation."
        )
    try:
        root.root()
        epochs.read(_epoch())
    except root.RootKeyProblem as problem:
        raise ImproperlyConfigured(str(problem)) from None


def _epoch() -> int:
    store_at = connections[store.DB].settings_dict
    name = str(store_at["NAME"])
    # SQLite would make an empty file where there is none.
    if store_at["ENGINE"].endswith("sqlite3") and not name.startswith("file:") and not Path(name).exists():
        raise root.RootKeyProblem(f"There is no key store: Atrium looked for the file {name}.")
    try:
        current = Epoch.objects.order_by("-number").values_list("number", flat=True).first()
    except OperationalError as problem:
        raise root.RootKeyProblem(f"The key store {name} does not answer. Is it migrated?") from problem
    except DatabaseError as problem:
        raise root.RootKeyProblem(f"The key store {name} cannot be read: it is damaged.") from problem
    if current is None:
        raise root.RootKeyProblem("The key store was never set up. Run `manage.py setup`.")
    return current


def missing_triggers() -> set[str]:
    """Names of triggers that should be there and are not."""
    return triggers.missing(connections[DB])


def begin() -> None:
    """Before the first request: refuse without keys, then finish what a crash interrupted."""
    refuse_without_keys()
    gone = missing_triggers()
    if gone:
        raise ImproperlyConfigured(
            f"Triggers are missing: {', '.join(sorted(gone))}. Run `manage.py migrate`."
        )
    store.sweep()
    withdrawal.resume()
    files.sweep()
