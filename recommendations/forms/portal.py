"""Forms of the partner's pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.choices import OneOf
from pages.dates import DayField
from pages.texts import LongText
from privacy.permissions import Denied
from recommendations import rules
from recommendations.models import Release
from recommendations.states import Position

HINTS: dict[str, Any] = {
    Position.ADOPTED: _("We do this, or will do it."),
    Position.IN_PART: _("Say which parts, below."),
    Position.NOTED: _("We have read it and have not decided."),
    Position.NOT_ADOPTED: _("Please give a reason below."),
}


class TermsForm(forms.Form):
    """One tick."""

    agreed = forms.BooleanField(
        label=_("I have read this and keep to it."),
        error_messages={"required": _("Tick this first, then go on")},
    )


class ResponseForm(forms.Form):
    """What the organisation says to one recommendation."""

    position = forms.ChoiceField(
        label=_("What will your organisation do?"),
        choices=Position.choices,
        widget=OneOf(hints=HINTS, two=True),
        error_messages={"required": _("Choose one of the four")},
    )
    words = LongText(
        label=_("In your words"),
        max_length=10_000,
        help_text=_("Members of the board read this. Please do not mention single persons."),
        error_messages={"required": _("Write a sentence or two")},
    )
    answered_on = DayField(label=_("Day of this answer"), help_text=_("For example 15 5 2027"))

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        """`release`: what is answered; no answer is older."""
        super().__init__(*args, **kwargs)
        self.release = release

    def clean_answered_on(self) -> date:
        """Said where it was typed, before the page that asks again."""
        day: date = self.cleaned_data["answered_on"]
        try:
            rules.check_day_of_answer(self.release, day)
        except Denied as no:
            raise forms.ValidationError(str(no.sentence)) from None
        return day

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was typed, box by box, to be carried through the page that asks again."""
        names = ("position", "words", "answered_on_day", "answered_on_month", "answered_on_year")
        return [(name, self.data.get(name, "")) for name in names]
