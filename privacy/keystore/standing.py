"""Whether root key, epoch file and key store are there and belong together."""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError, OperationalError, connections

from privacy.keystore import epochs, root
from privacy.keystore.disk import StoreProblem
from privacy.keystore.models import Epoch
from privacy.keystore.wrapping import DB


def check() -> Epoch:
    """The epoch in force. Raises RootKeyProblem, or StoreProblem when it is the database. Makes nothing."""
    root.root()
    epoch = current()
    epochs.read(epoch.number)
    return epoch


def current() -> Epoch:
    """The epoch that the key store names. Raises StoreProblem."""
    at = connections[DB].settings_dict
    name = str(at["NAME"])
    # SQLite would make an empty file where there is none.
    if at["ENGINE"].endswith("sqlite3") and not name.startswith("file:") and not Path(name).exists():
        raise StoreProblem(f"There is no key store: Atrium looked for the file {name}.")
    try:
        found = Epoch.objects.order_by("-number").first()
    except OperationalError as problem:
        raise StoreProblem(f"The key store {name} does not answer. Is it migrated?") from problem
    except DatabaseError as problem:
        raise StoreProblem(f"The key store {name} cannot be read: it is damaged.") from problem
    if found is None:
        raise StoreProblem("The key store was never set up. Run `manage.py setup`.")
    return found
