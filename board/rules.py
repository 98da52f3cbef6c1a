"""Who may do what with people and organisations, and who may open their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Account, Identity, Membership, Organisation, Person
from board.states import INSIDE, PERSON_TRANSITIONS, WITH_ACCESS, PersonState, Role
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
        raise Denied("wrong_state", _("This has changed in the meantime."))


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


def check_organisation_is_new(name: str, but: UUID | None = None) -> None:
    """Each organisation once. Raises Denied with a sentence."""
    if Organisation.objects.filter(name__iexact=name).exclude(id=but).exists():
        raise Denied("organisation_known", _("This organisation is on the list."))


def revision_of(organisation: Organisation) -> int:
    """How often it was written: what a form is made from."""
    return int(organisation.history.count())


def check_is_fresh(organisation: Organisation, revision: int) -> None:
    """Nobody has changed it since the form was made. Raises Denied."""
    if revision_of(organisation) != revision:
        raise Denied("stale", _("Somebody changed this since you opened it."))


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


def check_is_here(person: Person) -> None:
    """Somebody who has not left. Raises Denied."""
    if person.state not in WITH_ACCESS:
        raise Denied("wrong_state", _("This access has ended."))


def check_is_not_own(account: Account, person: Person) -> None:
    """Nobody closes her own account here: the last person would lock everybody out."""
    if person.account_id == account.pk:
        raise Denied("not_your_own", _("Somebody else in the secretariat has to do this for you."))


def check_can_end_access(account: Account, person: Person) -> None:
    """The secretariat, but not its own access."""
    check_can_manage_people(account)
    check_is_not_own(account, person)
    check_can_move(person, PersonState.ENDED)


def check_can_pause_access(account: Account, person: Person) -> None:
    """The secretariat, for an account that is open, but not its own."""
    check_can_manage_people(account)
    check_is_not_own(account, person)
    if not person.account.is_active:
        raise Denied("wrong_state", _("This access is not open."))


def check_can_resume_access(account: Account, person: Person) -> None:
    """The secretariat, for an account that was paused and has not ended."""
    check_can_manage_people(account)
    if person.account.is_active or person.state not in WITH_ACCESS:
        raise Denied("wrong_state", _("This access is not paused."))


def check_can_issue_passphrase(account: Account, person: Person) -> None:
    """The secretariat, for somebody whose access has not ended; her own she changes herself."""
    check_can_manage_people(account)
    check_is_not_own(account, person)
    check_is_here(person)


def check_can_read_identity(account: Account) -> None:
    """Those whose role may know legal names and contacts."""
    require(account, "board.read_identity")


def check_sign_in_name_is_free(name: str) -> None:
    """Each sign-in name once. Raises Denied with a sentence."""
    if Account.objects.filter(sign_in_name=name).exists():
        raise Denied("name_taken", _("Somebody signs in with this name. Choose another one."))


def check_can_erase(account: Account, person: Person) -> None:
    """Only the person herself; and not the last of the secretariat, or nobody could add anybody."""
    check_is_self(account, person)
    check_can_move(person, PersonState.ERASED)
    others = Account.objects.filter(role=Role.SECRETARIAT, is_active=True).exclude(pk=account.pk)
    if account.role == Role.SECRETARIAT and not others.exists():
        raise Denied(
            "last_of_the_secretariat",
            _("You are the last person of the secretariat. Add somebody else first."),
        )


@dataclass(frozen=True, slots=True)
class May:
    """What an account may do to a person now: one yes or no for each button."""

    begin_break: bool
    end_break: bool
    pause_access: bool
    resume_access: bool
    end_access: bool
    issue_passphrase: bool


def what_may(account: Account, person: Person) -> May:
    """Every button of a person's page, decided by the rules that the actions check again."""
    member = person.account.is_member
    return May(
        begin_break=member and _is_allowed(lambda: check_can_move(person, PersonState.PAUSED)),
        end_break=member and _is_allowed(lambda: check_can_move(person, PersonState.ACTIVE)),
        pause_access=_is_allowed(lambda: check_can_pause_access(account, person)),
        resume_access=_is_allowed(lambda: check_can_resume_access(account, person)),
        end_access=_is_allowed(lambda: check_can_end_access(account, person)),
        issue_passphrase=_is_allowed(lambda: check_can_issue_passphrase(account, person)),
    )


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


def _is_allowed(check: Callable[[], None]) -> bool:
    try:
        check()
    except Denied:
        return False
    return True
