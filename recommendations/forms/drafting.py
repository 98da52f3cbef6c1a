"""Forms for writing and endorsing recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from board.models import Organisation
from pages.choices import OneOf, SomeOf
from pages.mentions import GroupText, Mentioning
from pages.texts import OneLine

TITLE_LENGTH = 160
LONGEST = 20_000


class WordingForm(Mentioning):
    """A title, what is asked, and why."""

    title = OneLine(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("One neutral line. It names no person and no place."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a title")},
    )
    operative = GroupText(
        label=_("What the board asks for"),
        max_length=LONGEST,
        help_text=_("Short sentences. Begin a line with “- ” for a list."),
        error_messages={"required": _("Write what the board asks for")},
    )
    rationale = GroupText(
        label=_("Why"),
        max_length=LONGEST,
        required=False,
        help_text=_("The reasons, in the board’s own words. Members’ words come in as quotes, later."),
    )


class DraftForm(WordingForm):
    """A first wording, and the passages it rests on; `worded` are what one may choose."""

    # of the draft to be: the same form sent twice is one draft
    id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    passages = forms.MultipleChoiceField(
        label=_("What it rests on"), error_messages={"required": _("Choose at least one passage")}
    )
    field_order = ("passages", "title", "operative", "rationale")

    def __init__(self, *args: Any, worded: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(one.row.id): one.row for one in worded}
        field: Any = self.fields["passages"]
        field.widget = SomeOf(hints={str(one.row.id): one.words for one in worded})
        field.choices = [(str(one.row.id), one.label) for one in worded]

    @property
    def chosen(self) -> list[Any]:
        """The passages that were chosen, in their order."""
        wanted = set(self.cleaned_data["passages"])
        return [row for key, row in self.rows.items() if key in wanted]


class EditForm(WordingForm):
    """Another wording; `revision` is what the writer has seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class AddresseesForm(forms.Form):
    """The organisations it is addressed to; none is possible while it is a draft. `revision`: as seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    organisations = forms.MultipleChoiceField(label=_("Addressed to"), required=False)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(one.id): one for one in organisations}
        field: Any = self.fields["organisations"]
        field.widget = SomeOf(hints={str(one.id): one.does for one in organisations})
        field.choices = [(str(one.id), one.name) for one in organisations]

    @property
    def chosen(self) -> list[Organisation]:
        """The organisations that were chosen."""
        return [self.rows[key] for key in self.cleaned_data["organisations"]]


class EndorseForm(forms.Form):
    """The recorded decision by which the board endorsed it."""

    decision = forms.ChoiceField(
        label=_("Which decision?"), error_messages={"required": _("Choose the decision")}
    )

    def __init__(self, *args: Any, worded: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, Any] = {str(one.row.id): one.row for one in worded}
        field: Any = self.fields["decision"]
        field.widget = OneOf(hints={str(one.row.id): one.words for one in worded})
        field.choices = [(str(one.row.id), one.label) for one in worded]

    @property
    def chosen(self) -> Any:
        """The decision that was chosen."""
        return self.rows[self.cleaned_data["decision"]]
