"""A11: whoever may press a button sends columns along that no form has; none is set, and the try is noted."""

from __future__ import annotations

import copy
from http import HTTPStatus
from typing import Any

import pytest

from board.models import Account, Person
from config.signed_in import NO_FORM_HAS
from privacy.models import Event
from tests.attacks.known import TABLE, Known, known
from tests.attacks.test_i07_existence import undone
from tests.conftest import key_files_as_before
from tests.routes import Route, routes
from tests.visiting import HOST, Visitor

__all__ = ["known"]
# What the fields of our own forms are called is left out: those may be set, by whoever sees the form.
HOSTILE = dict.fromkeys(NO_FORM_HAS, "1") | {
    "human": "5a0ec1f4-6c9d-4b67-9c7e-3d1f7c2b9e10", "history_id": "1", "revision_of": "1", "pk": "1",
    "state": "withdrawn", "asked_by": "1", "settled_by": "1", "approved_by": "1", "seat": "1",
}  # fmt: skip
# One for each role; whoever comes to a page first is the one who presses there.
NAMES = ("anna", "sam", "chloe", "olga", "dora", "adam")


def privileges() -> list[tuple[Any, ...]]:
    """What makes an account more than it is."""
    return list(
        Account.objects.order_by("pk").values_list(
            "pk", "role", "second_role", "is_superuser", "human", "must_change", "groups", "user_permissions"
        )
    )


def owners() -> list[tuple[Any, ...]]:
    return list(Person.objects.order_by("pk").values_list("pk", "account", "organisation"))


def pressed(visitor: Visitor, address: str) -> int:
    """The answer to a form in which somebody wrote columns of the tables; she stays signed in."""
    cookies = copy.deepcopy(visitor.client.cookies)
    sent = {**HOSTILE, "csrfmiddlewaretoken": visitor._token()}
    answer = visitor.client.post(address, sent, secure=True, headers={"origin": f"https://{HOST}"})
    visitor.client.cookies = cookies
    return int(answer.status_code)


def strange() -> int:
    return Event.objects.filter(code="form.strange").count()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a11_mass_assignment_at_every_address_that_takes_a_form(known: Known) -> None:
    taking: list[Route] = [one for one in routes() if "POST" in TABLE[one.name]["methods"]]
    before, answered = (privileges(), owners()), set()
    for name in NAMES:
        visitor, account = known.visitors[name], known.world.cast.everybody()[name]
        for route in taking:
            roles = set(TABLE[route.name]["roles"])
            if not roles & {account.role, "signed-in"} or route.name == "board:sign-out":
                continue
            for ids in known.fitting(route) or [{}]:
                with key_files_as_before(), undone():
                    noted = strange()
                    status = pressed(visitor, route.path(**ids))
                    assert strange() == noted + 1, (name, route.name)
                    # a new second role, or an account that ends, is what some of these buttons are for
                    assert (privileges(), owners()) == before, (name, route.name)
                if status not in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
                    answered.add(route.name)
                    break
    assert len(answered) > 100, len(answered)
