"""Names in running text: inflected, in both alphabets, as pet names; and what rings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.mentions import token
from pages.names import watch

HIT = [
    ("Анна", "Анна Анны Анне Анну Анной Анною анны Аннин Аня Ани Аню Нюра Анечка Anna Anya"),
    ("Anna", "Anna anna Anna’s Anna's Annas Anny Annie Anię Anno Анна Анне"),
    ("Julia Kovalska", "Julia Yulia Юлия Юлии Юлю Kovalska Kovalskiej Ковальская Ковальской"),
    ("Igor Petrov", "Igor Igora Igorem Игорь Игоря Игорю Petrovs Петрова Петрову Петровым"),
    ("Екатерина", "Екатерине Катя Кати Катю Катюша Kate Katya Ekaterina"),
    ("Zoë", "Zoe Zoë"),
    ("Ольга", "Ольги Ольге Оля Оле Олечка Olga Olya"),
    ("Мир", "Мир Мира"),
    ("Rose", "Rose"),
    ("Αθηνά", "Αθηνά"),
]
MISS = [
    ("Anna", "any annual another anyone cannot banana"),
    ("Julia", "July july jury"),
    ("Sam", "same some sample"),
    ("Rose", "rose the price rose"),
    ("Hope", "we hope"),
    ("Вера", "вера в верный"),
    ("Надежда", "надежда есть"),
    ("Li", "list like lie"),
    ("Bea", "bear beat beauty"),
]
RINGS = ["+48 600 123 456", "0600-123-456", "+381 (0)64 12 345", "8 (916) 123-45-67", "anna@example.org"]
SILENT = [
    "2026-11-22",
    "22.11.2026",
    "2019–2026",
    "1 000 000",
    "MTG/2026/14",
    "2026/R-014",
    "14.30-16.00",
    "21",
]


@pytest.mark.parametrize(("name", "words"), HIT)
def test_a_name_is_found_in_all_its_forms(name: str, words: str) -> None:
    watched = watch([name])
    missed = [word for word in words.split() if not watched.spots(f"It was said that {word} agrees.")]
    assert not missed


@pytest.mark.parametrize(("name", "words"), MISS)
def test_words_of_every_day_are_left_alone(name: str, words: str) -> None:
    assert [spot.words for spot in watch([name]).spots(words)] == []


def test_a_name_that_is_a_word_says_so() -> None:
    assert [(spot.words, spot.is_word) for spot in watch(["Hope", "Carla"]).spots("Hope met Carla")] == [
        ("Hope", True),
        ("Carla", False),
    ]


def test_what_rings_is_found_and_dates_are_not() -> None:
    watched = watch([])
    assert [one for one in RINGS if [s.is_number for s in watched.spots(f"Reach us: {one}.")] != [True]] == []
    assert [one for one in SILENT if watched.spots(f"See {one}.")] == []


def test_a_token_is_no_name() -> None:
    from uuid import UUID

    assert watch(["Person", "Abba"]).spots(f"{token(UUID(int=0xABBA))} spoke.") == []


@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=80))
def test_no_text_and_no_name_breaks_it(names: list[str], text: str) -> None:
    watch(names).spots(text)
