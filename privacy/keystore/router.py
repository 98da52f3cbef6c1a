"""Which database a model lives in."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

LABEL = "keystore"


class KeysRouter:
    """Models of the key store live in `keys`, everything else in `default`. Nothing crosses."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return "keys" if model._meta.app_label == LABEL else "default"

    db_for_write = db_for_read

    def allow_relation(self, a: Model, b: Model, **hints: Any) -> bool:
        return (a._meta.app_label == LABEL) == (b._meta.app_label == LABEL)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "keys") == (app_label == LABEL)
