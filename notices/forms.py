"""How somebody wants to be reached."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from notices import letters
from notices.actions import Wishes
from notices.carriers import Carrier
from notices.states import Rhythm
from notices.windows import mask_of
from pages.choices import OneOf, SomeOf
from pages.dates import ClockField
from pages.texts import OneLine
from pages.zones import zone_of

QUIET = {"autocomplete": "off", "spellcheck": "false"}


class HeadLine(OneLine):
    """Words that stand in the head of a letter. A break in the line is refused, never mended."""

    def to_python(self, value: Any) -> str:
        typed = str(value or "")
        if any(unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"} for mark in typed.strip(" ")):
            raise ValidationError(_("Write this in one line."))
        return super().to_python(value)


class ChannelForm(forms.Form):
    """One way to be reached: where, how it looks there, on which days and at which hours."""

    address = forms.CharField(max_length=254, widget=forms.TextInput(attrs=QUIET))
    sender = HeadLine(
        label=_("It comes from"),
        help_text=_("This name shows where messages are listed. Choose a word that says nothing."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**QUIET, "class": "w14"}),
    )
    line = HeadLine(
        label=_("Its title"),
        help_text=_("This line may show on a locked telephone."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    has_link = forms.ChoiceField(
        label=_("The address of this site in it?"),
        choices=[("no", _("No, leave it out")), ("yes", _("Yes"))],
        widget=OneOf(
            two=True,
            hints={"no": _("You know where to look."), "yes": _("The front page, nothing behind it.")},
        ),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=SomeOf(),
        error_messages={"required": _("Choose one day at least.")},
    )
    opens_at = ClockField(label=_("From"))
    closes_at = ClockField(label=_("Until"))
    city = OneLine(
        label=_("A city with your clock"),
        help_text=_("For example Warsaw. We never guess where you are."),
        max_length=40,
        widget=forms.TextInput(attrs={**QUIET, "class": "w14"}),
    )
    rhythm = forms.ChoiceField(label=_("How often?"), choices=Rhythm.choices, widget=OneOf(two=True))
    is_safe = forms.ChoiceField(
        label=_("Is it safe to send you a first message there?"),
        choices=[("yes", _("Yes, only I read it"))],
        widget=OneOf(),
        error_messages={"required": _("Say yes here first. Without it nothing is sent.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, carrier: Carrier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carrier = carrier
        # Looking at what would arrive needs no yes.
        self.fields["is_safe"].required = self.data.get("do") != "look"
        self.fields["address"].label = str(carrier.address_label)
        self.fields["address"].help_text = str(carrier.address_hint)

    def clean_address(self) -> str:
        address = self.carrier.clean(str(self.cleaned_data["address"]))
        if any(unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for mark in address):
            raise ValidationError(_("Write this in one line."))
        return address

    def clean_city(self) -> str:
        return zone_of(str(self.cleaned_data["city"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens is not None and closes is not None and closes <= opens:
            self.add_error("closes_at", _("This is a time after the first one, on the same day."))
        return data

    @property
    def wishes(self) -> Wishes:
        """What a form without faults says."""
        data = self.cleaned_data
        return Wishes(
            address=data["address"],
            sender=data["sender"] or str(letters.SENDER),
            line=data["line"] or str(letters.LINE),
            days=mask_of(data["days"]),
            opens_at=data["opens_at"],
            closes_at=data["closes_at"],
            zone=data["city"],
            rhythm=data["rhythm"],
            has_link=data["has_link"] == "yes",
        )


class NumberForm(forms.Form):
    """The number that came with the first message."""

    number = OneLine(
        label=_("The number in the message"),
        max_length=12,
        widget=forms.TextInput(attrs={**QUIET, "class": "w8", "inputmode": "numeric"}),
    )

    def clean_number(self) -> str:
        return "".join(str(self.cleaned_data["number"]).split())
