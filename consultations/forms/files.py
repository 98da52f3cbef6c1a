"""Forms of the file of a request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.models import Organisation
from consultations.states import Subject
from pages.choices import OneOf
from pages.dates import DayField
from pages.texts import LongText, OneLine

MOST_QUESTIONS = 10
SPARE_QUESTIONS = 2
YES, NO = "yes", "no"


class RequestForm(forms.Form):
    """A request for advice as it came in. `id` makes sure that one form makes one request."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reference = forms.RegexField(
        regex=r"[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*",
        max_length=20,
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("The next running number of this year is filled in."),
        error_messages={"invalid": gettext_lazy("Write it like this: 2026/33")},
        widget=forms.TextInput(attrs={"class": "w14"}),
    )
    title = OneLine(
        max_length=120,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("One neutral line. It stands in lists, so no names and nothing heavy."),
    )
    subject = forms.ChoiceField(choices=Subject.choices, label=gettext_lazy("What it is about"))
    requester = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=gettext_lazy("Who asks"), empty_label=None
    )
    asked_on = DayField(label=gettext_lazy("Asked on"))
    background = LongText(
        rows=10,
        max_length=20000,
        label=gettext_lazy("What is asked, and why"),
        help_text=gettext_lazy("What it is for, what may come of it, the text to look at. In paragraphs."),
    )
    content_note = LongText(
        rows=3,
        max_length=1000,
        required=False,
        label=gettext_lazy("Content note"),
        help_text=gettext_lazy(
            "Which themes are in it, and what is not. Needed before it opens: “Mentions debt. No violence.”"
        ),
    )
    minutes_needed = forms.IntegerField(
        min_value=1,
        max_value=600,
        label=gettext_lazy("Minutes an answer takes"),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    is_paid = forms.ChoiceField(
        choices=[(YES, gettext_lazy("Paid")), (NO, gettext_lazy("Not paid"))],
        widget=OneOf(two=True),
        label=gettext_lazy("Is the work paid?"),
    )
    languages = OneLine(
        max_length=120,
        label=gettext_lazy("Languages in which one may answer"),
        help_text=gettext_lazy("Like this: English, Russian"),
    )

    def __init__(self, *args: Any, organisations: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        requester = self.fields["requester"]
        if isinstance(requester, forms.ModelChoiceField):
            requester.queryset = Organisation.objects.filter(id__in=list(organisations))

    def values(self) -> dict[str, Any]:
        """What an action takes: everything but the form's own `id` and `revision`."""
        given = dict(self.cleaned_data)
        given.pop("id")
        given.pop("revision")
        given["is_paid"] = given["is_paid"] == YES
        given["subject"] = Subject(given["subject"])
        return given


class QuestionsForm(forms.Form):
    """The questions of a request, one field each, with some to spare; an empty one falls away."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = min(len(questions) + SPARE_QUESTIONS, MOST_QUESTIONS)
        for number in range(1, shown + 1):
            self.fields[f"question_{number}"] = LongText(
                rows=3,
                max_length=1000,
                required=False,
                initial=questions[number - 1] if number <= len(questions) else "",
                label=_("Question %(number)s") % {"number": number},
            )

    def written(self) -> list[str]:
        """The questions that are not empty, in their order."""
        names = [name for name in self.fields if name.startswith("question_")]
        return [words for name in names if (words := self.cleaned_data[name].strip())]


class ScreenForm(forms.Form):
    """Whether the board takes it up."""

    decision = forms.ChoiceField(
        choices=[(YES, gettext_lazy("Yes, the board is asked")), (NO, gettext_lazy("It is not taken up"))],
        widget=OneOf(
            hints={
                YES: gettext_lazy("It is within what the board does. Questions and a content note follow."),
                NO: gettext_lazy("The file stays, and the one who asked is told why by letter."),
            }
        ),
        label=gettext_lazy("Is this a matter for the board?"),
    )

    @property
    def is_taken_up(self) -> bool:
        return bool(self.cleaned_data["decision"] == YES)


class AssignForm(forms.Form):
    """Who of the secretariat looks after it."""

    to = forms.ChoiceField(
        label=gettext_lazy("Assigned to"),
        help_text=gettext_lazy("Texts for the contact alone stay with whoever that was when they were sent."),
    )

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["to"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(str(account), name) for account, name in people]


class OpenForm(forms.Form):
    """Until when it is open."""

    closes_on = DayField(
        label=gettext_lazy("Closes on"),
        help_text=gettext_lazy("The end of that day, in UTC. Two weeks or more are kind."),
    )
