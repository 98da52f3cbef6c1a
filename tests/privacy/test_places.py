"""The register of derived data: a place that nobody registered fails the build."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import override_settings

from privacy import places
from privacy.places import Goes

CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
STORE = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STRANGERS = {
    "CACHES": ({"default": CACHE, "pages": CACHE}, ["cache:pages"]),
    "STORAGES": ({"default": STORE, "staticfiles": STORE, "papers": STORE}, ["storage:papers"]),
    "SESSION_ENGINE": ("django.contrib.sessions.backends.file", None),
    "MESSAGE_STORAGE": ("django.contrib.messages.storage.cookie.CookieStorage", None),
    "EMAIL_BACKEND": ("django.core.mail.backends.filebased.EmailBackend", None),
    "MEDIA_ROOT": ("/srv/uploads", None),
    "FILE_UPLOAD_HANDLERS": (["django.core.files.uploadhandler.TemporaryFileUploadHandler"], None),
}


@pytest.fixture
def empty_register() -> Iterator[None]:
    before = dict(places._places)
    places._places.clear()
    yield
    places._places.clear()
    places._places.update(before)


def test_every_place_is_registered() -> None:
    assert places.unregistered() == []


@pytest.mark.parametrize("setting", STRANGERS)
def test_d08_an_unregistered_place_fails_the_build(setting: str) -> None:
    value, names = STRANGERS[setting]
    with override_settings(**{setting: value}):
        found = places.unregistered()
        assert len(found) == 1
        assert names is None or found == names
        with pytest.raises(SystemCheckError, match="is no registered place"):
            call_command("check")


def test_d08_a_sealed_table_that_nobody_registered(empty_register: None) -> None:
    missing = places.unregistered()
    assert {"contribution_text", "person", "entry_quote", "cache:default"} <= set(missing)


def test_each_purge_runs_once_with_all_keys(empty_register: None) -> None:
    ran: list[frozenset[bytes]] = []
    places.register("one", "two", goes=Goes.PURGED, purge=ran.append)
    places.register("three", goes=Goes.NEVER, why="empty")
    places.purge([b"a", b"b"])
    assert ran == [frozenset({b"a", b"b"})]


def test_a_registration_says_how_and_why(empty_register: None) -> None:
    for wrong in ({"goes": Goes.PURGED}, {"goes": Goes.NEVER}, {"goes": Goes.BOARD, "purge": print}):
        with pytest.raises(ValueError, match="PURGED goes with"):
            places.register("x", **wrong)
    for wrong in ({"goes": Goes.NAMED}, {"goes": Goes.RECORD, "drop": print}):
        with pytest.raises(ValueError, match="NAMED goes with"):
            places.register("x", **wrong)
    assert places.registered() == {}
