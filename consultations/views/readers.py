"""The page "who can see this": its lines, each computed from the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.models import Account
from board.queries import organisations
from board.states import Role
from consultations import queries, rules
from consultations.models import Contribution
from consultations.rules import Wish
from consultations.states import TAKE_BACK_WINDOW, ContributionState
from consultations.views.showing import reading_in_words, wish_in_words
from privacy import clock
from privacy.models import ConsentRecord
from privacy.states import Naming


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One line of the list: who, what it means, and "yes", "no" or "ask"."""

    who: str
    words: str
    may: str


def seen_context(account: Account, contribution: Contribution, record: ConsentRecord) -> dict[str, Any]:
    """Everything the page shows about one text."""
    wish = queries.wish_of(record, reader=account)
    names = {str(one.id): one.name for one in organisations()}
    sent = contribution.sent_at
    return {
        "contribution": contribution,
        "consultation": contribution.consultation,
        "readers": _lines(contribution, wish, names, dict(queries.secretariat_names(account))),
        "in_window": sent is not None and sent + TAKE_BACK_WINDOW > clock.now(),
        "on_hold": contribution.state == ContributionState.ON_HOLD,
        "choices": wish_in_words(wish, reading_in_words(contribution.consultation, wish, account), names),
        "pending": queries.pending_of(record),
        "until": _until(record),
        "used": queries.used_in(contribution),
        "looked": [(one.day, _role(one.role)) for one in queries.who_has_looked(contribution)],
        "words": queries.own_text(contribution, reader=account),
        "files": queries.attachments_of(contribution, reader=account),
    }


def _lines(
    contribution: Contribution, wish: Wish, names: dict[str, str], staff: dict[UUID, str]
) -> list[ReaderLine]:
    readers = queries.readers_of(contribution)
    named = _named(contribution)
    agencies = ", ".join(names.get(str(one), "") for one in sorted(wish.agencies, key=str))
    outside = _("Only passages of the joint text, in the form you chose.")
    return [
        ReaderLine(_("You"), _("Always. You can change it or take it back at any time."), "yes"),
        _secretariat(readers, named, staff),
        ReaderLine(_members(readers), named if readers.members else "", _mark(readers.members)),
        ReaderLine(
            agencies or _("Partner agencies"), outside if agencies else _("No."), _ask(bool(agencies))
        ),
        ReaderLine(_("The public"), outside if wish.public else _("No."), _ask(wish.public)),
        ReaderLine(
            _("Data protection"), _("That it is there, and when it was opened. Never the words."), "no"
        ),
        ReaderLine(
            _("The people who run the server"),
            _("Not as part of their work. With its keys they could reach it: forbidden, and checked."),
            "no",
        ),
    ]


def _secretariat(readers: queries.Readers, named: str, staff: dict[UUID, str]) -> ReaderLine:
    if readers.contact and not readers.secretariat:
        left = _("The contact you chose has left the secretariat. You can choose again.")
        return ReaderLine(_("The secretariat: %(people)s") % {"people": _("nobody")}, left, "no")
    if readers.contact:
        words = _("The contact in the secretariat: %(name)s, and nobody else there")
        return ReaderLine(words % {"name": staff.get(readers.contact, "")}, named, "yes")
    people = ngettext("%(n)s person", "%(n)s people", readers.secretariat) % {"n": readers.secretariat}
    who = _("The secretariat: %(people)s") % {"people": people if readers.secretariat else _("nobody")}
    return ReaderLine(who, named if readers.secretariat else "", _mark(readers.secretariat))


def _members(readers: queries.Readers) -> str:
    people = ngettext("%(n)s person", "%(n)s people", readers.members) % {"n": readers.members}
    return _("Other members: %(people)s") % {"people": people if readers.members else _("nobody")}


def _named(contribution: Contribution) -> str:
    standing = rules.standings([contribution.id]).get(contribution.id)
    naming = Naming(standing.named.naming) if standing else Naming.NOBODY
    if naming == Naming.NAME:
        return _("With your chosen name, as you allowed.")
    if naming == Naming.PEN_NAME:
        return _("Under your pen name.")
    return _("Without your name: as “a member of the board”.")


def _mark(count: int) -> str:
    return "yes" if count else "no"


def _ask(allowed: bool) -> str:  # noqa: FBT001  (a mark for a fact, no switch)
    return "ask" if allowed else "no"


def _until(record: ConsentRecord) -> Any:
    cells = record.cells.filter(end=None, until__gt=clock.now())
    return max((cell.until for cell in cells), default=None)


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else _("The site itself, for a partner")
