"""Adding somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from board import passphrases
from board.models import Organisation
from board.states import Role
from pages.choices import OneOf
from pages.texts import OneLine

ROLE_HINTS: dict[str, Any] = {
    Role.MEMBER: _("Advises. Takes the lowest free seat."),
    Role.CHAIR: _("A member who leads the meetings. Takes a seat as well."),
    Role.SECRETARIAT: _("Prepares requests, meetings and texts; adds people."),
    Role.OFFICER: _("Works for a partner. Sees only what was sent to that partner."),
    Role.DATA_PROTECTION: _("Sees who did what to which id, never the words."),
    Role.ADMINISTRATOR: _("Looks after the machine. Sees nobody's words."),
}
SHAPE = RegexValidator(
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", _("Use small letters, numbers and a dash, like river-4821.")
)


class PersonForm(forms.Form):
    """Somebody new, in one role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=OneOf(hints=ROLE_HINTS, two=True))
    chosen_name = OneLine(
        label=_("Name on the board"),
        help_text=_(
            "As the person wishes to be called. It need not be a legal name, and can be changed later."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "w14", "autocomplete": "off", "spellcheck": "false"}),
    )
    sign_in_name = forms.CharField(
        label=_("Sign-in name"),
        help_text=_("Made at random. Never a real name: it is not kept secret."),
        min_length=4,
        max_length=40,
        validators=[SHAPE],
        widget=forms.TextInput(
            attrs={"class": "w14", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        help_text=_("For a partner officer only."),
        queryset=Organisation.objects.filter(is_active=True),
        required=False,
        empty_label=_("None"),
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sign_in_name"].initial = passphrases.sign_in_name
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]
        self.fields["language"].initial = settings.LANGUAGE_CODE
        if len(settings.LANGUAGES) == 1:
            self.fields["language"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name, sign_in = cleaned.get("chosen_name", ""), cleaned.get("sign_in_name", "")
        if name and name.casefold() in sign_in:
            self.add_error("sign_in_name", _("Leave the person's name out of the sign-in name."))
        if cleaned.get("role") == Role.OFFICER and not cleaned.get("organisation"):
            self.add_error("organisation", _("Choose the organisation the officer works for."))
        if cleaned.get("role") not in {None, Role.OFFICER} and cleaned.get("organisation"):
            self.add_error("organisation", _("Only a partner officer has an organisation. Choose “None”."))
        return cleaned

    def clean_role(self) -> Role:
        try:
            return Role(self.cleaned_data["role"])
        except ValueError:
            raise ValidationError(_("Please choose one of these")) from None
