"""Forms about people and organisations. They check words and never save."""

from board.forms.boards import OfficeForm, RulesForm, TermForm
from board.forms.comings import CodeForm, InviteForm, JoinForm
from board.forms.keys import AppForm, CredentialForm, PasskeyForm, RoleForm, StepForm, SureForm
from board.forms.looks import LookForm
from board.forms.mentions import MentionForm
from board.forms.own import EraseForm, IdentityForm, IdleForm, LanguageForm, NameForm, PassphraseForm
from board.forms.pairs import CallForm, FetchForm, ListForm, SameForm, ShowForm
from board.forms.partners import OrganisationForm
from board.forms.signing_in import SignInForm

__all__ = [
    "AppForm",
    "CallForm",
    "CodeForm",
    "CredentialForm",
    "EraseForm",
    "FetchForm",
    "IdentityForm",
    "IdleForm",
    "InviteForm",
    "JoinForm",
    "LanguageForm",
    "ListForm",
    "LookForm",
    "MentionForm",
    "NameForm",
    "OfficeForm",
    "OrganisationForm",
    "PasskeyForm",
    "PassphraseForm",
    "RoleForm",
    "RulesForm",
    "SameForm",
    "ShowForm",
    "SignInForm",
    "StepForm",
    "SureForm",
    "TermForm",
]
