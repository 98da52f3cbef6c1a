"""What has to be true before Atrium serves anybody, and what a crash may have left to do."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from privacy import triggers, withdrawal
from privacy.audit import DB
from privacy.keystore import root, store
from privacy.keystore.models import Epoch


def refuse_without_keys() -> None:
    """Raises ImproperlyConfigured, naming the file that was looked for. It never makes a key."""
    if not settings.SECRET_KEY_FILE.exists():
        raise ImproperlyConfigured(
            f"There is no secret key: Atrium looked for the file {settings.SECRET_KEY_FILE}."
            " Run `manage.py setup` on a new installation."
        )
    try:
        root.root()
        current = Epoch.objects.order_by("-number").first()
        if current is None:
            raise root.RootKeyProblem("The key store was never set up. Run `manage.py setup`.")
        root.read_epoch(current.number)
    except root.RootKeyProblem as problem:
        raise ImproperlyConfigured(str(problem)) from None


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
