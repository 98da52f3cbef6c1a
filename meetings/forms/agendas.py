"""Forms of an agenda."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Consultation
from meetings.forms.clocks import moment
from meetings.models import AgendaItem, Meeting
from meetings.states import ItemPurpose
from pages.dates import ClockField, DayField
from pages.texts import LongText, OneLine

LONGEST = 600


class ItemForm(forms.Form):
    """An item; cleans to the keywords of `actions.Item`."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = OneLine(
        max_length=160,
        required=False,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Short and neutral. Left empty, it is taken from the request for advice."),
    )
    purpose = forms.ChoiceField(choices=ItemPurpose.choices, label=gettext_lazy("What is it for?"))
    minutes = forms.IntegerField(
        min_value=1,
        max_value=LONGEST,
        initial=15,
        label=gettext_lazy("How many minutes?"),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Write a number of minutes, for example 20."),
            "min_value": gettext_lazy("An item takes at least one minute."),
            "max_value": gettext_lazy("An item takes at most ten hours."),
        },
    )
    consultation = forms.ChoiceField(
        required=False,
        label=gettext_lazy("From a request for advice"),
        help_text=gettext_lazy("Its content note comes along, when you write no other."),
    )
    body = LongText(
        rows=4,
        max_length=20000,
        required=False,
        label=gettext_lazy("What members should know beforehand"),
    )
    content_note = LongText(
        rows=2,
        max_length=600,
        required=False,
        label=gettext_lazy("Content note"),
        help_text=gettext_lazy("What the item mentions, and what it does not. Short facts."),
    )
    starts_on = DayField(
        required=False,
        label=gettext_lazy("Fixed start: day"),
        help_text=gettext_lazy("Only where the clock does not simply run on, such as a second day."),
    )
    starts = ClockField(required=False, label=gettext_lazy("Fixed start: time, like 09:00"))

    def __init__(
        self, *args: Any, meeting: Meeting, consultations: Iterable[Consultation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.consultations = {str(one.id): one for one in consultations}
        field = self.fields["consultation"]
        if isinstance(field, forms.ChoiceField):
            listed = [(key, f"{one.reference}: {one.title}") for key, one in self.consultations.items()]
            field.choices = [("", _("No request")), *listed]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, clock = data.get("starts_on"), data.get("starts")
        if (day is None) is not (clock is None) and not {"starts_on", "starts"} & set(self.errors):
            self.add_error("starts_on", _("A fixed start needs both the day and the time."))
        data["starts_at"] = None
        if day and clock:
            try:
                data["starts_at"] = moment(day, clock, self.meeting.zone)
            except ValidationError as error:
                self.add_error("starts", error)
        if not data.get("title") and not data.get("consultation"):
            self.add_error("title", _("Give the item a short title."))
        return data

    def item(self) -> dict[str, Any]:
        """The keywords of `actions.Item`."""
        names = ("title", "purpose", "minutes", "body", "content_note", "starts_at")
        chosen = self.consultations.get(self.cleaned_data["consultation"])
        return {**{name: self.cleaned_data[name] for name in names}, "consultation": chosen}

    @staticmethod
    def of(item: AgendaItem) -> dict[str, Any]:
        """What the form shows for an item that is there, without its sealed words."""
        starts = item.starts_at.astimezone(item.meeting.timezone) if item.starts_at else None
        return {
            "revision": item.revision,
            "title": item.title,
            "purpose": item.purpose,
            "minutes": item.minutes,
            "consultation": str(item.consultation_id or ""),
            "starts_on": starts.date() if starts else None,
            "starts": starts.time() if starts else None,
        }


class PaperForm(forms.Form):
    """A paper of an item."""

    title = OneLine(max_length=160, label=gettext_lazy("Title of the paper"))
    by = OneLine(
        max_length=120,
        required=False,
        label=gettext_lazy("From"),
        help_text=gettext_lazy("A country or a body."),
    )
    abstract = LongText(
        rows=4, max_length=6000, required=False, label=gettext_lazy("What it says, in a few sentences")
    )
