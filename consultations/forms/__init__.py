"""Plain forms: what was typed becomes clean values. They save nothing."""

from consultations.forms.answers import AnswerForm, CorrectionForm, PermissionForm
from consultations.forms.files import AssignForm, OpenForm, QuestionsForm, RequestForm, ScreenForm
from consultations.forms.pairs import EmergencyForm, RemovalForm
from consultations.forms.passages import CheckForm, PassageForm

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
    "RemovalForm",
    "RequestForm",
    "ScreenForm",
]
