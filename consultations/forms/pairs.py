"""What one asks and another decides: why, and whose text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from board.models import Person
from board.states import REASONS, Need
from pages.choices import OneOf


def _reasons(need: Need) -> list[tuple[str, Any]]:
    return [(one.value, one.label) for one in REASONS[need]]


class EmergencyForm(forms.Form):
    """Whose text, and why. Nothing is told in words of one's own."""

    person = forms.ChoiceField(label=_("Whose text"))
    reason = forms.ChoiceField(label=_("Why"), choices=_reasons(Need.EMERGENCY), widget=OneOf())

    def __init__(self, *args: Any, people: Iterable[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [("", _("Choose somebody")), *((str(one.id), name) for one, name in people)]


class RemovalForm(forms.Form):
    """Why a text has to go."""

    reason = forms.ChoiceField(label=_("Why"), choices=_reasons(Need.REMOVAL), widget=OneOf())
