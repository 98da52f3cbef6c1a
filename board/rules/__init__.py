"""Who may do what with people, seats and organisations, and who may open their names."""

from board.rules.access import (
    May,
    check_can_end_access,
    check_can_issue_passphrase,
    check_can_pause_access,
    check_can_resume_access,
    check_organisation_fits,
    check_sign_in_name_is_free,
    what_may,
)
from board.rules.comings import (
    check_can_ask_to_leave,
    check_can_invite,
    check_can_stay,
    check_is_due,
    check_joining_is_open,
)
from board.rules.openers import may_open_identities, may_open_names
from board.rules.organisations import (
    check_can_manage_partners,
    check_is_fresh,
    check_organisation_is_new,
    revision_of,
)
from board.rules.people import (
    check_can_come_back,
    check_can_erase,
    check_can_manage_people,
    check_can_move,
    check_can_pause,
    check_can_read_identity,
    check_can_record_identity,
    check_is_here,
    check_is_not_own,
    check_is_self,
    is_allowed,
    may_be_contacted,
)
from board.rules.seats import (
    check_can_keep_board,
    check_is_in_office,
    check_may_serve_again,
    check_office_is_free,
    check_seat_is_free,
    check_term_is_new,
    current_term,
    seat_of,
)
from privacy.reading import System

SET_UP = System("setup")

__all__ = [
    "SET_UP",
    "May",
    "check_can_ask_to_leave",
    "check_can_come_back",
    "check_can_end_access",
    "check_can_erase",
    "check_can_invite",
    "check_can_issue_passphrase",
    "check_can_keep_board",
    "check_can_manage_partners",
    "check_can_manage_people",
    "check_can_move",
    "check_can_pause",
    "check_can_pause_access",
    "check_can_read_identity",
    "check_can_record_identity",
    "check_can_resume_access",
    "check_can_stay",
    "check_is_due",
    "check_is_fresh",
    "check_is_here",
    "check_is_in_office",
    "check_is_not_own",
    "check_is_self",
    "check_joining_is_open",
    "check_may_serve_again",
    "check_office_is_free",
    "check_organisation_fits",
    "check_organisation_is_new",
    "check_seat_is_free",
    "check_sign_in_name_is_free",
    "check_term_is_new",
    "current_term",
    "is_allowed",
    "may_be_contacted",
    "may_open_identities",
    "may_open_names",
    "revision_of",
    "seat_of",
    "what_may",
]
