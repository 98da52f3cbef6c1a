"""Blind indexes: the same value is found again, and nothing else can be told from what is kept."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from privacy.crypto import KeyMissing, KeyNotInUse
from privacy.index import INVITATION, blind_index, looked_up
from privacy.keystore import store
from privacy.keystore.models import Key, Kind
from privacy.keystore.states import State


def test_it_is_hmac_sha256_of_128_bits_under_a_key_of_its_own(db: None) -> None:
    found = blind_index(INVITATION, "anna@example.org")
    key = store.named("index-invitation")
    assert found == hmac.new(key, b"anna@example.org", hashlib.sha256).digest()[:16]
    assert len(key) == 32
    assert found == looked_up(INVITATION, "anna@example.org")
    assert found != blind_index(INVITATION, "bea@example.org")


@pytest.mark.parametrize("typed", ["Anna@Example.org", "  anna@example.org ", "ａｎｎａ@example.org"])
def test_case_and_width_make_no_difference(typed: str, db: None) -> None:
    assert blind_index(INVITATION, typed) == blind_index(INVITATION, "anna@example.org")


def test_it_outlives_a_new_epoch_and_is_never_made_by_asking(db: None) -> None:
    before = blind_index(INVITATION, "x")
    store.rewrap()
    assert blind_index(INVITATION, "x") == before
    count = Key.objects.count()
    with pytest.raises(KeyMissing):
        blind_index("other", "x")
    assert Key.objects.count() == count
    assert Key.objects.filter(kind=Kind.INDEX).count() == 1


def test_a_deactivated_index_finds_and_takes_nothing_new(db: None) -> None:
    before = blind_index(INVITATION, "x")
    [key] = Key.objects.filter(name="index-invitation").values_list("id", flat=True)
    store.move(bytes(key), State.DEACTIVATED)
    assert looked_up(INVITATION, "x") == before
    with pytest.raises(KeyNotInUse):
        blind_index(INVITATION, "x")
