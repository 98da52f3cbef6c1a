"""Second steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from board import factors
from board.forms.own import CurrentPassphrase
from board.forms.signing_in import HELD
from board.models import Account
from board.states import KeptOn, Role
from pages.choices import OneOf

LONGEST_CODE = 20
# Two stand alone, and the chair's role comes by an election.
NOT_GIVEN = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.CHAIR})


class StepField(forms.CharField):
    """Digits from an app or from paper, with or without blanks."""

    def __init__(self, **kwargs: Any) -> None:
        looks = {
            "class": "w8",
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "spellcheck": "false",
        }
        widget = forms.TextInput(attrs=looks)
        super().__init__(label=_("Code"), max_length=LONGEST_CODE, widget=widget, **kwargs)


class StepForm(forms.Form):
    """The second step at the door. Whether the code is right is the view's question."""

    code = StepField(help_text=_("From your app, or the next one on your list. Blanks do not matter."))

    def refuse(self) -> None:
        """Wrong, used before, or too late."""
        self.add_error("code", _("This code does not fit, or was used before. Try the next one."))

    def ask_to_wait(self) -> None:
        """As at the first step."""
        self.add_error(None, HELD)


class SureForm(CurrentPassphrase):
    """The passphrase once more, so that nobody else at this screen changes how she signs in."""

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account


class PasskeyForm(SureForm):
    """What the passkey is kept on, by which she tells hers apart, and the passphrase."""

    kept_on = forms.ChoiceField(
        label=_("Where it is kept"), choices=KeptOn.choices, widget=OneOf(two=True), initial=KeptOn.PHONE
    )
    field_order = ("kept_on", "current")


class AppForm(forms.Form):
    """The first code that a new app shows."""

    code = StepField(help_text=_("The six digits that the app shows now."))

    def __init__(self, seed: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seed = seed

    def clean_code(self) -> str:
        """The code, when the app would show it now."""
        code = str(self.cleaned_data["code"])
        if not factors.shows_right(self._seed, code):
            raise ValidationError(_("The app should show another code now. Check the clock of your device."))
        return code


class CredentialForm(forms.Form):
    """What a passkey answered; written by a script."""

    credential = forms.JSONField(widget=forms.HiddenInput())


class RoleForm(forms.Form):
    """A second role, used one at a time."""

    second_role = forms.ChoiceField(
        label=_("Second role"),
        choices=[
            ("", _("None")),
            *((one.value, one.label) for one in Role if one not in NOT_GIVEN),
        ],
        required=False,
        widget=OneOf(two=True),
    )
