"""Legal names for a reason; two accounts of one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.own import check_strong
from board.forms.signing_in import PassphraseField
from board.models import Person
from board.states import REASONS, SHOW_REASONS, Need
from pages.choices import OneOf, SomeOf

Named = Iterable[tuple[Person, str]]


class ShowForm(forms.Form):
    """What a legal name and contact are needed for."""

    reason = forms.ChoiceField(
        label=_("What do you need it for?"),
        choices=[(one.value, one.label) for one in SHOW_REASONS],
        widget=OneOf(two=True),
    )


class SameForm(forms.Form):
    """Which other account belongs to the same person."""

    other = forms.ChoiceField(label=_("The other account"))

    def __init__(self, *args: Any, people: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["other"], people)


class CallForm(forms.Form):
    """Whose account is paused, when somebody called."""

    person = forms.ChoiceField(label=_("Who called"))

    def __init__(self, *args: Any, people: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["person"], people)


class ListForm(forms.Form):
    """Whose legal names and contacts, and what for."""

    people = forms.MultipleChoiceField(label=_("Who is on the list"), widget=SomeOf())
    reason = forms.ChoiceField(
        label=_("What do you need it for?"),
        choices=[(one.value, one.label) for one in REASONS[Need.IDENTITIES]],
        widget=OneOf(two=True),
    )

    def __init__(self, *args: Any, people: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.choices = _choices(people)


class FetchForm(forms.Form):
    """A passphrase for the file, of one's own, twice."""

    new = PassphraseField(
        label=_("A passphrase for this file"),
        help_text=_("At least 15 characters. The file opens with it and with nothing else."),
        keeper="off",
    )
    again = PassphraseField(label=_("The same once more"), keeper="off")

    def clean_new(self) -> str:
        return check_strong(str(self.cleaned_data["new"]))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same. Type the new passphrase again."))
        return cleaned


def _offer(field: Any, people: Named) -> None:
    field.choices = [("", _("Choose somebody")), *_choices(people)]


def _choices(people: Named) -> list[tuple[str, str]]:
    return [(str(one.id), f"{name} ({one.account.get_role_display()})") for one, name in people]
