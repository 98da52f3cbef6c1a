"""What a database file still holds of rows that were overwritten. Hygiene: the promise is kept by the keys.

SQLite keeps older pages in its write-ahead log until a checkpoint empties it, and free pages in the file
until VACUUM. PostgreSQL keeps dead rows until VACUUM; its own log keeps them for as long as that lives.
"""

from __future__ import annotations

import contextlib

from django.db import DatabaseError, connections

from privacy.audit import DB


def wipe_log() -> None:
    """Empty SQLite's write-ahead log, right after an erasure. Cheap; skipped while somebody reads in it."""
    connection = connections[DB]
    # inside a transaction (a test's) there is nothing to empty yet
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()


def wipe() -> None:
    """The whole file anew, without what was overwritten or removed: checkpoint, VACUUM, checkpoint.

    It needs as much room as the database has, and nobody writes meanwhile. For the night, not for a request.
    """
    wipe_log()
    with connections[DB].cursor() as cursor:
        cursor.execute("VACUUM")
    wipe_log()
