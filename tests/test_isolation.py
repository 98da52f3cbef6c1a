"""No test spoils the ground for the next: key store, triggers and child processes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connections

from privacy import triggers
from privacy.keystore import store
from privacy.keystore.models import Key, Kind

pytestmark = [pytest.mark.parametrize("time", ["once", "again"])]


def keys_work() -> bool:
    (made,) = store.create(Kind.RECORD)
    return isinstance(store.get_many([made])[made], bytes)


def test_a_rolled_back_rotation_leaves_the_epoch_file(time: str) -> None:
    assert keys_work()
    store.rewrap()
    assert keys_work()


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_leave_a_key_store_that_works(time: str) -> None:
    assert keys_work()
    store.rewrap()
    assert keys_work()


@pytest.mark.django_db(transaction=True)
def test_triggers_are_back_after_emptying(time: str) -> None:
    there = connections["default"]
    assert not triggers.missing(there)
    triggers.remove(there)
    assert triggers.missing(there)


@pytest.mark.files
@pytest.mark.slow
def test_a_child_process_sees_the_same_databases(time: str) -> None:
    (made,) = store.create(Kind.RECORD)
    ask = (
        "import django; django.setup()\n"
        "from privacy.keystore.models import Key\n"
        f"print(Key.objects.filter(id=bytes.fromhex('{made.hex()}')).count(), Key.objects.count())"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.split() == ["1", str(Key.objects.count())]


@pytest.mark.sqlite
def test_each_process_has_a_home_of_its_own(time: str) -> None:
    for alias in ("default", "keys"):
        assert str(connections[alias].settings_dict["NAME"]).startswith(os.environ["ATRIUM_HOME"])
