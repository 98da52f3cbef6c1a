"""Every change to people, accounts, organisations and the board."""

from board.actions.organisations import add_organisation, change_organisation
from board.actions.passphrases import change_passphrase, issue_passphrase, renew_hash
from board.actions.people import add_person, change_chosen_name, end_access, pause, record_identity, resume
from board.actions.set_up import set_up_board

__all__ = [
    "add_organisation",
    "add_person",
    "change_chosen_name",
    "change_organisation",
    "change_passphrase",
    "end_access",
    "issue_passphrase",
    "pause",
    "record_identity",
    "renew_hash",
    "resume",
    "set_up_board",
]
