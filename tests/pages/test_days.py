"""Days in words: in a sentence of any language a day reads as people write it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from board.forms.own import IdleForm
from pages.days import day_of_the_year, full_day

FRIDAY = dt.date(2026, 12, 11)


@pytest.mark.parametrize(
    ("language", "whole", "short"),
    [
        ("en", "Friday 11 December 2026", "Friday 11 December"),
        ("ru", "11 декабря 2026 (пятница)", "11 декабря (пятница)"),
    ],
)
def test_la4_a_day_stands_in_a_sentence_as_people_write_it(language: str, whole: str, short: str) -> None:
    with override(language):
        assert (full_day(FRIDAY), day_of_the_year(FRIDAY)) == (whole, short)


def test_la4_words_of_a_list_are_looked_up_when_the_page_is_made() -> None:
    with override("ru"):
        assert [words for _value, words in IdleForm().fields["minutes"].choices] == [
            f"{minutes} мин" for minutes in (10, 20, 30, 45, 60)
        ]
