"""Tokens and codes: what an editor types is what is kept, and nothing is ever taken for markup."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pages.mentions import Roster, people_in, said, token
from pages.plain_text import to_html

ANNA, BEA, GONE = (UUID(int=number << 112) for number in (0x3F9A, 0x3F9B, 0x77AA))
PEOPLE = Roster({ANNA: "Anna", BEA: "Bea [x] #1", GONE: "a former member"}, frozenset({GONE}))
PIECES = st.lists(
    st.one_of(
        st.text(),
        st.sampled_from(["{{", "}}", "{{person:", "[", "]", "#", "[#3f9a]", "\n- ", "[Anna]", token(ANNA)]),
    ),
    max_size=8,
).map("".join)


def test_codes_are_short_and_stay_apart() -> None:
    assert [code for _name, code in PEOPLE.offered] == ["[Anna #3f9a]", "[Bea x 1 #3f9b]"]
    twins = Roster({ANNA: "Anna", UUID(int=(0x3F9A << 112) + 1): "Anna"})
    first, second = (code for _name, code in twins.offered)
    assert first != second
    assert {twins.stored(first), twins.stored(second)} == {token(one) for one in twins.names}


def test_what_is_typed_is_kept_without_a_name_and_comes_back() -> None:
    kept = PEOPLE.stored("[Anna #3f9a] met [anna] and [#77aa]; see [sic] and [1].")
    assert kept == f"{token(ANNA)} met {token(ANNA)} and {token(GONE)}; see [sic] and [1]."
    assert PEOPLE.shown(kept) == (
        "[Anna #3f9a] met [Anna #3f9a] and [a former member #77aa]; see [sic] and [1]."
    )
    assert PEOPLE.stored(PEOPLE.shown(kept)) == kept


def test_a_code_that_is_nobodys_is_asked_about() -> None:
    with pytest.raises(ValidationError):
        PEOPLE.stored("[Anna #dead]")
    with pytest.raises(ValidationError):
        Roster({ANNA: "Anna", uuid4(): "Anna"}).stored("[Anna]")


def test_an_unknown_token_is_a_member_and_names_bring_nothing_along() -> None:
    names = {ANNA: f"<b>{token(BEA)}</b>", BEA: "Bea"}
    text = f"{token(ANNA)} and {token(uuid4())}.\n{token(BEA)}"
    words = said(text, names, "a member")
    assert words == f"<b>{token(BEA)}</b> and a member.\nBea"
    assert "<b>" not in to_html(words)
    assert said(f"It ended. {token(uuid4())} spoke to {token(uuid4())}.", {}, "a member") == (
        "It ended. A member spoke to a member."
    )


@given(PIECES)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    try:
        kept = PEOPLE.stored(text)
    except ValidationError:
        return
    assert PEOPLE.stored(PEOPLE.shown(kept)) == kept


@given(PIECES, st.text(max_size=20))
def test_any_text_can_be_said(text: str, name: str) -> None:
    words = said(text, dict.fromkeys(people_in([text]), name), "a member")
    assert isinstance(words, str)
    if "{" not in name:
        assert not people_in([words]) or "{{person:" in text.replace(token(ANNA), "")
