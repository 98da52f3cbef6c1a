"""Every change to people, accounts, organisations and the board."""

from board.actions.access import end_access, pause_access, resume_access
from board.actions.comings import end_joining, invite, join, learn_way_out
from board.actions.departures import ask_to_leave, finish_leavings, stay
from board.actions.expiring import expire_identities
from board.actions.factors import add_app, add_passkey, make_list, remove_factor
from board.actions.humans import join_accounts
from board.actions.identities import fetch_identities
from board.actions.leaving import erase_person, erase_who_left, remove_identity
from board.actions.looks import change_look
from board.actions.mentions import choose_mention
from board.actions.naming import allow_naming, end_naming
from board.actions.offices import appoint, end_office
from board.actions.organisations import add_organisation, change_organisation
from board.actions.parking import drop_parked, forget_old_parked, forget_parked, park
from board.actions.passphrases import change_passphrase, renew_hash
from board.actions.people import (
    add_person,
    change_chosen_name,
    change_language,
    pause,
    record_identity,
    resume,
)
from board.actions.seats import begin_term, change_rules, renew_membership
from board.actions.second_yes import (
    ask_identities,
    ask_second,
    change_roles,
    end_given,
    give_identities,
    issue_passphrase,
    open_in_emergency,
    refuse_second,
    say_yes,
)
from board.actions.sessions import choose_idle_minutes, sign_out_at, sign_out_everywhere
from board.actions.set_up import set_up_board
from board.actions.showings import forget_old_showings, hide_identity, show_identity

__all__ = [
    "add_app",
    "add_organisation",
    "add_passkey",
    "add_person",
    "allow_naming",
    "appoint",
    "ask_identities",
    "ask_second",
    "ask_to_leave",
    "begin_term",
    "change_chosen_name",
    "change_language",
    "change_look",
    "change_organisation",
    "change_passphrase",
    "change_roles",
    "change_rules",
    "choose_idle_minutes",
    "choose_mention",
    "drop_parked",
    "end_access",
    "end_given",
    "end_joining",
    "end_naming",
    "end_office",
    "erase_person",
    "erase_who_left",
    "expire_identities",
    "fetch_identities",
    "finish_leavings",
    "forget_old_parked",
    "forget_old_showings",
    "forget_parked",
    "give_identities",
    "hide_identity",
    "invite",
    "issue_passphrase",
    "join",
    "join_accounts",
    "learn_way_out",
    "make_list",
    "open_in_emergency",
    "park",
    "pause",
    "pause_access",
    "record_identity",
    "refuse_second",
    "remove_factor",
    "remove_identity",
    "renew_hash",
    "renew_membership",
    "resume",
    "resume_access",
    "say_yes",
    "set_up_board",
    "show_identity",
    "sign_out_at",
    "sign_out_everywhere",
    "stay",
]
