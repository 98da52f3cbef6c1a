"""What an entry in one's own calendar is called."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.texts import OneLine


class CalendarForm(forms.Form):
    """Her own word for it."""

    title = OneLine(
        label=_("What shall it be called?"),
        help_text=_("Whoever sees your calendar reads this. Choose a word that says nothing."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "w14", "autocomplete": "off", "spellcheck": "false"}),
    )
