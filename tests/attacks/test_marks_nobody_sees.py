"""Names and titles stand among others: marks that turn, hide or pile up on their neighbours fall away."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms import Form, Textarea

from board import forms as board
from board.models import Organisation
from consultations import forms as consultations
from meetings import forms as meetings
from pages.texts import OneLine
from recommendations import forms as recommendations
from tests.people import Cast
from tests.visiting import Visitor

TURNED = "\u202eevil\u202c \u2066name\u2069"
PILED = "e" + "\u0301" * 50
# What is looked up in a list, kept secret or never shown needs no care of this kind.
KEYS = {"sign_in_name", "code", "months_own", "link", "passcode", "city", "wording"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (TURNED, "evil name"),
        ("a\x1b[31mb\x07", "a[31mb"),
        ("one\r\ntwo\u2028three", "one two three"),
        (PILED, "e" + "\u0301" * 4),
        ("Ἀθηνᾶ Ελιά", "Ἀθηνᾶ Ελιά"),
        ("ئۇيغۇر می\u200cخواهم", "ئۇيغۇر می\u200cخواهم"),
        ("👩\u200d🌾 Érable", "👩\u200d🌾 Érable"),
        ("Nguyễn Văn", "Nguyễn Văn"),
    ],
)
def test_a_line_keeps_its_letters_and_nothing_else(typed: str, kept: str) -> None:
    assert OneLine().clean(typed) == kept


@pytest.mark.parametrize("typed", ["\ufeff\u200b\u200d", "\u202e", "\x07", " \u2028 "])
def test_a_line_of_nothing_that_can_be_seen_is_empty(typed: str) -> None:
    with pytest.raises(ValidationError):
        OneLine().clean(typed)


def _classes(module: object) -> list[type[Form]]:
    found = [getattr(module, name) for name in module.__all__]
    return [one for one in found if isinstance(one, type) and issubclass(one, Form)]


def test_every_line_that_is_typed_is_such_a_line() -> None:
    """A form that somebody adds has to think of it as well."""
    plain = [
        f"{form.__module__}.{form.__name__}.{name}"
        for module in (board, consultations, meetings, recommendations)
        for form in _classes(module)
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField and not isinstance(field.widget, Textarea) and name not in KEYS
    ]
    assert plain == []


def test_a_partner_cannot_be_named_so_that_its_line_reads_otherwise(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/partners/new/")
    sam.fill({"name": "Home \u202eydobyna", "kind": "agency", "does": "One\nline."})
    assert Organisation.objects.filter(name="Home ydobyna", does="One line.").exists()
    sam.get("/partners/new/")
    page = sam.fill({"name": "\u200b\ufeff", "kind": "agency", "does": "x"}, stays=True)
    assert page.errors
