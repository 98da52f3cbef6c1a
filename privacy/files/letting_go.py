"""A file that goes: its row in the act, its bytes when the act has ended, its key for good."""

from __future__ import annotations

from django.db import transaction

from privacy.audit import DB, Act
from privacy.files import folder
from privacy.models import StoredFile


def let_go(stored: StoredFile, *, act: Act) -> bytes:
    """Delete the row under `act`, and the bytes once it is committed; the id of the key that has to go.

    The caller gives the key to the withdrawal under way, or to `withdrawal.forget` after the act. A crash
    before the bytes are gone leaves bytes without a key, which the sweeper finds.
    """
    name, record = stored.id, bytes(stored.record)
    act.lock(stored).delete(act=act)
    transaction.on_commit(lambda: folder.remove(name), using=DB)
    return record
