"""The status page: numbers and versions, nobody's words, and what is not in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from privacy import audit, clock, triggers
from privacy.keystore.models import Epoch
from privacy.models import Upkeep
from privacy.reading import System
from tests.visiting import Visitor


def status(cast, who="adam", **how):
    return Visitor.as_(getattr(cast, who).account).get("/status/", **how)


@pytest.mark.parametrize(("who", "code"), [
    ("anna", 404), ("chloe", 404), ("olga", 404), ("sam", 200), ("dora", 200), ("adam", 200),
])  # fmt: skip
def test_who_may_look_after_the_machine(cast, who, code):
    status(cast, who, status=code)


def test_it_names_versions_keys_and_backups(cast):
    page = status(cast)
    for words in ("Python 3.", "Django 5.2", "WeasyPrint 70", "Epoch 1", "Deleted keys 0", "None yet."):
        assert words in page, words
    assert connection.display_name in page
    assert "Keys and triggers are in order." in page


def test_it_says_when_the_newest_backups_were_made(cast):
    assert status(cast).text.count("None yet.") == 2
    with audit.act("backup.made", actor=System("backup"), about=Upkeep()) as act:
        Upkeep(what="backup-keys", outcome=0, done_at=clock.now() - timedelta(days=10)).save(act=act)
        Upkeep(what="backup-data", outcome=0, done_at=clock.now()).save(act=act)
    page = status(cast)
    assert "None yet." not in page
    assert page.text.count("Make one") == 1


def test_it_names_nobody(cast):
    page = status(cast)
    assert not any(name in page for name in ("Anna", "anna-0000", "Labour Training Agency"))


def test_the_last_verification(cast):
    assert "has not been verified yet" in status(cast)
    call_command("audit", "verify", verbosity=0)
    assert "the chain was whole" in status(cast)


def test_missing_triggers_are_said(cast):
    triggers.remove(connection)
    try:
        assert "privacy_event_no_delete" in status(cast)
    finally:
        triggers.install(connection)


def test_an_end_that_was_cut_off_is_said_at_once(cast):
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_event WHERE seq > (SELECT seq - 2 FROM privacy_head)")
    triggers.install(connection)
    assert "newer events are missing" in status(cast)


def test_an_old_epoch_is_said_in_words(cast):
    words = "The epoch of the keys is older than 90 days. Run “manage.py keys rotate”."
    for age, warns in ((89, False), (90, True)):
        Epoch.objects.update(began_on=clock.today() - timedelta(days=age))
        assert (words in status(cast)) is warns, age
    assert "Since" in status(cast)
