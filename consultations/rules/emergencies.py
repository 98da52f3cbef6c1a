"""One text, opened for an hour to whoever asked for it, because two people decided so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from board.models import Account
from board.rules import given
from board.states import Need
from consultations.models import Contribution, ContributionText
from consultations.states import GIVEN, TAKE_BACK_WINDOW
from privacy import clock
from privacy.permissions import Denied
from privacy.reading import Verdict


def opened_to(reader: Account) -> set[tuple[UUID | None, UUID]]:
    """Whose texts to which requests are open to this reader now: ids of persons and of consultations."""
    if not reader.may("board.decide_in_pairs"):
        return set()
    rows = given(Need.EMERGENCY).filter(asked_by=reader)
    return set(rows.values_list("person_id", "thing"))


def may_open_in_emergency(reader: Account, texts: Sequence[ContributionText]) -> dict[UUID, Verdict]:
    """Words that were given to the board, also those that rest or were kept from this reader. No draft."""
    opened = opened_to(reader)
    return {
        text.id: Verdict.UNCOVERED
        for text in texts
        if (text.contribution.author_id, text.contribution.consultation_id) in opened
        and is_given(text.contribution)
    }


def is_given(contribution: Contribution) -> bool:
    """Sent, and the ten minutes after that are over; it may rest."""
    sent = contribution.sent_at
    return contribution.state in GIVEN and sent is not None and sent + TAKE_BACK_WINDOW <= clock.now()


def check_can_be_removed(contribution: Contribution) -> None:
    """Words that are with the board. Raises Denied."""
    if not is_given(contribution):
        raise Denied("wrong_state")
