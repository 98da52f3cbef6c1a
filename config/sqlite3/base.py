"""The backend that `ENGINE = "config.sqlite3"` names."""

from __future__ import annotations

from typing import ClassVar

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Tables whose columns hold JSON are made without `CHECK (JSON_VALID(…))`.

    To the SQLite of Debian 12 (3.40) that function is unsafe in a schema: nothing could be written to them.
    """

    data_type_check_constraints: ClassVar[dict[str, str]] = {
        kind: check
        for kind, check in base.DatabaseWrapper.data_type_check_constraints.items()
        if kind != "JSONField"
    }
