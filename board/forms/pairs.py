"""Legal names for a reason; two accounts of one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from board.models import Person
from board.states import SHOW_REASONS
from pages.choices import OneOf

Named = Iterable[tuple[Person, str]]


class ShowForm(forms.Form):
    """What a legal name and contact are needed for."""

    reason = forms.ChoiceField(
        label=_("What do you need it for?"),
        choices=[(one.value, one.label) for one in SHOW_REASONS],
        widget=OneOf(two=True),
    )


class SameForm(forms.Form):
    """Which other account belongs to the same person."""

    other = forms.ChoiceField(label=_("The other account"))

    def __init__(self, *args: Any, people: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", _("Choose somebody")), *_choices(people)]  # type: ignore[attr-defined]


def _choices(people: Named) -> list[tuple[str, str]]:
    return [(str(one.id), f"{name} ({one.account.get_role_display()})") for one, name in people]
