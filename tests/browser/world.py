"""A small world for browser tests that only look: made once for a module, and taken away after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import TransactionTestCase

from privacy.audit import pseudonyms
from privacy.keystore import store
from tests.consultations import stories
from tests.meetings import held
from tests.people import Cast


class _Everything(TransactionTestCase):
    databases = {"default", "keys"}  # noqa: RUF012  (Django's own form)


@contextmanager
def emptied() -> Iterator[None]:
    """Both databases are empty afterwards, as after a test with real commits."""
    store.init()
    pseudonyms.forget()  # of the module before
    try:
        yield
    finally:
        _Everything()._fixture_teardown()


def settled(cast: Cast) -> Cast:
    """A request nobody has answered, one that Bea answered, one to which Anna has a draft; a meeting."""
    stories.opened(cast)
    stories.standing(cast.bea, stories.opened(cast, 2))
    stories.drafted(cast.anna, stories.opened(cast, 3))
    starts = dt.datetime.now(dt.UTC) + dt.timedelta(days=20)
    held.called(cast, starts_at=starts, ends_at=starts + dt.timedelta(hours=2))
    return cast
