"""What takes two people: who asks, who says yes, and for how long it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from board.models import Account, Membership, Office, Person, SecondYes
from board.rules.people import check_has_left, check_is_here, check_is_not_own
from board.states import ABOUT_WORDS, DECIDED_BY, MEMBERS, REASONS, Need, OfficeKind, Role, SecondYesState
from privacy import clock
from privacy.permissions import Denied, require

VALID_FOR = timedelta(days=7)
OPEN_FOR = timedelta(minutes=60)
NEVER_BESIDE_ANOTHER = frozenset({Role.ADMINISTRATOR, Role.OFFICER})


def check_can_ask(account: Account, need: str, person: Person | None = None) -> None:
    """Whose role decides about it, and not about herself. Raises Denied."""
    require(account, DECIDED_BY[need])
    if person is None:
        return
    check_is_not_own(account, person)
    if person.account.human == account.human:
        raise Denied("not_your_own", _("Somebody else has to do this for you."))
    if need not in ABOUT_WORDS:
        check_is_here(person)
    if need == Need.ERASURE:
        check_has_left(person)


def check_reason(need: str, reason: str) -> None:
    """One of the closed list, where a reason is asked for. Raises Denied."""
    if (reason or None) not in REASONS.get(need, (None,)):
        raise Denied("no_reason", _("Choose a reason."))


def check_is_another(account: Account, first: Account) -> None:
    """Another human being, not another account of the same one. Raises Denied with a sentence."""
    if account.pk == first.pk or account.human == first.human:
        raise Denied("not_the_second", _("Somebody else has to say yes to this."))


def check_are_apart(first: Account, other: Account) -> None:
    """Two accounts of which nobody has said yet that they are one human being's. Raises Denied."""
    if first.human == other.human:
        raise Denied("wrong_state", _("This is noted already."))


def waiting(need: str, person: Person | None, thing: UUID | None = None) -> SecondYes | None:
    """What waits for a second person, unless it was asked too long ago."""
    rows = SecondYes.objects.filter(need=need, person=person, state=SecondYesState.WAITING)
    if person is not None:
        rows = rows.filter(thing=thing or person.id)
    found: SecondYes | None = rows.filter(asked_at__gt=clock.now() - VALID_FOR).first()
    return found


def check_is_the_second(
    account: Account, need: str, person: Person | None, thing: UUID | None = None, *, seen: UUID | None
) -> SecondYes:
    """Another one than who asked; and not by her other role or account. Raises Denied.

    `seen` is what her page showed. Whoever asks for something else asks anew: a yes is to what was seen.
    """
    check_can_ask(account, need, person)
    found = waiting(need, person, thing)
    if found is None:
        raise Denied("nobody_asked", _("Somebody else has to ask for this first."))
    if found.id != seen:
        raise Denied("stale", _("Somebody asked anew since you opened this. Look at it once more."))
    check_is_another(account, found.asked_by)
    _check_chair(account, found)
    return found


def check_waits(asked: SecondYes) -> None:
    """Nobody has said yes or no to it, nor taken it back: asked of the locked row. Raises Denied."""
    if asked.state != SecondYesState.WAITING:
        raise Denied("wrong_state", _("This has changed in the meantime."))


def given(need: str) -> QuerySet[SecondYes]:
    """What was given and holds now: not ended, and its time is not over."""
    return SecondYes.objects.filter(need=need, state=SecondYesState.GIVEN, until__gt=clock.now())


def check_can_end(account: Account, asked: SecondYes) -> None:
    """Whoever may decide it, and data protection, while it holds. Raises Denied."""
    if not (account.may(DECIDED_BY[asked.need]) or account.may("board.see_pairs")):
        raise Denied("no_permission")
    if not given(asked.need).filter(id=asked.id).exists():
        raise Denied("wrong_state", _("This has ended already."))


def check_second_role_fits(person: Person, second: str) -> None:
    """Two roles that one person may have, one at a time. Raises Denied with a sentence.

    Not member and chair: the chair's role comes with the office, by an election, and goes with it.
    """
    first = person.account.role
    if not second:
        return
    both = {first, second}
    if both & NEVER_BESIDE_ANOTHER or both <= MEMBERS or first == second:
        raise Denied("roles_do_not_fit", _("These two roles cannot belong to one person."))
    if second in MEMBERS and not Membership.objects.filter(person=person, ended_on=None).exists():
        raise Denied("no_seat", _("Only somebody with a seat can be a member."))


def _check_chair(account: Account, asked: SecondYes) -> None:
    """The secretariat alone opens nothing that a member kept from it: the chair is elected by the members."""
    if asked.need != Need.EMERGENCY or Role.CHAIR in {account.role, asked.asked_as}:
        return
    # About her own words the chair is not asked. Who was entered as the chair just now is not meant: else two
    # of the secretariat could make an author the chair for an hour.
    if asked.person is None or not _was_chair(asked.person, asked.asked_at - VALID_FOR):
        raise Denied("chair_is_missing", _("One of the two has to be the chair."))


def _was_chair(person: Person, moment: datetime) -> bool:
    """Whether she was in the chair's office then, and is still."""
    offices = Office.objects.filter(person=person, kind=OfficeKind.CHAIR, ended_on=None)
    return offices.filter(started_on__lte=moment.date()).exists()
