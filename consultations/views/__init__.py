"""One function for each address: load, ask the form, make one call, answer."""

from consultations.views.answers import answer_check, answer_edit, answer_sent
from consultations.views.attachments import attachment, attachment_remove, attachments
from consultations.views.drafting import (
    authors_ask,
    draft,
    passage_edit,
    passage_move,
    passage_new,
    passage_remove,
    synthesis_agree,
    synthesis_reopen,
)
from consultations.views.emergencies import emergency, emergency_person, emergency_text
from consultations.views.files import (
    file,
    questions_edit,
    request_answered,
    request_assign,
    request_close,
    request_edit,
    request_new,
    request_open,
    request_screen,
)
from consultations.views.lists import consultation_list, files
from consultations.views.members import consultation, invitation_answer
from consultations.views.papers import paper, paper_remove, papers
from consultations.views.quotes import quotes
from consultations.views.reading import contributions, synthesis
from consultations.views.removals import text_remove
from consultations.views.seen import (
    contribution_copy,
    contribution_correct,
    contribution_hold,
    contribution_resume,
    contribution_take_back,
    name_confirm,
    permission_edit,
    seen,
)

__all__ = [
    "answer_check",
    "answer_edit",
    "answer_sent",
    "attachment",
    "attachment_remove",
    "attachments",
    "authors_ask",
    "consultation",
    "consultation_list",
    "contribution_copy",
    "contribution_correct",
    "contribution_hold",
    "contribution_resume",
    "contribution_take_back",
    "contributions",
    "draft",
    "emergency",
    "emergency_person",
    "emergency_text",
    "file",
    "files",
    "invitation_answer",
    "name_confirm",
    "paper",
    "paper_remove",
    "papers",
    "passage_edit",
    "passage_move",
    "passage_new",
    "passage_remove",
    "permission_edit",
    "questions_edit",
    "quotes",
    "request_answered",
    "request_assign",
    "request_close",
    "request_edit",
    "request_new",
    "request_open",
    "request_screen",
    "seen",
    "synthesis",
    "synthesis_agree",
    "synthesis_reopen",
    "text_remove",
]
