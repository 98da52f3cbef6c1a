"""B02: any text comes back as it was; whether there is one at all shows only after opening."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.crypto import Cipher, Place

CIPHER = Cipher.build(os.urandom(16), os.urandom(32), os.urandom(16), os.urandom(32))
PLACE = Place("contribution_text", "body", uuid4())
# Every code point but half pairs, which are no text and which UTF-8 cannot write.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=2000)


@settings(max_examples=200)
@given(TEXTS)
def test_b02_any_text_comes_back(text: str) -> None:
    assert CIPHER.open(CIPHER.seal(text, PLACE), PLACE) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "a\0b",
        "\0" * 60,
        "\u202eright to left\u202c",
        "لم يسألني أحد",
        "👩🏽‍⚖️",
        "e\u0301",
        "\u00e9",
        "\ufeff",
        "\ufffe",
        "\U0010ffff",
    ],
    ids=ascii,
)
def test_b02_odd_texts_come_back(text: str) -> None:
    assert CIPHER.open(CIPHER.seal(text, PLACE), PLACE) == text


def test_b02_a_megabyte_comes_back() -> None:
    text = "жé👩🏽" * 90_000
    assert len(text.encode()) > 1_000_000
    assert CIPHER.open(CIPHER.seal(text, PLACE), PLACE) == text


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=10))
def test_b02_an_empty_text_looks_like_a_short_one(text: str) -> None:
    assert len(CIPHER.seal("", PLACE)) == len(CIPHER.seal(text, PLACE)) == 80 + 64 + 16


def test_b02_half_a_pair_is_no_text_and_is_not_sealed() -> None:
    with pytest.raises(UnicodeEncodeError):
        CIPHER.seal("\ud800", PLACE)
