"""How passphrases are kept (I09): Argon2id as the policy wants it; old hashes are made anew at a sign-in."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from django.contrib.auth.hashers import make_password

from board import passphrases
from board.models import Account
from privacy import audit
from tests.board.acting import leaves
from tests.people import PASSPHRASE
from tests.visiting import Visitor


@pytest.fixture(autouse=True)
def as_delivered(settings):
    """The hasher of the product, not the fast one of the tests."""
    settings.PASSWORD_HASHERS = ["board.hashers.Argon2id"]


def keep(cast, hashed):
    with audit.act("passphrase.changed", actor=cast.anna.account, about=cast.anna.account) as act:
        account = act.lock(cast.anna.account)
        account.password = hashed
        account.save(act=act)


def sign_in(passphrase=PASSPHRASE):
    visitor = Visitor()
    visitor.get("/in/")
    return visitor.fill({"sign_in_name": "anna-0000", "passphrase": passphrase})


def test_i09_parameters_are_those_of_the_policy():
    found = extract_parameters(make_password(PASSPHRASE).removeprefix("argon2"))
    assert found.type == Type.ID
    assert found.memory_cost >= 65536
    assert found.time_cost >= 3
    assert found.parallelism >= 1


@pytest.mark.slow
def test_i09_a_hash_made_with_less_is_made_anew_at_the_next_sign_in(cast):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1, type=Type.ID)
    keep(cast, "argon2" + weak.hash(PASSPHRASE))
    assert passphrases.is_outdated(Account.objects.get(pk=cast.anna.account.pk).password)
    with leaves("passphrase.rehashed"):
        assert sign_in().url == "/"
    kept = Account.objects.get(pk=cast.anna.account.pk).password
    assert not passphrases.is_outdated(kept)
    with leaves():
        assert sign_in().url == "/"


@pytest.mark.slow
def test_the_session_holds_after_the_hash_was_made_anew(cast):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1, type=Type.ID)
    keep(cast, "argon2" + weak.hash(PASSPHRASE))
    visitor = Visitor()
    visitor.get("/in/")
    visitor.fill({"sign_in_name": "anna-0000", "passphrase": PASSPHRASE})
    assert visitor.get("/me/").status == 200
