"""Inviting somebody, and coming in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from board import passphrases
from board.forms.own import NameForm, check_passphrase
from board.forms.signing_in import PassphraseField
from board.models import Organisation
from board.states import Role
from pages.choices import OneOf

ROLE_HINTS: dict[str, Any] = {
    Role.MEMBER: _("Advises. Takes the lowest free seat."),
    Role.SECRETARIAT: _("Prepares requests, meetings and texts; invites people."),
    Role.OFFICER: _("Works for a partner. Sees only what was sent to that partner."),
    Role.DATA_PROTECTION: _("Sees who did what to which id, never the words."),
    Role.ADMINISTRATOR: _("Looks after the machine. Sees nobody's words."),
}
LINK, CARD = "link", "card"
WAYS = [(LINK, _("As a link")), (CARD, _("As a printed card"))]
WAY_HINTS = {
    LINK: _("For somebody who can open it where nobody else looks."),
    CARD: _("A code to type. The card says nothing of what it is for."),
}


class InviteForm(forms.Form):
    """Whom to invite, in one role. No name is asked: whoever comes chooses it."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role, Role(role).label) for role in ROLE_HINTS],
        widget=OneOf(hints=ROLE_HINTS, two=True),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        help_text=_("For a partner officer only."),
        queryset=Organisation.objects.filter(is_active=True),
        required=False,
        empty_label=_("None"),
    )
    way = forms.ChoiceField(
        label=_("How will you give it?"), choices=WAYS, widget=OneOf(hints=WAY_HINTS, two=True)
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") == Role.OFFICER and not cleaned.get("organisation"):
            self.add_error("organisation", _("Choose the organisation this person works for."))
        if cleaned.get("role") not in {None, Role.OFFICER} and cleaned.get("organisation"):
            self.add_error("organisation", _("Only a partner officer has an organisation. Choose “None”."))
        return cleaned

    def secret(self) -> str:
        """What opens the door: part of a link, or a code that can be read aloud."""
        made = passphrases.key_of_link if self.cleaned_data["way"] == LINK else passphrases.one_time
        return made()


class CodeForm(forms.Form):
    """The code of a printed card."""

    code = forms.CharField(
        label=_("The code on your card"),
        help_text=_("Six short groups of letters. Capitals and blanks do not matter."),
        max_length=120,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def refuse(self) -> None:
        """The same words for an unknown, a used and an expired code."""
        self.add_error("code", _("This code does not work. Check each letter, or ask for a new card."))


class JoinForm(NameForm):
    """A name and a passphrase of one's own. Nothing else is asked of anybody who comes."""

    language = forms.ChoiceField(label=_("Language"), widget=OneOf(two=True))
    new = PassphraseField(
        label=_("Your passphrase"),
        help_text=_("At least 15 characters. A few words in a row work well. Spaces are fine."),
        keeper="new-password",
    )
    again = PassphraseField(label=_("The same once more"), keeper="new-password")

    def __init__(self, sign_in_name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign_in_name = sign_in_name
        language: Any = self.fields["language"]
        language.initial = get_language() or settings.LANGUAGE_CODE
        language.choices = list(settings.LANGUAGES)
        if len(settings.LANGUAGES) == 1:
            language.widget = forms.HiddenInput()

    def clean_new(self) -> str:
        return check_passphrase(str(self.cleaned_data["new"]), self.sign_in_name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same. Type the passphrase again."))
        return cleaned

    def chosen(self) -> dict[str, str]:
        """What the action takes."""
        words = self.cleaned_data
        kept = {name: str(words[name]) for name in ("chosen_name", "language")}
        return {**kept, "passphrase": str(words["new"])}
