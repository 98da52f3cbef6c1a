"""What takes two people and waits, or is open now: a line each, with the page where it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from board.models import Account, SecondYes
from board.queries import open_now, waiting_for_second
from board.states import DECIDED_BY, Need

# Where one person's things are decided.
PAGES: dict[str, str] = {
    Need.ROLES: "board:person-roles",
    Need.WAY_IN: "board:person-passphrase",
    Need.ERASURE: "board:person-erase",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what, whether I asked for it, until when it is open (None while it waits)."""

    what: str
    mine: bool
    until: datetime | None
    url: str


def pairs_of(account: Account) -> list[Line]:
    """What waits for a second yes of this role, or is open; nothing for those who decide nothing by two."""
    if not any(account.may(held) for held in DECIDED_BY.values()):
        return []
    rows = [*open_now(account), *waiting_for_second(account)]
    others = [row for row in rows if row.person is None or row.person.account_id != account.pk]
    return [
        Line(str(row.get_need_display()), row.asked_by_id == account.pk, row.until, _url(row))
        for row in others
    ]


def _url(row: SecondYes) -> str:
    if row.need == Need.EMERGENCY:
        return reverse("consultations:emergency-person", args=[row.thing, row.person_id])
    if row.need == Need.REMOVAL:
        return reverse("consultations:text-remove", args=[row.thing])
    if row.need == Need.IDENTITIES:
        return reverse("board:identities")
    return reverse(PAGES[row.need], args=[row.person_id])
