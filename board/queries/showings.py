"""Who has looked at a legal name and contact, and what is shown at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from board import rules
from board.models import Account, Listed, Person, Showing
from board.queries.people import identity_of
from board.states import SecondYesState
from privacy.queries import seen_by


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody in this role looked on this day, for this reason ("" for the machine). No clock times."""

    day: date
    role: str
    reason: str


def showing_now(account: Account, person: Person) -> Showing | None:
    """What of this person is shown to this account now."""
    found: Showing | None = rules.showings_now(account).filter(person=person).order_by("-until").first()
    return found


def looks_at(person: Person) -> list[Look]:
    """Who had her legal name and contact shown, and what for; the newest day first, each once.

    The log says who read; what for is noted beside it. What of the log has no note stands there without.
    """
    shown = Showing.objects.filter(person=person)
    noted = {Look(_day(one.shown_at), one.role, str(one.get_reason_display())) for one in shown}
    used = Listed.objects.filter(person=person, second_yes__state=SecondYesState.ENDED)
    for one in used.select_related("second_yes"):
        row = one.second_yes
        if row.settled_at is not None:
            noted.add(Look(_day(row.settled_at), row.asked_as, str(row.get_reason_display())))
    identity = identity_of(person)
    told = {(look.day, look.role) for look in noted}
    read = seen_by([identity.id]) if identity else []
    rest = {Look(one.day, one.role, "") for one in read if (one.day, one.role) not in told}
    return sorted(noted | rest, key=lambda one: (-one.day.toordinal(), one.role, one.reason))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
