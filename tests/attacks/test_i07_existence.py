"""I07: what one may not see answers as what does not exist, at every address with an id in it.

The same status, bytes, headers and cookies, and nothing opened: no event. Where she does not even see what
the thing stands below, as many questions to both databases too: the same class of time, without a clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from board.models import Account
from privacy.models import Event
from tests.attacks.known import ROUTES, TABLE, Ids, Known, known
from tests.conftest import key_files_as_before
from tests.routes import Route
from tests.visiting import HOST, Visitor

__all__ = ["known"]
METHODS = ("get", "post")
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


@contextmanager
def undone() -> Iterator[None]:
    """What a button did to somebody who may press it is undone."""
    marks = [(transaction.savepoint(using=alias), alias) for alias in ("default", "keys")]
    with key_files_as_before():
        yield
    for mark, alias in marks:
        transaction.savepoint_rollback(mark, using=alias)
        # or each would stand inside the one before, with a lock of its own: a server has only so many
        transaction.savepoint_commit(mark, using=alias)


def asked(visitor: Visitor, method: str, address: str) -> tuple[Any, ...]:
    """All that can be seen of an answer from outside, or measured."""
    reset_queries()  # Django keeps the last 9000, and complains of more
    before = Event.objects.count()
    with undone(), CaptureQueriesContext(connections["default"]) as main:
        with CaptureQueriesContext(connections["keys"]) as keys:
            sent = {"csrfmiddlewaretoken": visitor._token()} if method == "post" else {}
            ask = getattr(visitor.client, method)
            answer = ask(address, sent, secure=True, headers={"origin": f"https://{HOST}"})
        events = Event.objects.count() - before
    return (
        answer.status_code, answer.getvalue(), sorted(answer.items()), sorted(answer.cookies),
        events, len(keys), len(main),
    )  # fmt: skip


# Buttons that destroy a key: those who may press them would take something away for good.
FOR_GOOD = {"notices:off", "meetings:paper-remove", "recommendations:package", "consultations:passage-remove"}


def may_press(account: Account, route: Route) -> bool:
    """Whether it is a button that this role has, and that no test can undo."""
    return route.name in FOR_GOOD and account.role in TABLE[route.name]["roles"]


# The page of what a thing stands below: who sees that one knows that there is something.
ABOVE = {
    "consultation_id": "/c/{}/", "meeting_id": "/m/{}/", "release": "/r/release/{}/",
    "recommendation": "/r/{}/", "contribution_id": "/seen/{}/",
}  # fmt: skip


class Asking:
    """One person at all addresses; what is asked of her answers is that they are those of a random id."""

    def __init__(self, known: Known, name: str) -> None:
        self.known, self.name = known, name
        self.visitor, self.account = known.visitors[name], known.world.cast.everybody()[name]
        self.told: list[str] = []
        self.refused = 0
        self.seen: dict[str, bool] = {}

    def at(self, route: Route) -> None:
        random = route.path(**{key: uuid4() for key, _ in route.converters})
        nothing: dict[str, Any] = {}
        for ids in self.known.fitting(route):
            for method in METHODS:
                if method == "post" and may_press(self.account, route):
                    break
                found = asked(self.visitor, method, route.path(**ids))
                if found[0] not in GONE:
                    self.told += [] if self.comes_to(route) else [f"{method} {route.name}: {found[0]}"]
                    break  # it is hers to see; what its button does is not asked here
                self.refused += 1
                nothing[method] = nothing.get(method) or asked(self.visitor, method, random)
                if self.differ(found, nothing[method], sees_above=self.sees_above(ids)):
                    told = f"{found[4:]}, not {nothing[method][4:]}"
                    self.told.append(f"{method} {route.name}: {told}")

    def differ(self, found: tuple[Any, ...], random: tuple[Any, ...], *, sees_above: bool) -> bool:
        """From what one sees below, a refusal may take a look more: that is no news to her."""
        looked = 5 if sees_above else len(found)
        return bool(found[:looked] != random[:looked])

    def comes_to(self, route: Route) -> bool:
        return bool(set(TABLE[route.name]["roles"]) & {self.account.role, "signed-in"})

    def sees_above(self, ids: Ids) -> bool:
        path = next((ABOVE[name].format(key) for name, key in ids.items() if name in ABOVE), "")
        if path not in self.seen:
            self.seen[path] = bool(path) and asked(self.visitor, "get", path)[0] == HTTPStatus.OK
        return self.seen[path]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_i07_existence_404_uniform(known: Known) -> None:
    assert [route.name for route in ROUTES if not known.fitting(route)] == []
    told = []
    for name in ("anna", "bea", "carla", "chloe", "sam", "olga", "omar", "dora", "adam"):
        one = Asking(known, name)
        for route in ROUTES:
            one.at(route)
        told += [f"{name} {line}" for line in one.told]
        assert one.refused > 100, name
    assert not told, "\n".join(told)
