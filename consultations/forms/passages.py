"""Forms of the joint text, and of looking at its exact words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from consultations.states import CheckAnswer
from pages.choices import OneOf, SomeOf
from pages.mentions import Mentioning
from pages.texts import LongText
from privacy.states import Form


class PassageForm(Mentioning):
    """A passage.

    Its words, their form, the texts it rests on. `id` makes sure that one form makes one passage.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form = forms.ChoiceField(
        choices=[
            (Form.PARAPHRASE, gettext_lazy("In our own words")),
            (Form.QUOTE, gettext_lazy("Word for word")),
        ],
        widget=OneOf(
            two=True,
            hints={
                Form.PARAPHRASE: gettext_lazy("The board speaks. It may rest on several texts."),
                Form.QUOTE: gettext_lazy("Exactly as one member wrote it, where she allows that."),
            },
        ),
        label=gettext_lazy("How it is written"),
    )
    body = LongText(rows=6, max_length=20000, label=gettext_lazy("The passage"))
    texts = forms.MultipleChoiceField(
        label=gettext_lazy("Which texts does it rest on?"),
        help_text=gettext_lazy("Only texts that may be used now are here."),
        error_messages={
            "required": gettext_lazy("Choose at least one text that this passage rests on."),
            "invalid_choice": gettext_lazy("A text you chose may not be used now. Choose again."),
        },
    )

    def __init__(self, *args: Any, texts: Iterable[tuple[UUID, str, str]], **kwargs: Any) -> None:
        """`texts`: for each text its id, its name on the page, a line about it."""
        super().__init__(*args, **kwargs)
        listed = [(str(text), name, hint) for text, name, hint in texts]
        choice = self.fields["texts"]
        if isinstance(choice, forms.MultipleChoiceField):
            choice.widget = SomeOf(two=True, hints={text: hint for text, _name, hint in listed})
            choice.choices = [(text, name) for text, name, _hint in listed]

    def clean(self) -> dict[str, Any]:
        """Our own words may mention people. Hers stay as they are."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("form") == Form.PARAPHRASE and cleaned.get("body"):
            try:
                cleaned["body"] = self.roster.stored(cleaned["body"])
            except forms.ValidationError as problem:
                self.add_error("body", problem)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What an action takes."""
        given = self.cleaned_data
        return {
            "form": Form(given["form"]),
            "body": given["body"],
            "texts": [UUID(text) for text in given["texts"]],
        }


class CheckForm(forms.Form):
    """What an author says to the exact words."""

    answer = forms.ChoiceField(
        choices=[
            (CheckAnswer.YES, gettext_lazy("Yes, use these words")),
            (CheckAnswer.CHANGE, gettext_lazy("Change them")),
            (CheckAnswer.NO, gettext_lazy("Do not use them")),
        ],
        widget=OneOf(hints={CheckAnswer.NO: gettext_lazy("You do not need to say why.")}),
        label=gettext_lazy("Are they right?"),
    )
    wording = LongText(
        rows=4,
        max_length=20000,
        required=False,
        label=gettext_lazy("How it should read"),
        help_text=gettext_lazy("Only if you want other words."),
    )

    def clean(self) -> dict[str, Any]:
        """Other words have to be written."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == CheckAnswer.CHANGE and not cleaned.get("wording", "").strip():
            self.add_error("wording", gettext_lazy("Write how it should read, or choose another answer."))
        return cleaned
