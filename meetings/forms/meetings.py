"""Forms of a meeting and the people at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.clocks import moment
from meetings.models import Meeting
from meetings.states import ListedAs, MeetingKind, ParticipantKind
from pages.choices import OneOf, SomeOf
from pages.dates import ClockField, DayField
from pages.texts import LongText, OneLine
from pages.zones import zone_of

BODY_KINDS = (
    ParticipantKind.HOST_COUNTRY,
    ParticipantKind.PEER_COUNTRY,
    ParticipantKind.INSTITUTION,
    ParticipantKind.OBSERVER,
    ParticipantKind.INTERPRETER,
    ParticipantKind.SECRETARIAT,
)
LABEL = 120


class MeetingForm(forms.Form):
    """The facts of a meeting; cleans to the keywords of `actions.Facts`."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = OneLine(
        max_length=160,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Short and neutral. It is seen in lists."),
    )
    kind = forms.ChoiceField(
        choices=MeetingKind.choices,
        initial=MeetingKind.OWN,
        widget=OneOf(
            two=True,
            hints={
                MeetingKind.OWN: gettext_lazy("Members take part. It has a quorum."),
                MeetingKind.SEMINAR: gettext_lazy("Countries and institutions take part. It has no quorum."),
            },
        ),
        label=gettext_lazy("What kind of meeting is it?"),
    )
    reference = OneLine(
        max_length=20, label=gettext_lazy("Reference"), widget=forms.TextInput(attrs={"class": "w14"})
    )
    short_name = OneLine(
        max_length=12,
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("Decisions and actions begin with it: 14/1, 14/2."),
        widget=forms.TextInput(attrs={"class": "w8"}),
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    starts = ClockField(label=gettext_lazy("Begins at, like 14:00"))
    ends_on = DayField(
        required=False,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave it empty when it is the same day."),
    )
    ends = ClockField(label=gettext_lazy("Ends at, like 16:30"))
    city = forms.CharField(
        max_length=60,
        label=gettext_lazy("Whose clock is this?"),
        help_text=gettext_lazy("A city, for example Warsaw. All times are shown by its clock."),
        widget=forms.TextInput(attrs={"class": "w14"}),
    )
    place = OneLine(
        max_length=120,
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("For example: Warsaw and online."),
    )
    languages = OneLine(
        max_length=120,
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("For example: English and Russian, interpreted both ways."),
    )
    host = OneLine(max_length=120, required=False, label=gettext_lazy("Host"))
    convened_by = OneLine(max_length=160, required=False, label=gettext_lazy("Convened by"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = [data.get(name) for name in ("starts_on", "starts", "ends", "city")]
        if not all(value is not None for value in needed):
            return data
        try:
            data["zone"] = zone_of(data["city"])
        except ValidationError as error:
            self.add_error("city", error)
            return data
        self._span(data)
        return data

    def _span(self, data: dict[str, Any]) -> None:
        last: dt.date = data.get("ends_on") or data["starts_on"]
        try:
            data["starts_at"] = moment(data["starts_on"], data["starts"], data["zone"])
            data["ends_at"] = moment(last, data["ends"], data["zone"])
        except ValidationError as error:
            self.add_error("starts", error)
            return
        if data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", _("The end comes after the beginning. Check day and time."))

    def facts(self) -> dict[str, Any]:
        """The keywords of `actions.Facts`."""
        names = (
            "reference", "short_name", "title", "starts_at", "ends_at", "zone", "place", "languages",
            "kind", "host", "convened_by",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """What the form shows for a meeting that is there."""
        starts, ends = (at.astimezone(meeting.timezone) for at in (meeting.starts_at, meeting.ends_at))
        names = ("title", "kind", "reference", "short_name", "place", "languages", "host", "convened_by")
        return {
            **{name: getattr(meeting, name) for name in names},
            "revision": meeting.revision,
            "starts_on": starts.date(),
            "starts": starts.time(),
            "ends_on": ends.date(),
            "ends": ends.time(),
            "city": meeting.city,
        }


class PeopleForm(forms.Form):
    """People with an account, chosen one by one."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who takes part?"),
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str, str]], **kwargs: Any) -> None:
        """`people`: id, chosen name, role."""
        super().__init__(*args, **kwargs)
        listed = [(str(one), name, role) for one, name, role in people]
        field = self.fields["people"]
        if isinstance(field, forms.MultipleChoiceField):
            field.widget = SomeOf(two=True, hints={one: role for one, _name, role in listed})
            field.choices = [(one, name) for one, name, _role in listed]


class BodiesForm(forms.Form):
    """Countries and bodies by label, one a line."""

    kind = forms.ChoiceField(
        choices=[(kind, kind.label) for kind in BODY_KINDS], label=gettext_lazy("What are they?")
    )
    labels = LongText(
        rows=4,
        max_length=4000,
        label=gettext_lazy("Their names, one on each line"),
        help_text=gettext_lazy("Countries, institutions, “First interpreter”. Never the name of a person."),
    )

    def clean_labels(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["labels"].split("\n")]
        if any(len(line) > LABEL for line in lines):
            raise ValidationError(_("One line is longer than 120 letters. Make it shorter."))
        return [line for line in lines if line]


class JoinForm(forms.Form):
    """Link and passcode. What is there already is not shown."""

    link = forms.CharField(max_length=400, label=gettext_lazy("Link"))
    passcode = forms.CharField(
        max_length=60,
        required=False,
        label=gettext_lazy("Passcode"),
        widget=forms.TextInput(attrs={"class": "w14"}),
    )

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if not link.startswith("https://") or len(link.split()) != 1:
            raise ValidationError(_("Check the link. It begins with https://"))
        return link


class ListingForm(forms.Form):
    """How a person wants to be listed."""

    listed_as = forms.ChoiceField(
        choices=ListedAs.choices,
        widget=OneOf(
            hints={
                ListedAs.WITHOUT_NAME: gettext_lazy("You are one of a number."),
                ListedAs.ROLE: gettext_lazy("The chair is listed as “Chair”. Members are counted."),
                ListedAs.CHOSEN_NAME: gettext_lazy("Everybody who reads the minutes sees it."),
            }
        ),
        label=gettext_lazy("How should the attendance list you?"),
    )
