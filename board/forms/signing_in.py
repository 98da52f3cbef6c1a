"""Signing in, and what a passphrase has to be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from board.passphrases import normal

LONGEST = 4096
HELD = _("Many tries with this name went wrong today. Wait a quarter of an hour, then try again.")


class PassphraseField(forms.CharField):
    """Words that are never shown again; pasting and passphrase keepers are welcome."""

    def __init__(self, *, keeper: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(
            attrs={"autocomplete": keeper, "autocapitalize": "none", "spellcheck": "false"}
        )
        super().__init__(max_length=LONGEST, strip=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return normal(super().to_python(value) or "")


class SignInForm(forms.Form):
    """A sign-in name and a passphrase. Whether they go together is the view's question."""

    sign_in_name = forms.CharField(
        label=_("Sign-in name"),
        help_text=_("Like river-4821. It is not an e-mail address."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    passphrase = PassphraseField(label=_("Passphrase"), keeper="current-password")

    def clean_sign_in_name(self) -> str:
        """Telephones like to begin with a capital letter."""
        return str(self.cleaned_data["sign_in_name"]).lower()

    def refuse(self) -> None:
        """The same words whether the name is known, unknown or closed."""
        self.add_error(None, _("This name and this passphrase do not go together. Check both and try again."))

    def ask_to_wait(self) -> None:
        """The same words whether anybody has this name."""
        self.add_error(None, HELD)
