"""People, by account, by name, for those who manage them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from board import rules
from board.models import Account, Identity, Membership, MentionChoice, Person
from board.states import PersonState, Role
from privacy.audit.acts import Person as Reader
from privacy.inventory import Held
from privacy.permissions import Denied
from privacy.reading import Opened, Purpose, open_many

UNKNOWN = "…"


def person_of(account: Account) -> Person:
    """The person behind an account. Raises Http404."""
    found: Person | None = Person.objects.filter(account=account).first()
    if found is None:
        raise Http404
    return found


def chosen_names(people: Iterable[Person], *, reader: Reader) -> dict[UUID, str]:
    """Chosen name by person id, opened in one call; an ellipsis where a name cannot be shown."""
    listed = list(people)
    if not listed:
        return {}
    sealed = [person.chosen_name for person in listed]
    opened = open_many(sealed, reader=reader, purpose=Purpose.LISTING, about=listed[0])
    return {person.id: one.text or UNKNOWN for person, one in zip(listed, opened, strict=True)}


def names_of_accounts(accounts: Iterable[UUID], *, reader: Reader) -> dict[UUID, str]:
    """Chosen name by account id."""
    people = list(Person.objects.filter(account__in=list(accounts)))
    names = chosen_names(people, reader=reader)
    return {person.account_id: names[person.id] for person in people}


def people_for(account: Account) -> list[Person]:
    """Everybody with an account, for those who manage people. Raises Http404."""
    or_404(rules.check_can_manage_people, account)
    rows = Person.objects.exclude(state=PersonState.ERASED).select_related("account", "organisation")
    order = {role: number for number, role in enumerate(Role.values)}
    return sorted(rows, key=lambda person: (order[person.account.role], person.account.sign_in_name))


def in_reach_of_a_call(account: Account) -> list[Person]:
    """Whose account this account may pause now. Raises Http404 for whoever may pause nobody's."""
    or_404(rules.check_can_keep_out, account)
    rows = Person.objects.filter(account__is_active=True).select_related("account")
    return [one for one in rows if rules.is_allowed(partial(rules.check_can_pause_access, account, one))]


def person_for(account: Account, person: UUID) -> Person:
    """One person, for those who manage people. Raises Http404."""
    or_404(rules.check_can_manage_people, account)
    found: Person | None = Person.objects.filter(id=person).select_related("account", "organisation").first()
    if found is None:
        raise Http404
    return found


def identity_of(person: Person) -> Identity | None:
    """The row of legal name and contact, sealed, where there is one."""
    found: Identity | None = Identity.objects.filter(person=person).first()
    return found


def own_name(account: Account) -> str:
    """One's own chosen name."""
    person = person_of(account)
    return chosen_names([person], reader=account)[person.id]


def opened_identity(person: Person, *, reader: Account, purpose: Purpose) -> tuple[Opened, Opened] | None:
    """Legal name and contact, opened; None where nothing was given. One's own is not noted, any other is."""
    row = identity_of(person)
    if row is None:
        return None
    name, contact = open_many([row.legal_name, row.contact], reader=reader, purpose=purpose, about=person)
    return name, contact


def same_human(person: Person, *, reader: Account) -> list[tuple[Person, str]]:
    """Her other accounts here, where somebody noted that there are any, by chosen name."""
    others = Person.objects.filter(account__human=person.account.human).exclude(id=person.id)
    people = list(others.select_related("account"))
    names = chosen_names(people, reader=reader)
    return [(one, names[one.id]) for one in people]


def held(subject: UUID) -> list[Held]:
    """What this floor holds about a person."""
    person = Person.objects.filter(id=subject).exclude(state=PersonState.ERASED).first()
    if person is None:
        return []
    return [
        Held(_("Chosen name and sign-in name"), 1),
        Held(_("Legal name and contact, sealed"), Identity.objects.filter(person=person).count()),
        Held(_("How texts of the board name you"), MentionChoice.objects.filter(person=person).count()),
        Held(_("Seat on the board, with its days"), Membership.objects.filter(person=person).count()),
    ]


def or_404(check: Callable[[Account], None], account: Account) -> None:
    """What a check denies is not there. Raises Http404."""
    try:
        check(account)
    except Denied:
        raise Http404 from None
