"""Plain text on a page, days in words, icons, components."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pages.icons import SHAPES, TURNED
from pages.plain_text import to_html
from tests.markup import Document, text_of


def drawn(source: str, **context: Any) -> str:
    return Template("{% load pages %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    "text,html",
    [
        ("", ""),
        ("one", "<p>one</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("first:\n- a\n- b\nlast", "<p>first:</p>\n<ul><li>a</li><li>b</li></ul>\n<p>last</p>"),
        ("<script>\r\n& more", "<p>&lt;script&gt;<br>&amp; more</p>"),
        ("{{ 7 }} {% now %}", "<p>{{ 7 }} {% now %}</p>"),
        ("-not a list", "<p>-not a list</p>"),
    ],
)
def test_plain_text(text: str, html: str) -> None:
    assert to_html(text) == html


@given(st.text(alphabet=st.sampled_from("ab <>&\"'\n\r-"), max_size=40))
def test_whatever_is_written_no_markup_comes_of_it(text: str) -> None:
    tags = set(re.findall(r"<[^>]*>", to_html(text)))
    assert tags <= {"<p>", "</p>", "<br>", "<ul>", "</ul>", "<li>", "</li>"}


def test_days_in_words() -> None:
    day = dt.date(2026, 12, 11)
    late = dt.datetime(2026, 12, 10, 23, 30, tzinfo=dt.UTC)
    assert drawn("{{ day|day }}", day=day) == "Friday 11 December 2026"
    assert drawn("{{ day|short_day }}", day=day) == "11 December 2026"
    assert drawn("{{ day|day }}|{{ day|short_day }}|{{ day|clock_time }}", day=None) == "||"
    assert drawn("{{ day|day }}", day="Expected in January") == "Expected in January"
    with timezone.override("Europe/Kyiv"):
        assert drawn("{{ late|day }}, {{ late|clock_time }}", late=late) == "Friday 11 December 2026, 01:30"


def test_icons_are_not_read_aloud() -> None:
    for name in SHAPES:
        picture = Document(
            f"<!doctype html><html lang=en><title>x</title>{drawn('{% icon name %}', name=name)}</html>"
        )
        assert not picture.complaints
        assert 'aria-hidden="true"' in drawn("{% icon name %}", name=name)
    assert set(SHAPES) >= TURNED


def test_a_status_has_shape_and_words() -> None:
    assert drawn('{% status_tag "open" "Open" %}') == '<span class="tag open">Open</span>'
    with pytest.raises(KeyError):
        drawn('{% status_tag "urgent" "Open" %}')


def component(name: str, **context: Any) -> Document:
    request = RequestFactory().get("/c/", {"state": "open", "page": "2"})
    html = render_to_string(f"components/{name}.html", context, request=request)
    page = Document(f"<!doctype html><html lang=en><title>x</title><main>{html}</main></html>")
    assert not page.complaints
    return page


def test_a_content_note_is_closed_and_hides_its_text() -> None:
    page = component("content_note", note="It mentions debt.", body="Part two\n\n<b>", key="note-1")
    details = page.all("details")[0]
    assert "open" not in details.attrib
    assert page.ids["note-1"] == 1
    inside = next(one for one in details.iter("div"))
    assert text_of(inside) == "Part two <b>"


def test_who_sees_says_yes_no_and_ask() -> None:
    readers = [SimpleNamespace(who=who, words="w", may=who) for who in ("yes", "no", "ask")]
    page = component("who_sees", readers=readers)
    assert [one.attrib.get("class", "") for one in page.all("li")] == ["", "no", "ask"]


@pytest.mark.parametrize(
    "name,context",
    [
        ("back", {"url": "/c/", "words": "Up"}),
        ("notice", {"words": "Done", "kind": "good", "title": "Sent", "url": "/c/", "link": "See"}),
        ("notice", {"words": "No", "kind": "stop"}),
        ("empty", {"title": "Nothing is waiting for you", "words": "Later", "url": "/c/", "link": "Past"}),
        ("facts", {"facts": [("Asked by", "<b>")]}),
        ("stale", {"theirs": "Their <b> words"}),
        ("day", {"value": dt.date(2026, 12, 11), "words": "Until"}),
    ],
)
def test_components_are_whole(name: str, context: dict[str, Any]) -> None:
    page = component(name, **context)
    assert text_of(page.all("main")[0])
    assert not page.all("b")


# --- the words of the frame ----------------------------------------------------------------------------

TEMPLATES = Path(settings.BASE_DIR) / "templates"
OURS = [
    TEMPLATES / "base.html",
    *sorted(p for part in ("components", "errors", "pages") for p in (TEMPLATES / part).glob("*.html")),
]
SENTENCE = re.compile(
    r'{% translate "([^"]+)"|_\("([^"]+)"\)|{% blocktranslate[^%]*%}(.*?){% endblocktranslate'
)
HARSH = {
    "deadline", "submit", "victim", "overdue", "invalid", "case", "ticket", "testimony", "story",
    "statement", "evidence", "disclosure", "reject", "decline", "revoke", "panic", "escape",
    "emergency", "terminate", "expired", "killed", "handler", "officer", "purge", "wipe", "destroy",
    "blacklisted", "banned", "blocked", "rescued", "broken", "slave", "perpetrator", "trafficker",
    "abuser", "exploit", "capture", "harvest", "target", "force", "execute", "trap", "fatal",
}  # fmt: skip


def sentences() -> list[str]:
    found = [match for path in OURS for match in SENTENCE.findall(path.read_text())]
    return [next(filter(None, groups)) for groups in found]


def test_words_are_calm() -> None:
    assert len(sentences()) > 80
    for sentence in sentences():
        words = set(re.findall(r"[a-z]+", sentence.lower()))
        assert not words & HARSH, sentence
        assert "!" not in sentence
        assert all(len(part.split()) <= 20 for part in re.split(r"(?<=[.?])\s", sentence)), sentence


def test_templates_hold_no_word_outside_gettext() -> None:
    for path in OURS:
        source = path.read_text().replace("<!doctype html>", "")
        bare = re.sub(r"{% blocktranslate.*?endblocktranslate %}", " ", source, flags=re.DOTALL)
        bare = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", bare, flags=re.DOTALL)
        assert not re.findall(r"[A-Za-z]{3,}", bare), f"{path.name}: {bare.split()}"
