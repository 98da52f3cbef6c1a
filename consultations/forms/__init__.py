"""Plain forms: what was typed becomes clean values. They save nothing."""

from consultations.forms.answers import AnswerForm, CorrectionForm, PermissionForm
from consultations.forms.files import AssignForm, OpenForm, QuestionsForm, RequestForm, ScreenForm
from consultations.forms.pairs import EmergencyForm, RemovalForm
from consultations.forms.passages import CheckForm, PassageForm
from consultations.forms.readings import Reading, contact_in, value_of

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CheckForm",
    "CorrectionForm",
    "EmergencyForm",
    "OpenForm",
    "PassageForm",
    "PermissionForm",
    "QuestionsForm",
    "Reading",
    "RemovalForm",
    "RequestForm",
    "ScreenForm",
    "contact_in",
    "value_of",
]
