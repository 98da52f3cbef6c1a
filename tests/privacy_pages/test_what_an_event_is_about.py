"""The log names what an event is about in plain words, in the language of the page."""

from __future__ import annotations

from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

import config.catalogue as words
from board import actions as board
from privacy.audit import Audited
from privacy.models import Head
from privacy.queries import thing_words
from tests.people import Cast
from tests.visiting import Visitor

LOG = "/dpo/log/"
NAMED = [Head, *(model for model in apps.get_models() if issubclass(model, Audited))]


def told(label: str) -> str:
    try:
        return render_to_string(f"events/about/{label}.txt").strip()
    except TemplateDoesNotExist:
        return ""


def test_every_audited_model_has_a_name_of_its_own() -> None:
    with translation.override("en"):
        named = {model._meta.label_lower: told(model._meta.label_lower) for model in NAMED}
    assert [label for label, name in named.items() if not name] == []
    assert len(set(named.values())) == len(named)


def test_every_name_is_said_in_every_language() -> None:
    with translation.override("en"):
        plain = {model._meta.label_lower: told(model._meta.label_lower) for model in NAMED}
    for language in words.languages():
        with translation.override(language):
            same = [label for label, name in plain.items() if told(label) == name]
        assert (language, same) == (language, [])


def test_no_name_is_kept_for_what_is_not_there() -> None:
    kept = {file.stem for file in (words.folder().parent / "templates/events/about").glob("*.txt")}
    assert kept == {model._meta.label_lower for model in NAMED}


def test_the_log_says_it_in_the_language_of_the_page(cast: Cast) -> None:
    dora = Visitor.as_(cast.dora.account)
    dora.get(f"{LOG}?code=person.added")
    board.change_language(actor=cast.dora.account, language="ru")
    page = dora.get(f"{LOG}?code=person.added")
    cells = [cell for cell in page.document.all("td") if cell.attrib["data-label"] == "О чём"]
    assert {"".join(cell.itertext()).split()[0] for cell in cells} == {"человек"}


def test_a_table_that_is_gone_keeps_its_plain_name() -> None:
    assert thing_words("consultations.pebble") == "pebble"
