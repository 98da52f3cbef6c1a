"""LA3: a field that is filled in wrongly blames nobody, and keeps what was typed.

Every field of every form of the product, in both languages, with what people type and what they do not.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from pages.dates import DayField, MomentField
from tests.house.tree import PACKAGES, ROOT
from tests.markup import Document
from tests.words.test_catalogues import NOT_USED

TYPED = "Linden wrote this"
# What may be typed into any field; a box for days has three, one for a moment four.
WRONG: tuple[Any, ...] = ("", None, TYPED, "a\0b", "x" * 300_000, "-1", "9" * 400, "31/02/2026")
# Of a list one chooses nothing, or what has gone from it meanwhile.
ONE: tuple[Any, ...] = ("", None, TYPED, "11111111-2222-4333-8444-555555555555")
MANY: tuple[Any, ...] = ([], [ONE[-1]])
DAYS: tuple[Any, ...] = (["31", "2", "2026"], ["x", "", "2026"], ["", "", ""])
MOMENTS: tuple[Any, ...] = (["31", "2", "2026", "25:00"], ["1", "2", "2026", ""], ["", "", "", ""])
FILES: tuple[Any, ...] = (None, SimpleUploadedFile("x" * 300, b""), SimpleUploadedFile("a.exe", b"MZ"))
BLAME = {"en": r"errors?|incorrect|wrong|not allowed|you (?:did|have) not|required", "ru": r"обязательн\w+"}


def form_classes() -> list[type[forms.BaseForm]]:
    """Those with fields of their own, of every floor."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            if "forms" in file.relative_to(ROOT).parts or "forms" in file.stem:
                parts = file.relative_to(ROOT).with_suffix("").parts
                import_module(".".join(part for part in parts if part != "__init__"))
    found: dict[str, type[forms.BaseForm]] = {}
    waiting: list[type[Any]] = [forms.Form]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.partition(".")[0] in PACKAGES and one.base_fields:
            found[f"{one.__module__}.{one.__qualname__}"] = one
    return [found[name] for name in sorted(found)]


def attempts(field: forms.Field) -> tuple[Any, ...]:
    if isinstance(field, forms.FileField):
        return FILES
    if isinstance(field, MomentField):
        return MOMENTS
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return MANY
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return ONE
    return DAYS if isinstance(field, DayField) else WRONG


def told(field: forms.Field) -> set[str]:
    """All that this field says to what is wrong with it."""
    found: set[str] = set()
    for value in attempts(field):
        try:
            field.clean(value, None) if isinstance(field, forms.FileField) else field.clean(value)
        except ValidationError as problem:
            found.update(problem.messages)
    return found


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_la3_no_message_of_any_field_blames(language: str, db: None) -> None:
    banned = re.compile(rf"(?i)\b(?:{'|'.join(NOT_USED[language])}|{BLAME[language]})\b|!")
    said: dict[str, str] = {}
    with translation.override(language):
        for form in form_classes():
            for name, field in form.base_fields.items():
                said |= dict.fromkeys(told(field), f"{form.__qualname__}.{name}")
    assert len(said) > 8, said
    assert {words: where for words, where in said.items() if banned.search(words)} == {}


def test_la3_words_that_blame_are_found() -> None:
    for language, words in {
        "en": "An incorrect value. You must.",
        "ru": "Обязательное поле. Ошибка.",
    }.items():
        found = re.findall(rf"(?i)\b(?:{'|'.join(NOT_USED[language])}|{BLAME[language]})\b", words)
        assert len(found) == 2


# --- what was typed stays


def is_typed(field: forms.Field) -> bool:
    """Whether one writes words into it. A passphrase, a code and a file are never sent back to a browser."""
    return type(field.widget) in {forms.TextInput, forms.Textarea, forms.DateInput, forms.NumberInput}


def fields_of_words() -> list[tuple[str, forms.Field]]:
    return [
        (f"{form.__qualname__}.{name}", field)
        for form in form_classes()
        for name, field in form.base_fields.items()
        if is_typed(field)
    ]


def kept(field: forms.Field, typed: str) -> str:
    """What stands in this field when the form comes back, since something else was left out."""
    sent = type("Sent", (forms.Form,), {"words": field, "left_out": forms.CharField()})({"words": typed})
    assert "left_out" in sent.errors
    page = Document(f"<!doctype html><html lang=en><title>x</title><form>{sent}</form></html>")
    [found] = [one for one in page.all("textarea", "input") if one.attrib.get("name") == "words"]
    return str(found.attrib.get("value") or found.text or "").strip()


def test_la3_every_field_of_words_keeps_what_was_typed() -> None:
    """Also where the words themselves are wrong. Days in three boxes: `tests/pages/test_fields.py`."""
    fields = fields_of_words()
    assert len(fields) > 30
    lost = {name for name, field in fields for typed in (TYPED, "x" * 20_000) if kept(field, typed) != typed}
    assert lost == set()


def test_la3_what_is_secret_is_not_sent_back() -> None:
    """The twin, and the one exception: the page asks for a passphrase again."""
    assert kept(forms.CharField(widget=forms.PasswordInput), TYPED) == ""
