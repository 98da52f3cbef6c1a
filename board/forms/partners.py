"""The line of an organisation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from board.states import OrganisationKind
from pages.choices import OneOf
from pages.texts import OneLine


class OrganisationForm(forms.Form):
    """A body that asks for advice or receives it."""

    name = OneLine(label=pgettext_lazy("of an organisation", "Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices, widget=OneOf(two=True))
    does = OneLine(
        label=_("What it does"),
        help_text=_("One line. Say, too, if a law can make it hand things over. Members read this."),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_does(self) -> str:
        """One line, however it was typed."""
        return " ".join(str(self.cleaned_data["does"]).split())

    def clean_kind(self) -> OrganisationKind:
        return OrganisationKind(self.cleaned_data["kind"])
