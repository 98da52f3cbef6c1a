"""How a person is named in the board's own texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.choices import OneOf
from pages.texts import LongText, OneLine
from privacy.states import Naming

HOW = [
    (Naming.NOBODY, _("Do not mention me")),
    (Naming.MEMBER, _("“A member”")),
    (Naming.PEN_NAME, _("My pen name")),
    (Naming.NAME, _("My chosen name")),
]
HINTS: dict[str, Any] = {Naming.NOBODY: _("There it says “somebody”.")}


class MentionForm(forms.Form):
    """Inside the board, outside of it, and what else she is called."""

    inside = forms.ChoiceField(choices=HOW, widget=OneOf(hints=HINTS, two=True), label=_("Inside the board"))
    outside = forms.ChoiceField(
        choices=HOW,
        widget=OneOf(hints=HINTS, two=True),
        label=_("Outside the board"),
        help_text=_("In papers that go to partner organisations."),
    )
    pen_name = OneLine(
        max_length=60, required=False, label=_("Pen name"), help_text=_("Only if you chose it above.")
    )
    other_names = LongText(
        rows=3,
        max_length=600,
        required=False,
        label=_("Other names people call you"),
        help_text=_(
            "One on each line. Before a text is published, the machine looks for them. Nobody reads them."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A pen name is there when it is wanted."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wants = Naming.PEN_NAME in {cleaned.get("inside"), cleaned.get("outside")}
        if wants and not cleaned.get("pen_name"):
            self.add_error("pen_name", _("Write the pen name, or choose another way above."))
        return cleaned
