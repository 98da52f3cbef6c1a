"""Made twice, a document is the same file: that is what a signature and a stored digest stand on."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable

import pytest

from documents import pdf, process
from documents.protocol import Order
from tests.documents import samples


@pytest.mark.slow
def test_same_input_same_bytes(minutes_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(os.path.sep)
    again = pdf.render("samples/minutes.html", samples.minutes(), language="en", made_on=samples.MADE_ON)
    assert again == minutes_pdf


@pytest.mark.slow
def test_the_day_and_the_words_are_in_the_bytes(order: Callable[..., Order]) -> None:
    one = process.run(order("<p>one")).body
    assert process.run(order("<p>two")).body != one
    assert process.run(order("<p>one", made_on=dt.date(2027, 1, 1).isoformat())).body != one


def test_the_page_says_its_words_in_the_language(sample_templates: None) -> None:
    html = pdf.page_html("samples/plain.html", {}, language="en", made_on=samples.MADE_ON)
    assert 'data-page-before="Page " data-page-between=" of " data-page-after=""' in html
    assert '<html lang="en">' in html


def test_no_request_no_context_processor(sample_templates: None) -> None:
    html = pdf.page_html("samples/plain.html", {"words": "x"}, language="en", made_on=samples.MADE_ON)
    assert "csrf" not in html
