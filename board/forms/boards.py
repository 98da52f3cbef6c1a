"""Terms, offices and the rules of the board, as the board decided them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from board.models import Board
from board.states import OfficeKind
from pages.choices import OneOf
from pages.dates import DayField


class TermForm(forms.Form):
    """The first day of the next term."""

    starts_on = DayField(label=_("First day of the term"))


class OfficeForm(forms.Form):
    """Who was elected to what."""

    kind = forms.ChoiceField(label=_("Office"), choices=OfficeKind.choices, widget=OneOf(two=True))
    person = forms.ChoiceField(label=_("Who was elected"))

    def __init__(self, people: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [("", _("Choose a member")), *people]

    def clean_kind(self) -> OfficeKind:
        return OfficeKind(self.cleaned_data["kind"])


class RulesForm(forms.Form):
    """What the board decided about itself."""

    quorum = forms.IntegerField(
        label=_("Quorum"), help_text=_("Members, when all seats are filled."), min_value=1
    )
    term_months = forms.IntegerField(
        label=_("Months in a term"),
        help_text=_("For terms entered from now on."),
        min_value=1,
        max_value=120,
    )
    renewals = forms.IntegerField(
        label=_("How often somebody may be appointed again"), min_value=0, max_value=20
    )

    def __init__(self, board: Board, *args: Any, **kwargs: Any) -> None:
        now = {name: getattr(board, name) for name in ("quorum", "term_months", "renewals")}
        super().__init__(*args, initial=now, **kwargs)
        for field in self.fields.values():
            field.widget = forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"})
        self.seats = board.seats

    def clean_quorum(self) -> int:
        quorum = int(self.cleaned_data["quorum"])
        if quorum > self.seats:
            raise forms.ValidationError(
                _("There are %(seats)s seats. Write this number or a smaller one.") % {"seats": self.seats}
            )
        return quorum
