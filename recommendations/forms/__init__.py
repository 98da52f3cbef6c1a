"""Plain forms: what somebody typed becomes clean values. They never save."""

from recommendations.forms.checking import CheckForm
from recommendations.forms.drafting import AddresseesForm, DraftForm, EditForm, EndorseForm
from recommendations.forms.portal import ResponseForm, TermsForm
from recommendations.forms.releasing import ReleaseForm

__all__ = [
    "AddresseesForm",
    "CheckForm",
    "DraftForm",
    "EditForm",
    "EndorseForm",
    "ReleaseForm",
    "ResponseForm",
    "TermsForm",
]
