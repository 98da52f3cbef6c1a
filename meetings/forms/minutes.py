"""Forms of minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Slot
from meetings.states import DecisionMethod, EntryKind
from pages.choices import OneOf, SomeOf
from pages.dates import DayField
from pages.mentions import GroupText, Mentioning
from pages.texts import LongText, OneLine

# What each kind of note asks beside its words.
ASKS = {
    EntryKind.DECISION: {"method"},
    EntryKind.ACTION: {"owner", "due_on"},
    EntryKind.CONCLUSION: {"heading", "rests_on"},
}
LONGEST = 20000


class NoteForm(Mentioning):
    """A note of one kind; cleans to the keywords of `actions.Note`."""

    kind = forms.ChoiceField(choices=EntryKind.choices, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # of the note to be: the same form sent twice is one note
    id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    heading = OneLine(
        max_length=120, label=gettext_lazy("Heading"), help_text=gettext_lazy("Short and neutral.")
    )
    text = GroupText(
        rows=5,
        max_length=LONGEST,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Points made, never who made them. Nothing is kept in this browser."),
    )
    method = forms.ChoiceField(
        choices=DecisionMethod.choices,
        widget=OneOf(),
        label=gettext_lazy("How was it decided?"),
        error_messages={"required": gettext_lazy("Say how the decision was taken.")},
    )
    owner = OneLine(
        max_length=120,
        label=gettext_lazy("Who does it?"),
        help_text=gettext_lazy("An office, for example: Secretariat."),
    )
    due_on = DayField(required=False, label=gettext_lazy("By which day?"))
    rests_on = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("Which items does it rest on?"), widget=SomeOf(two=True)
    )
    footnote = GroupText(
        rows=2,
        max_length=LONGEST,
        required=False,
        label=gettext_lazy("Footnote"),
        help_text=gettext_lazy("A blank line begins another footnote."),
    )

    def __init__(self, *args: Any, kind: str, slots: Iterable[Slot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = kind
        for name in ("heading", "method", "owner", "due_on", "rests_on"):
            if name not in ASKS.get(EntryKind(kind), set()):
                del self.fields[name]
        if kind == EntryKind.QUOTE:
            self.fields["text"].required = False
        self.items = {str(slot.item.id): slot.item for slot in slots if slot.number}
        field = self.fields.get("rests_on")
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (str(slot.item.id), f"{slot.number}. {slot.item.title}") for slot in slots if slot.number
            ]

    def note(self) -> dict[str, Any]:
        """The keywords of `actions.Note`."""
        data = self.cleaned_data
        names = ("kind", "text", "heading", "footnote", "method", "owner", "due_on")
        given = {name: data[name] for name in names if name in data}
        return {**given, "rests_on": [self.items[key] for key in data.get("rests_on", [])]}


class SummaryForm(Mentioning):
    """ "In brief". The revision is the summary's own."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    summary = GroupText(
        rows=4,
        max_length=LONGEST,
        required=False,
        label=gettext_lazy("In brief"),
        help_text=gettext_lazy("What somebody should know who reads no further."),
    )


class QuoteForm(Mentioning):
    """Words of one member, exactly as she wrote them."""

    # of the quote to be: the same form sent twice is one quote
    id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    contribution = forms.ChoiceField(
        widget=OneOf(),
        label=gettext_lazy("Which text is it from?"),
        error_messages={"required": gettext_lazy("Choose the text the words are from.")},
    )
    words = LongText(
        rows=3,
        max_length=LONGEST,
        label=gettext_lazy("The words"),
        help_text=gettext_lazy("Exactly as they were written."),
    )
    text = GroupText(
        rows=2,
        max_length=LONGEST,
        required=False,
        label=gettext_lazy("A line before them"),
        help_text=gettext_lazy("For example: A member agreed to be quoted:"),
    )

    def __init__(self, *args: Any, contributions: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contribution"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (str(one), _("Text %(number)s") % {"number": number})
                for number, one in enumerate(contributions, start=1)
            ]


class ApproveForm(forms.Form):
    """How the minutes were approved, and which state of them was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    how = OneLine(
        max_length=160,
        label=gettext_lazy("How were they approved?"),
        help_text=gettext_lazy("One line, for example: In writing, without objection."),
    )
