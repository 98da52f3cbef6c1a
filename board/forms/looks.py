"""How pages look to a person, and what they tell her by which clock."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from board.models import Account
from board.states import Motion, Notes, Spacing, TextSize, Theme
from pages.choices import OneOf
from pages.zones import city_of, zone_of


class LookForm(forms.Form):
    """All of it on one page; nothing of it is kept in the browser."""

    text_size = forms.ChoiceField(label=_("Text size"), choices=TextSize.choices, widget=OneOf(two=True))
    spacing = forms.ChoiceField(
        label=_("Space between lines"), choices=Spacing.choices, widget=OneOf(two=True)
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=Theme.choices, widget=OneOf(two=True))
    motion = forms.ChoiceField(label=_("Movement"), choices=Motion.choices, widget=OneOf(two=True))
    notes = forms.ChoiceField(
        label=_("Texts with a content note"), choices=Notes.choices, widget=OneOf(two=True)
    )
    language = forms.ChoiceField(label=_("Language"), widget=OneOf(two=True))
    city = forms.CharField(
        label=_("Your clock"),
        help_text=_(
            "Name a large city whose clock is like yours. Leave it empty to see each meeting’s own time."
        ),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "w14", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        chosen = ("text_size", "spacing", "theme", "motion", "notes", "language")
        now = {name: getattr(account, name) for name in chosen}
        super().__init__(*args, initial={**now, "city": city_of(account.zone)}, **kwargs)
        language: Any = self.fields["language"]
        language.choices = list(settings.LANGUAGES)
        if len(settings.LANGUAGES) == 1:
            language.widget = forms.HiddenInput()

    def clean_city(self) -> str:
        """Its zone, as IANA names it; empty for none."""
        city = str(self.cleaned_data["city"])
        return zone_of(city) if city else ""

    def chosen(self) -> dict[str, str]:
        """What the action takes."""
        words: dict[str, str] = dict(self.cleaned_data)
        zone = words.pop("city")
        return {**words, "zone": zone}
