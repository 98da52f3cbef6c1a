from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_delete, pre_save


class PrivacyConfig(AppConfig):
    name = "privacy"

    def ready(self) -> None:
        from privacy import audit, files, places, reading, rules
        from privacy import checks as own

        # Also emitted by flush, so an emptied test database gets its head and its triggers back.
        post_migrate.connect(after_migrate, dispatch_uid="privacy_after_migrate")
        for signal in (pre_save, pre_delete):
            signal.connect(audit.refuse_stray, dispatch_uid="privacy_refuse_stray")
        reading.register("consent_record", may_open=rules.may_open_pen_names, covered_by=None)
        places.register("consent_record", goes=places.Goes.PERSON)
        handler = "upload:privacy.files.upload.SealingHandler"
        places.register(handler, "home:files", goes=places.Goes.PURGED, purge=files.purge)
        for check in (
            own.check_openers,
            own.check_contracts,
            own.check_inventory,
            own.check_sealed,
            own.check_references,
            own.check_protected_keys,
            own.check_history,
            own.check_places,
        ):
            checks.register(check)


def after_migrate(using: str, **kwargs: Any) -> None:
    """Make the chain's head and every trigger whose table is there by now."""
    from django.db import connections

    from privacy import audit, triggers

    tables = connections[using].introspection.table_names()
    if using == audit.DB and "privacy_head" in tables:
        audit.ensure_head(using)
        triggers.install(connections[using])
    elif triggers.is_keystore(connections[using]):
        triggers.install(connections[using])
