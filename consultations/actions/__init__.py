"""Every change to requests for advice, contributions, permissions and joint texts.

request       record_request change_request write_questions take_up decline assign open_to_members close
              record_answer ask_those_who_came
member        answer_invitation save_draft send_contribution correct_contribution hold resume
              change_permission say_yes_again take_back
two people    remove_text
files         add_paper remove_paper add_attachment remove_attachment; taken_in for the floors above
joint text    add_passage change_passage move_passage remove_passage ask_authors answer_check agree reopen
"""

from consultations.actions.checks import answer_check, ask_authors
from consultations.actions.contributions import (
    correct_contribution,
    hold,
    resume,
    send_contribution,
    take_back,
)
from consultations.actions.drafts import save_draft
from consultations.actions.files import (
    ask_those_who_came,
    assign,
    change_request,
    close,
    decline,
    open_to_members,
    record_answer,
    record_request,
    take_up,
)
from consultations.actions.invitations import answer_invitation
from consultations.actions.papers import add_attachment, add_paper, remove_attachment, remove_paper
from consultations.actions.passages import add_passage, change_passage, move_passage, remove_passage
from consultations.actions.permissions import change_permission, say_yes_again
from consultations.actions.questions import write_questions
from consultations.actions.removals import remove_text
from consultations.actions.syntheses import agree, reopen
from consultations.actions.taking_in import TakenIn, taken_in

__all__ = [
    "TakenIn",
    "add_attachment",
    "add_paper",
    "add_passage",
    "agree",
    "answer_check",
    "answer_invitation",
    "ask_authors",
    "ask_those_who_came",
    "assign",
    "change_passage",
    "change_permission",
    "change_request",
    "close",
    "correct_contribution",
    "decline",
    "hold",
    "move_passage",
    "open_to_members",
    "record_answer",
    "record_request",
    "remove_attachment",
    "remove_paper",
    "remove_passage",
    "remove_text",
    "reopen",
    "resume",
    "save_draft",
    "say_yes_again",
    "send_contribution",
    "take_back",
    "take_up",
    "taken_in",
    "write_questions",
]
