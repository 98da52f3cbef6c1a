"""Plain forms: what was typed becomes clean values. They save nothing."""

from consultations.forms.answers import AnswerForm, CorrectionForm, PermissionForm
from consultations.forms.files import AssignForm, OpenForm, QuestionsForm, RequestForm, ScreenForm
from consultations.forms.passages import CheckForm, PassageForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CheckForm",
    "CorrectionForm",
    "OpenForm",
    "PassageForm",
    "PermissionForm",
    "QuestionsForm",
    "RequestForm",
    "ScreenForm",
]
