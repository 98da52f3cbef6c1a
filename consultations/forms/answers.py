"""A member's answer and what she allows.

Nothing is ticked beforehand; what is left open takes the protective way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.models import Organisation
from consultations.forms.readings import Reading, audience_in, contact_in, value_of
from consultations.rules import Wish
from pages.choices import OneOf, SomeOf
from pages.texts import LongText, OneLine
from privacy.consent import LONGEST_MONTHS
from privacy.permissions import Denied
from privacy.states import Form, Naming

PUBLIC = "public"
OWN = "own"
YES, NO = "yes", "no"
DEFAULT_MONTHS = 12
LONGEST_ANSWER = 20000
LONGEST_CHOICE = 60
IF_NOTHING = gettext_lazy("This holds if you choose nothing.")


class _Choices(forms.Form):
    """What she allows.

    Who reads, how it is used, who outside, how she is named, how long, what she is asked.
    """

    reads = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Who can read this?"),
        error_messages={"invalid_choice": gettext_lazy("Choose again who can read this.")},
    )
    use = forms.ChoiceField(
        required=False,
        label=gettext_lazy("How may it be used?"),
        choices=[
            (Form.PARAPHRASE, gettext_lazy("In the joint text, in our own words")),
            (Form.QUOTE, gettext_lazy("Also word for word")),
            (Form.READ, gettext_lazy("Only as background")),
        ],
        widget=OneOf(
            hints={
                Form.PARAPHRASE: gettext_lazy(
                    "Your points are put in other words. This holds if you choose nothing."
                ),
                Form.QUOTE: gettext_lazy("Sentences of yours may stand in the joint text as you wrote them."),
                Form.READ: gettext_lazy("It is read, and not used in any text."),
            }
        ),
    )
    outside = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Who outside the board may get it?"),
        help_text=gettext_lazy("Nobody, if you tick nothing. Each tick counts for itself."),
    )
    naming = forms.ChoiceField(
        required=False,
        label=gettext_lazy("How should we name you?"),
        help_text=gettext_lazy(
            "For this text only. A name on the internet can stay there even if we remove it."
        ),
        choices=Naming.choices,
        widget=OneOf(
            two=True,
            hints={
                Naming.NOBODY: gettext_lazy("The board speaks. This holds if you choose nothing."),
                Naming.MEMBER: gettext_lazy("No more than that."),
                Naming.PEN_NAME: gettext_lazy("For this text. The same name twice ties two texts together."),
                Naming.NAME: gettext_lazy("For the public, we ask you once more after a day."),
            },
        ),
    )
    pen_name = OneLine(
        required=False,
        max_length=60,
        label=gettext_lazy("Pen name"),
        help_text=gettext_lazy("Only if you chose a pen name."),
        widget=forms.TextInput(attrs={"class": "w14"}),
    )
    months = forms.ChoiceField(
        required=False,
        label=gettext_lazy("For how long?"),
        help_text=gettext_lazy("After that we stop using it. You can stop it at any time before."),
        choices=[
            ("12", gettext_lazy("12 months")),
            ("6", gettext_lazy("6 months")),
            ("24", gettext_lazy("24 months")),
            (OWN, gettext_lazy("Another time")),
        ],
        widget=OneOf(two=True, hints={"12": IF_NOTHING}),
    )
    months_own = forms.CharField(
        required=False,
        max_length=4,
        label=gettext_lazy("Number of months, 1 to 36"),
        help_text=gettext_lazy("Only if you chose another time."),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    show_first = forms.ChoiceField(
        required=False,
        label=gettext_lazy("See it first?"),
        choices=[
            (YES, gettext_lazy("Yes, show me the exact words before they leave the board")),
            (NO, gettext_lazy("No need")),
        ],
        widget=OneOf(hints={YES: IF_NOTHING}),
    )
    ask_again = forms.ChoiceField(
        required=False,
        label=gettext_lazy("May we ask you again when the time is up?"),
        choices=[(NO, gettext_lazy("No")), (YES, gettext_lazy("Once"))],
        widget=OneOf(two=True, hints={NO: IF_NOTHING}),
    )
    show_translation = forms.ChoiceField(
        required=False,
        label=gettext_lazy("May it be translated?"),
        choices=[
            (YES, gettext_lazy("Yes, and show me the language I read")),
            (NO, gettext_lazy("No")),
        ],
        widget=OneOf(two=True, hints={YES: IF_NOTHING}),
    )

    def __init__(
        self, *args: Any, agencies: Sequence[Organisation], reading: Sequence[Reading], **kwargs: Any
    ) -> None:
        """`reading`: who may be chosen as readers, with a line on how many people or whom that means."""
        super().__init__(*args, **kwargs)
        reads, outside = self.fields["reads"], self.fields["outside"]
        if isinstance(reads, forms.ChoiceField):
            reads.widget = OneOf(hints={one.value: one.hint for one in reading})
            reads.choices = [(one.value, one.label) for one in reading]
        if isinstance(outside, forms.MultipleChoiceField):
            hints = {str(one.id): one.does for one in agencies}
            hints[PUBLIC] = _("Anybody. What is published can be copied, and copies may stay.")
            outside.widget = SomeOf(hints=hints)
            outside.choices = [*((str(one.id), one.name) for one in agencies), (PUBLIC, _("The public"))]

    def wish(self) -> Wish:
        """Her choices; what she left open takes the protective way."""
        given = self.cleaned_data
        outside = given.get("outside") or []
        return Wish(
            reads=audience_in(given.get("reads")),
            contact=contact_in(given.get("reads")),
            use=Form(given.get("use") or Form.PARAPHRASE),
            agencies=frozenset(UUID(one) for one in outside if one != PUBLIC),
            public=PUBLIC in outside,
            naming=Naming(given.get("naming") or Naming.NOBODY),
            pen_name=given.get("pen_name") or "",
            months=self._months(),
            show_first=given.get("show_first") != NO,
            ask_again=given.get("ask_again") == YES,
            show_translation=given.get("show_translation") != NO,
        )

    def clean(self) -> dict[str, Any]:
        """Rules between the answers."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.wish().check()
            except Denied as denied:
                self.add_error(denied.code, denied.sentence)
        return cleaned

    def _months(self) -> int:
        chosen = self.cleaned_data.get("months") or str(DEFAULT_MONTHS)
        typed = self.cleaned_data.get("months_own", "") if chosen == OWN else chosen
        return int(typed) if typed.strip().isascii() and typed.strip().isdecimal() else 0

    @staticmethod
    def ticks_of(wish: Wish) -> dict[str, Any]:
        """The same the other way: what is ticked in a form for these choices."""
        standard = str(wish.months) if wish.months in {6, 12, 24} else OWN
        return {
            "reads": value_of(wish.reading),
            "use": wish.use,
            "outside": [*map(str, wish.agencies), *([PUBLIC] if wish.public else [])],
            "naming": wish.naming,
            "pen_name": wish.pen_name,
            "months": standard,
            "months_own": "" if standard != OWN else str(min(wish.months, LONGEST_MONTHS)),
            "show_first": YES if wish.show_first else NO,
            "ask_again": YES if wish.ask_again else NO,
            "show_translation": YES if wish.show_translation else NO,
        }


class AnswerForm(_Choices):
    """An answer with its choices. `typed` is what a draft keeps, whether it is whole or not."""

    body = LongText(
        rows=10,
        max_length=LONGEST_ANSWER,
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy(
            "You do not need to write about your own life. A few words are enough, in any language."
            " Please leave out names of people and places."
        ),
        error_messages={"required": gettext_lazy("Write a few words, or save it as a draft.")},
    )
    field_order = ("body",)

    @property
    def words(self) -> str:
        """The text as it was typed, with plain line ends; nothing is cut."""
        return str(self.data.get("body", "")).replace("\r\n", "\n").replace("\r", "\n")

    @property
    def fits(self) -> bool:
        """Whether the text is short enough to be kept."""
        return len(self.words) <= LONGEST_ANSWER

    def typed(self) -> dict[str, list[str]]:
        """Everything ticked and typed, but the text itself."""
        data = self.data
        names = [name for name in self.fields if name != "body" and name in data]
        given = {name: data.getlist(name) if isinstance(data, QueryDict) else [data[name]] for name in names}
        return {name: [value[:LONGEST_CHOICE] for value in values] for name, values in given.items()}

    @staticmethod
    def data_of(body: str, choices: dict[str, list[str]]) -> QueryDict:
        """A draft as if it were sent again."""
        data = QueryDict(mutable=True)
        data["body"] = body
        for name, values in choices.items():
            data.setlist(name, values)
        return data

    @staticmethod
    def initial_of(body: str, choices: dict[str, list[str]]) -> dict[str, Any]:
        """A draft as the page shows it at first."""
        single = {name: values[0] for name, values in choices.items() if values and name != "outside"}
        return {**single, "outside": choices.get("outside", []), "body": body}


class PermissionForm(_Choices):
    """Other choices for a text that was sent. `seen` is the id of the choice she was shown."""

    seen = forms.UUIDField(widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    """Her words in a new version. `seen` is the number of the version she was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    body = LongText(
        rows=12,
        max_length=LONGEST_ANSWER,
        label=gettext_lazy("Your answer"),
        error_messages={"required": gettext_lazy("Write a few words, or take the text back instead.")},
    )
