"""Who may do what with people and organisations, and who may open their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Account, Identity, Membership, Organisation, Person
from board.states import INSIDE, PERSON_TRANSITIONS, PersonState, Role
from privacy.audit.acts import Person as Reader
from privacy.permissions import Denied, require
from privacy.reading import Purpose, System, Verdict

SET_UP = System("setup")


def check_can_manage_people(account: Account) -> None:
    """The secretariat adds people and ends access."""
    require(account, "board.manage_people")


def check_can_manage_partners(account: Account) -> None:
    """The secretariat keeps the list of organisations."""
    require(account, "board.manage_partners")


def check_can_move(person: Person, state: PersonState) -> None:
    """The table of transitions. Raises Denied."""
    if state not in PERSON_TRANSITIONS[person.state]:
        raise Denied("wrong_state")


def check_seat_is_free(seats: int) -> None:
    """A board has so many seats and no more. Raises Denied with a sentence."""
    if Membership.objects.filter(ended_on=None).count() >= seats:
        raise Denied("no_seat_free", _("All seats have a member. End a membership first."))


def check_organisation_fits(role: Role, organisation: Organisation | None) -> None:
    """An officer works for an organisation; nobody else does. Raises Denied."""
    if (role == Role.OFFICER) != (organisation is not None):
        raise Denied(
            "organisation_does_not_fit", _("A partner officer needs an organisation; nobody else has one.")
        )


def check_is_self(account: Account, person: Person) -> None:
    """Only the person herself. Raises Denied."""
    if person.account_id != account.pk:
        raise Denied("not_yourself")


def check_can_record_identity(account: Account, person: Person) -> None:
    """The person herself, or the secretariat."""
    if person.account_id != account.pk:
        check_can_manage_people(account)


def check_can_pause(account: Account, person: Person) -> None:
    """A break is the person's own choice, or entered by the secretariat when she asks for it."""
    if person.account_id != account.pk:
        check_can_manage_people(account)


def check_can_end_access(account: Account, person: Person) -> None:
    """The secretariat, but not its own access: the last person would lock everybody out."""
    check_can_manage_people(account)
    if person.account_id == account.pk:
        raise Denied("not_your_own", _("Somebody else in the secretariat has to end your access."))


def may_open_names(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Chosen names: one's own, and everybody's for those who work inside the board."""
    if purpose != Purpose.LISTING:
        return _own(reader, rows)
    if isinstance(reader, System) or reader.role in INSIDE:
        return dict.fromkeys(rows, Verdict.MAY)
    return _own(reader, rows)


def may_open_identities(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Legal name and contact: one's own, and for the purpose of identity the secretariat and the chair."""
    own = dict(_own(reader, _people_of(rows).values()))
    by_person = {person: row for row, person in _people_of(rows).items()}
    verdicts = {by_person[person]: verdict for person, verdict in own.items()}
    if purpose == Purpose.IDENTITY and isinstance(reader, Account) and reader.may("board.read_identity"):
        return {**dict.fromkeys(rows, Verdict.MAY), **verdicts}
    return verdicts


def _own(reader: Reader, people: Iterable[UUID]) -> Mapping[UUID, Verdict]:
    mine = (
        Person.objects.filter(account_id=reader.pk) if isinstance(reader, Account) else Person.objects.none()
    )
    ids = set(mine.values_list("id", flat=True))
    return {row: Verdict.OWN for row in people if row in ids}


def _people_of(rows: Sequence[UUID]) -> dict[UUID, UUID]:
    return dict(Identity.objects.filter(id__in=rows).values_list("id", "person_id"))
