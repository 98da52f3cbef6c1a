"""What every test gets: both databases, the canary's watch, a key store that no test spoils for the next.

Markers: see pyproject.toml. Every test outside `tests/house` and `tests/crypto` has both databases; a test
that needs real commits says `@pytest.mark.django_db(transaction=True)` or, with threads or processes,
`@pytest.mark.files`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase

from tests import template
from tests.canary import Watch

pytest_plugins = ["tests.people", "tests.browser.fixtures"]
# No deadline: two tests share a core here. CI takes the same examples each time; at a desk they differ.
hypothesis.settings.register_profile(
    "house", deadline=None, database=None, derandomize=bool(os.environ.get("CI"))
)
hypothesis.settings.load_profile("house")

ALIASES = ["default", "keys"]
WITHOUT_DATABASE = ("tests/house/", "tests/crypto/", "tests/browser/")


def on_postgresql() -> bool:
    """Whether this run is on PostgreSQL."""
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


# --- which tests run, on what -------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        mark_databases(item)
        other = "sqlite" if on_postgresql() else "postgres"
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=f"means something on {other} only"))
    items.sort(key=turn)


def turn(item: pytest.Item) -> int:
    """Without a database, with an empty one, with the cast in it, with real commits: in this order.

    The cast is committed once and stays (`standing_cast`); real commits end with everything emptied.
    """
    mark = item.get_closest_marker("django_db")
    if mark is None:
        return 0
    if mark.kwargs.get("transaction"):
        return 3
    return 2 if "standing_cast" in item.fixturenames else 1


def mark_databases(item: pytest.Item) -> None:
    """Both aliases, always: with one, a write to the key store would look like an error of the test."""
    mark = item.get_closest_marker("django_db")
    if mark is None and item.nodeid.startswith(WITHOUT_DATABASE):
        return
    wanted: dict[str, Any] = dict(mark.kwargs) if mark else {}
    wanted["databases"] = ALIASES
    if item.get_closest_marker("files"):
        wanted["transaction"] = True
    item.add_marker(pytest.mark.django_db(**wanted), append=False)


# --- the databases ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """On SQLite each process has a home of its own; only PostgreSQL needs a name per process."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and on_postgresql():
        for alias in ALIASES:
            test = connections[alias].settings_dict["TEST"]
            test["NAME"] = f"test_{connections[alias].settings_dict['NAME']}_{worker}"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the databases are there already: copied from the template of an earlier run."""
    return not on_postgresql() and template.lay_down(ALIASES)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_keepdb: bool, django_db_blocker: Any
) -> Iterator[None]:
    """The test databases, with the first epoch begun and their addresses told to child processes."""
    from django.test.utils import setup_databases, teardown_databases

    from privacy.keystore import store

    late: list[Any] = []
    if not any(item.get_closest_marker("django_db") for item in request.session.items):
        # Only tests that share a world for their module: pytest-django asks the marks, and made no database.
        with django_db_blocker.unblock():
            late = setup_databases(0, interactive=False, aliases=ALIASES, keepdb=django_db_keepdb)
    if on_postgresql():
        for alias, variable in (("default", "DATABASE_URL"), ("keys", "KEYS_DATABASE_URL")):
            os.environ[variable] = url_of(connections[alias].settings_dict)
    with django_db_blocker.unblock():
        if not on_postgresql() and not django_db_keepdb:
            template.keep(ALIASES)
        store.init()
    yield
    if late and on_postgresql():
        with django_db_blocker.unblock():
            teardown_databases(late, 0)


def url_of(database: dict[str, Any]) -> str:
    """The address that config.database reads back into these settings."""
    return f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_triggers() -> Iterator[None]:
    """Tests with real commits are cleaned by emptying tables, which append-only tables refuse.

    Emptying also takes the first epoch; it is begun anew, for the next test.
    """
    flush = TransactionTestCase._fixture_teardown
    # Subclasses that roll back have a teardown of their own and never come here.
    TransactionTestCase._fixture_teardown = lambda case: empty()
    yield
    TransactionTestCase._fixture_teardown = flush


def empty() -> None:
    """Empty both databases, as Django does after a test with real commits; chain and epochs begin anew."""
    from privacy import triggers
    from privacy.keystore import store

    for alias in ALIASES:
        triggers.remove(connections[alias])
    try:
        for alias in ALIASES:
            call_command(
                "flush",
                verbosity=0,
                interactive=False,
                database=alias,
                reset_sequences=False,
                allow_cascade=False,
                inhibit_post_migrate=False,
            )
    finally:
        for alias in ALIASES:
            triggers.install(connections[alias])
    store.init()


@pytest.fixture(autouse=True)
def epochs_as_before(request: pytest.FixtureRequest) -> Iterator[None]:
    """Epoch files and kept keys are no part of a transaction: what a test did to them is undone here."""
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    from privacy.audit import pseudonyms
    from tests import people

    request.getfixturevalue("db")
    if turn(request.node) == 3:
        # no row is left of what rolled back before it, but its sealed files would still lie there
        shutil.rmtree(settings.FILES_FOLDER, ignore_errors=True)
        if people.stands():
            empty()
    pseudonyms.forget()
    with key_files_as_before():
        yield


@contextlib.contextmanager
def key_files_as_before() -> Iterator[None]:
    """What is done to the root key and the epochs in here is undone, as a transaction undoes the rest.

    Whoever rolls a database back has to be in here: else it names an epoch whose file is gone.
    """
    from privacy.keystore import epochs, root

    before = {folder: files_in(folder) for folder in (epochs.folder(), root.path().parent)}
    try:
        yield
    finally:
        for folder, files in before.items():
            if files_in(folder) != files:
                put_back(folder, files)
                root.forget()


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    """These files, for this user alone, and no others."""
    for name in files_in(folder):
        (folder / name).unlink()
    for name, content in files.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)


def files_in(folder: Path) -> dict[str, bytes]:
    """Name and bytes of each file."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


# --- files --------------------------------------------------------------------------------------------


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """A folder of sealed files for one test."""
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path / "files"


# --- the canary ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_word_leaks(request: pytest.FixtureRequest, epochs_as_before: None) -> Iterator[None]:
    """Fails the test when a canary word is anywhere but under its seal (see tests/canary.py)."""
    with contextlib.ExitStack() as stack:
        watch = stack.enter_context(Watch.open())
        yield
        if request.node.get_closest_marker("plants_canary"):
            return
        aliases = ALIASES if request.node.get_closest_marker("django_db") else []
        leaks = watch.leaks(aliases)
    if leaks:
        pytest.fail("A member's word was seen outside its seal:\n  " + "\n  ".join(leaks), pytrace=False)


# --- all tests ----------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def browser_tests_may_wait(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright's loop makes Django think that asynchronous code calls it; only there it is wrong."""
    has_browser = any(item.get_closest_marker("browser") for item in request.session.items)
    if has_browser:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if has_browser:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
