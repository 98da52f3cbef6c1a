"""Who has looked at a legal name and contact, and what is shown at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from board import rules
from board.models import Account, Listed, Person, SecondYes, Showing
from board.queries.people import chosen_names, identity_of, opened_identity
from board.states import Need, SecondYesState
from privacy.queries import seen_by
from privacy.reading import Opened, Purpose


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


def list_given_to(account: Account) -> SecondYes | None:
    """The newest list of legal names that waits to be fetched by whoever asked for it."""
    rows = rules.given(Need.IDENTITIES).filter(asked_by=account)
    found: SecondYes | None = rows.order_by("-asked_at").first()
    return found


def listed_names(account: Account, asked: SecondYes) -> list[str]:
    """The chosen name of everybody on a list that was asked for."""
    people = Person.objects.filter(listings__second_yes=asked)
    return sorted(chosen_names(people, reader=account).values(), key=str.casefold)


def listed_identities(account: Account, asked: SecondYes) -> list[tuple[str, Opened | None, Opened | None]]:
    """Chosen name, legal name and contact of everybody on a list that was given, each opening noted."""
    people = list(Person.objects.filter(listings__second_yes=asked))
    names = chosen_names(people, reader=account)
    opened = {
        one.id: opened_identity(one, reader=account, purpose=Purpose.IDENTITY) or (None, None)
        for one in people
    }
    rows = [(names[one.id], *opened[one.id]) for one in people]
    return sorted(rows, key=lambda row: row[0].casefold())


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
