"""Forms about people and organisations. They check words and never save."""

from board.forms.looks import LookForm
from board.forms.own import EraseForm, IdentityForm, LanguageForm, NameForm, PassphraseForm
from board.forms.partners import OrganisationForm
from board.forms.people import PersonForm
from board.forms.signing_in import SignInForm

__all__ = [
    "EraseForm",
    "IdentityForm",
    "LanguageForm",
    "LookForm",
    "NameForm",
    "OrganisationForm",
    "PassphraseForm",
    "PersonForm",
    "SignInForm",
]
