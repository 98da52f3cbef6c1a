"""What a migration of ours may hold: no words, no code, and each sealed column under its contract name."""

from __future__ import annotations

from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from privacy.fields import SealedTextField, sealed_fields
from tests.upgrades.driver import OURS

# Code and SQL that somebody has read: none of it opens or writes a sealed value.
READ: set[tuple[str, str]] = set()


def test_f09_no_migration_runs_code_or_sql_that_nobody_has_read() -> None:
    loader, found = MigrationLoader(None), set()
    for (app, name), migration in loader.disk_migrations.items():
        for operation in migration.operations:
            if app in OURS and isinstance(operation, migrations.RunPython | migrations.RunSQL):
                found.add((app, name))
    assert len(loader.disk_migrations) > 20
    assert found == READ


def test_f09_a_sealed_column_has_its_contract_and_no_default_in_every_migration() -> None:
    loader, contracts, seen = MigrationLoader(None), {f.contract for _, f in sealed_fields()}, set()
    for app, name in loader.graph.nodes:
        if app not in OURS:
            continue
        state = loader.graph.make_state(nodes=(app, name))
        for model in state.models.values():
            for field in model.fields.values():
                if isinstance(field, SealedTextField):
                    assert (field.has_default(), field.contract in contracts) == (False, True), (app, name)
                    seen.add(field.contract)
    # a contract that was ever used is never used for something else, and never given up
    assert seen == contracts
