"""Who takes part, and how each person is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from board.models import Account, Person
from board.states import MEMBERS, Role
from meetings import rules
from meetings.actions.approval import renew_edition
from meetings.models import Meeting, Minutes, Participant
from meetings.states import ListedAs, MinutesState, ParticipantKind
from privacy import audit
from privacy.audit import Act
from privacy.permissions import Denied

Label = tuple[ParticipantKind, str]


def add_participants(
    *, actor: Account, meeting: Meeting, people: Sequence[Person] = (), labels: Sequence[Label] = ()
) -> list[Participant]:
    """Put people with an account, and countries and bodies by label, on the list; in this order.

    Who is on the list already stays there once. Nobody is listed by name unless she says so herself.
    Returns the new rows. Raises Denied: not_staff, too_late, not_inside.
    """
    with audit.act("participant.added", actor=actor, about=meeting) as act:
        rules.check_can_manage_participants(actor, act.lock(meeting))
        there = Participant.objects.filter(meeting=meeting)
        last = there.aggregate(last=Max("position"))["last"]
        new = list(_new(there, people, labels))
        for position, row in enumerate(new, start=(last or 0) + 1):
            row.meeting, row.position = meeting, position
            row.save(act=act)
    return new


def remove_participant(*, actor: Account, participant: Participant) -> None:
    """Take somebody off the list. Raises Denied: not_staff, too_late."""
    with audit.act("participant.removed", actor=actor, about=participant.meeting) as act:
        rules.check_can_manage_participants(actor, act.lock(participant.meeting))
        act.lock(participant).delete(act=act)


def choose_listing(*, actor: Account, participant: Participant, listed_as: ListedAs) -> None:
    """A person's own choice of how the attendance lists her.

    Once minutes are approved, only with less of her.

    Approved minutes get their next edition then. Raises Denied: not_yourself, minutes_are_approved.
    """
    due = None
    with audit.act("participant.listed", actor=actor, about=participant.meeting) as act:
        row = act.lock(participant)
        rules.check_can_list_herself(actor, row, listed_as)
        if row.listed_as != listed_as:
            due = _mark(act, row.meeting)
        row.listed_as = listed_as
        row.save(act=act)
    if due is not None:
        renew_edition(minutes=due)


def _mark(act: Act, meeting: Meeting) -> Minutes | None:
    minutes = Minutes.objects.filter(meeting=meeting, state=MinutesState.APPROVED).first()
    if minutes is None:
        return None
    row: Minutes = act.lock(minutes)
    row.edition_due = True
    row.save(act=act)
    return row


def _new(
    there: Iterable[Participant], people: Iterable[Person], labels: Iterable[Label]
) -> Iterator[Participant]:
    listed = {row.person_id or (row.kind, row.label) for row in there}
    for person in people:
        if person.id not in listed:
            listed.add(person.id)
            yield Participant(kind=_kind_of(person.account), person=person)
    for kind, label in labels:
        if (kind, label) not in listed:
            listed.add((kind, label))
            yield Participant(kind=kind, label=label)


def _kind_of(account: Account) -> ParticipantKind:
    if account.role in MEMBERS:
        return ParticipantKind.MEMBER
    if account.role == Role.SECRETARIAT:
        return ParticipantKind.SECRETARIAT
    raise Denied("not_inside", _("Only members and the secretariat are listed as people."))
