"""What a person says about herself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from board import tries
from board.forms.signing_in import HELD, PassphraseField
from board.models import Account
from board.states import IDLE_CHOICES
from pages.choices import OneOf
from pages.texts import LongText, OneLine

FEWEST_LETTERS = 5
SENTENCES = {
    "password_too_short": _("Use at least 15 characters. A few words in a row work well."),
    "password_too_common": _("Many people know this passphrase. Choose another one."),
}
EASY = _("This is easy to guess. Choose other words.")


def check_passphrase(new: str, sign_in_name: str) -> str:
    """The passphrase of an account, which is not made of its sign-in name. Raises ValidationError."""
    check_strong(new)
    if sign_in_name in new.lower():
        raise ValidationError(EASY)
    return new


def check_strong(new: str) -> str:
    """A passphrase, if it may be one (SP 800-63B, 5.1.1.2). Raises ValidationError with plain sentences."""
    try:
        validate_password(new)
    except ValidationError as problem:
        raise ValidationError([SENTENCES.get(one.code or "", one) for one in problem.error_list]) from None
    if len(set(new)) < FEWEST_LETTERS:
        raise ValidationError(EASY)
    return new


class CurrentPassphrase(forms.Form):
    """Asks for the passphrase in use, so that nobody else at this screen can do it."""

    account: Account
    current = PassphraseField(label=_("Your passphrase now"), keeper="current-password")

    def clean_current(self) -> str:
        current, name = str(self.cleaned_data["current"]), self.account.sign_in_name
        # Counted with those at the door from a browser that is known: whoever finds one open gets no more.
        tried = tries.knock(name=name, network="", known=True)
        if tried.is_held:
            raise ValidationError(HELD)
        if not self.account.check_password(current):
            tries.note_wrong(tried)
            raise ValidationError(_("This is not the passphrase you sign in with."))
        tries.note_right(name)
        return current


class PassphraseForm(CurrentPassphrase):
    """A new passphrase, twice. A one-time passphrase is not asked for again: it was typed a moment ago."""

    new = PassphraseField(
        label=_("New passphrase"),
        help_text=_("At least 15 characters. A few words in a row work well. Spaces are fine."),
        keeper="new-password",
    )
    again = PassphraseField(label=_("The same once more"), keeper="new-password")

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if account.must_change:
            del self.fields["current"]

    def clean_new(self) -> str:
        new = check_passphrase(str(self.cleaned_data["new"]), self.account.sign_in_name)
        if self.account.check_password(new):
            raise ValidationError(_("This is the passphrase you have now. Choose another one."))
        return new

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same. Type the new passphrase again."))
        return cleaned


class NameForm(forms.Form):
    """The name a person is known by here."""

    chosen_name = OneLine(
        label=_("Your name here"),
        help_text=_("Any name you like. It need not be your legal name."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "w14", "autocomplete": "off", "spellcheck": "false"}),
    )


class IdentityForm(forms.Form):
    """Legal name and contact, kept apart from everything else. Either may stay empty."""

    legal_name = OneLine(
        label=_("Legal name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = LongText(
        label=_("How to reach you"),
        help_text=_("For example a telephone number and the hours at which it is safe to call."),
        max_length=2000,
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].widget.attrs |= {"spellcheck": "false", "autocomplete": "off"}


class LanguageForm(forms.Form):
    """One of the languages that Atrium speaks whole."""

    language = forms.ChoiceField(label=_("Language"), widget=OneOf())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = list(settings.LANGUAGES)


def _idle_choices() -> list[tuple[int, str]]:
    return [(minutes, _("%(minutes)s minutes") % {"minutes": minutes}) for minutes in IDLE_CHOICES]


class IdleForm(forms.Form):
    """How long nothing may happen before one is signed out."""

    minutes = forms.TypedChoiceField(
        label=_("Sign me out after"),
        help_text=_("Counted from the last page you opened."),
        choices=_idle_choices,
        coerce=int,
    )


LATER, NOW = "later", "now"


class EraseForm(CurrentPassphrase):
    """The passphrase once more before everything goes."""

    when = forms.ChoiceField(
        label=_("When?"),
        choices=[(LATER, _("In seven days")), (NOW, _("At once"))],
        initial=LATER,
        widget=OneOf(
            hints={
                LATER: _("Until then you can change your mind. Nothing is asked of you."),
                NOW: _("Nobody can bring it back, not even an hour later."),
            },
            two=True,
        ),
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
