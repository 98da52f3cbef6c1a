"""Changes to people: adding them, their names, their language, breaks."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from board import passphrases, rules
from board.actions.seats import take_seat
from board.models import Account, Identity, Organisation, Person
from board.states import PersonState, Role
from privacy import audit, reading
from privacy.audit.acts import Person as Actor
from privacy.fields import Sealed, sealed_field


def add_person(
    *,
    actor: Actor,
    role: Role,
    sign_in_name: str,
    chosen_name: str,
    language: str = "en",
    organisation: Organisation | None = None,
    passphrase: str | None = None,
) -> tuple[Person, str]:
    """Add somebody with an account in one role; the person and her one-time passphrase.

    A member takes the lowest free seat. `passphrase` is set by the demonstration only, which prints it; it is
    not one-time then. Raises Denied.
    """
    secret = passphrase or passphrases.one_time()
    account = Account(
        sign_in_name=sign_in_name,
        role=role,
        language=language,
        password=make_password(secret),
        must_change=passphrase is None,
        knows_way_out=passphrase is not None,
    )
    person = new_person(account, chosen_name, organisation)
    with audit.act("person.added", actor=actor, about=person) as act:
        if isinstance(actor, Account):
            rules.check_can_manage_people(actor)
        rules.check_organisation_fits(role, organisation)
        rules.check_sign_in_name_is_free(sign_in_name)
        account.save(act=act)
        person.save(act=act)
        take_seat(act, person)
    return person, secret


def new_person(account: Account, chosen_name: str, organisation: Organisation | None) -> Person:
    """Somebody with keys of her own, her name sealed under them; not saved yet."""
    person = Person(
        account=account,
        organisation=organisation,
        scope=reading.new_person_key(),
        record=reading.new_record_key(),
    )
    person.chosen_name = _seal_name(person, chosen_name)
    return person


def change_chosen_name(*, actor: Account, person: Person, chosen_name: str) -> None:
    """A person renames herself. Raises Denied."""
    sealed = _seal_name(person, chosen_name)
    with audit.act("person.renamed", actor=actor, about=person) as act:
        rules.check_is_self(actor, person)
        row = act.lock(person)
        row.chosen_name = sealed
        row.save(act=act)


def change_language(*, actor: Account, language: str) -> None:
    """The language in which Atrium speaks to a person; the form offers only whole catalogues."""
    with audit.act("person.language_changed", actor=actor, about=actor) as act:
        account = act.lock(actor)
        account.language = language
        account.save(act=act)


def record_identity(*, actor: Account, person: Person, legal_name: str, contact: str) -> None:
    """Keep legal name and contact, both sealed under the person's key. Raises Denied."""
    found = Identity.objects.filter(person=person).first()
    row_id = found.id if found else uuid4()
    record = reading.new_record_key()
    name = _seal(Identity, "legal_name", row_id, legal_name, person, record)
    reached = _seal(Identity, "contact", row_id, contact, person, record)
    with audit.act("identity.recorded", actor=actor, about=person) as act:
        rules.check_can_record_identity(actor, person)
        rules.check_is_here(act.lock(person))
        identity = act.lock(found) if found else Identity(id=row_id, person=person)
        identity.legal_name, identity.contact = name, reached
        identity.save(act=act)


def pause(*, actor: Account, person: Person) -> None:
    """A break: not available for requests. The person can still sign in. Raises Denied."""
    with audit.act("person.paused", actor=actor, about=person) as act:
        rules.check_can_pause(actor, person)
        row = act.lock(person)
        rules.check_can_move(row, PersonState.PAUSED)
        row.state = PersonState.PAUSED
        row.save(act=act)


def resume(*, actor: Account, person: Person) -> None:
    """Back from a break. Raises Denied."""
    with audit.act("person.resumed", actor=actor, about=person) as act:
        row = act.lock(person)
        rules.check_can_come_back(actor, row)
        row.state = PersonState.ACTIVE
        row.save(act=act)


def _seal_name(person: Person, name: str) -> Sealed:
    return _seal(Person, "chosen_name", person.id, name, person, bytes(person.record))


def _seal(model: type[Model], column: str, row: UUID, text: str, person: Person, record: bytes) -> Sealed:
    place = sealed_field(model, column).place_for(row)
    return reading.seal(text, place=place, scope=bytes(person.scope), record=record)
