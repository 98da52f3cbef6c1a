"""PD3: what is typed anywhere is not remembered by the browser, and not sent to a spell checker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import forms

from tests.house.tree import PACKAGES
from tests.routes import routes

# What a browser may keep or fill in: signing in, and nothing else.
KEEPERS = {"sign_in_name": "username", "code": "one-time-code"}
PASSPHRASES = {"current-password", "new-password", "off"}


def below(kind: type) -> Iterator[type]:
    yield kind
    for one in kind.__subclasses__():
        yield from below(one)


def fields() -> Iterator[tuple[str, str, forms.Widget]]:
    """Form, name and widget of every field of the product in which somebody types."""
    assert routes()  # every view, and with it every form, is imported
    for form in set(below(forms.Form)):
        if form.__module__.split(".")[0] in PACKAGES:
            for name, field in form.base_fields.items():
                for widget in getattr(field.widget, "widgets", [field.widget]):
                    if isinstance(widget, forms.TextInput | forms.Textarea):
                        yield form.__name__, name, widget


def said(widget: forms.Widget, name: str, attribute: str) -> list[str]:
    return re.findall(rf' {attribute}="([^"]*)"', widget.render(name, None))


def test_pd3_no_field_of_any_form_is_remembered_or_sent_to_a_spell_checker() -> None:
    met = set()
    for form, name, widget in fields():
        [remembered] = said(widget, name, "autocomplete")
        if isinstance(widget, forms.PasswordInput):
            assert remembered in PASSPHRASES, (form, name)
            continue
        keeper = KEEPERS.get(name) if form in {"SignInForm", "StepForm", "AppForm"} else None
        assert remembered == (keeper or "off"), (form, name)
        assert said(widget, name, "spellcheck") == ["false"], (form, name)
        met.add(name)
    assert {"pen_name", "legal_name", "contact", "chosen_name", "body", "title", "passcode"} <= met
