"""Texts that two people decide about: opened in an emergency, or removed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from board.models import Account, Person
from board.queries import chosen_names, newest_about
from board.rules import check_can_ask, waiting
from board.states import Need
from consultations import rules
from consultations.models import Consultation, Contribution, ContributionText
from consultations.queries.files import file_for
from consultations.queries.reading import Read, contribution_read
from privacy.permissions import Denied
from privacy.reading import Opened, Purpose, open_many


@dataclass(frozen=True, slots=True)
class Removable:
    """A text to be decided about, and its request. `read`: as this reader sees it; None where it is shut."""

    consultation: Consultation
    contribution: Contribution
    read: Read | None


def people_asked(account: Account, consultation: Consultation) -> list[tuple[Person, str]]:
    """Everybody to whom it was opened but oneself, by chosen name. Who wrote anything is not told."""
    asked = consultation.invitations.exclude(account=account).values("account")
    people = list(Person.objects.filter(account__in=asked).select_related("account"))
    names = chosen_names(people, reader=account)
    return sorted(((one, names[one.id]) for one in people), key=lambda pair: pair[1].casefold())


def person_asked(account: Account, consultation: Consultation, person: UUID) -> Person:
    """One of them, of whom this account may ask. Raises Http404."""
    found = Person.objects.filter(id=person, account__invitations__consultation=consultation)
    one: Person | None = found.select_related("account").first()
    if one is None:
        raise Http404
    try:
        check_can_ask(account, Need.EMERGENCY, one)
    except Denied:
        raise Http404 from None
    return one


def text_in_emergency(account: Account, consultation: Consultation, person: Person) -> Opened | None:
    """The words, noted before they are shown; None where there are none that were given to the board."""
    texts = ContributionText.objects.filter(
        contribution__author=person, contribution__consultation=consultation
    ).select_related("contribution")
    given = [one for one in texts.order_by("number") if rules.is_given(one.contribution)]
    if not given:
        return None
    [opened] = open_many([given[-1].body], reader=account, purpose=Purpose.EMERGENCY, about=consultation)
    return opened


def removable_for(account: Account, contribution: UUID) -> Removable:
    """A text that this account may ask to be removed, or that somebody asked about. Raises Http404."""
    row = Contribution.objects.filter(id=contribution).select_related("author__account")
    found = row.first()
    if found is None or not _may_decide(account, found):
        raise Http404
    about = file_for(account, found.consultation_id)
    read = contribution_read(account, about, found.id)
    asked = waiting(Need.REMOVAL, found.author, found.id)
    if not (read or asked or _is_open(account, found)):
        raise Http404
    return Removable(about, found, read)


def is_removed(contribution: Contribution) -> bool:
    """Whether two people removed it, and not its author."""
    row = newest_about(Need.REMOVAL, contribution.author, contribution.id)
    return row is not None and row.state == "given"


def _may_decide(account: Account, contribution: Contribution) -> bool:
    try:
        check_can_ask(account, Need.REMOVAL, contribution.author)
    except Denied:
        return False
    return rules.is_given(contribution)


def _is_open(account: Account, contribution: Contribution) -> bool:
    return (contribution.author_id, contribution.consultation_id) in rules.opened_to(account)
