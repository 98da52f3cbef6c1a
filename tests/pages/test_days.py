"""Days in words: in a sentence of any language a day reads as people write it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from board.forms.own import IdleForm
from pages.days import day_of_the_year, full_day
from tests.house.tree import templates

FRIDAY = dt.date(2026, 12, 11)
NOON = dt.datetime(2026, 12, 11, 12, tzinfo=dt.UTC)


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


FORMAT = re.compile(r"\|(?:date|time):(?:\"([^\"]*)\"|([^\s}|]+))")
IN_WORDS = re.compile(r"DATE_FORMAT|[jd] [EFNMb]\b.*|[H:i]+")


def test_la4_no_template_writes_a_day_in_numbers() -> None:
    """3 May 2026 is a day everywhere; 03/05/2026 is another one in another country."""
    formats = {"".join(found) for one in templates() for found in FORMAT.findall(one.read_text())}
    assert formats
    assert {one for one in formats if not IN_WORDS.fullmatch(one)} == set()
    for wrong in ("d/m/Y", "d.m.Y", "SHORT_DATE_FORMAT", "Y-m-d"):
        assert not IN_WORDS.fullmatch(wrong)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_la4_a_day_without_a_format_of_its_own_is_in_words_too(language: str) -> None:
    with override(language):
        shown = Template("{{ day }} {{ moment }}").render(Context({"day": FRIDAY, "moment": NOON}))
    assert not re.search(r"\d[/.-]\d", shown), shown
    assert shown.count("2026") == 2
