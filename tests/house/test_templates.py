"""Templates: nothing inline, nothing declared safe, nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, named, templates, told

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
# what, pattern, an example that it must find
BANNED = [
    ("a filter that declares text safe", r"\|\s*safe(seq)?\b", "{{ words|safe }}"),
    ("escaping switched off", r"\{%\s*autoescape\s+off", "{% autoescape off %}"),
    ("an inline script", r"<script(?![^>]*\bsrc=)[^>]*>", "<script>go()</script>"),
    ("an inline style sheet", r"<style\b", "<style>p {}</style>"),
    ("a style attribute", r"\sstyle\s*=", '<p style="color: red">'),
    ("an inline handler", r"\son[a-z]+\s*=\s*[\"']", '<a onclick="go()">'),
    ("a script in an address", r"javascript:", '<a href="javascript:go()">'),
    (
        "an asset from elsewhere",
        r"<(script|link|img|iframe|source)\b[^>]*\b(src|href)=[\"'](https?:)?//",
        '<img src="//x.example/a.png">',
    ),
]


@pytest.mark.parametrize(("what", "pattern", "example"), BANNED, ids=[what for what, _, _ in BANNED])
def test_templates_hold_nothing_inline(what: str, pattern: str, example: str) -> None:
    assert re.search(pattern, example, re.IGNORECASE)
    problems = [
        f"{named(template)}: {what}: {found[0][:60]}"
        for template in templates()
        if (found := re.search(pattern, COMMENT.sub("", template.read_text()), re.IGNORECASE))
    ]
    assert not problems, told(problems)


def test_every_form_that_changes_something_has_its_token() -> None:
    problems = [
        named(template)
        for template in templates()
        for form in re.findall(
            r"<form\b[^>]*method=[\"']post[\"'].*?</form>", template.read_text(), re.DOTALL | re.IGNORECASE
        )
        if "{% csrf_token %}" not in form
    ]
    assert not problems, told(problems)


def test_scripts_keep_nothing_in_the_browser() -> None:
    wanted = re.compile(
        r"localStorage|sessionStorage|indexedDB|document\.cookie|sendBeacon|navigator\.serviceWorker"
    )
    problems = [named(file) for file in (ROOT / "static").rglob("*.js") if wanted.search(file.read_text())]
    assert not problems, told(problems)
