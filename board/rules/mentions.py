"""How a person is named in the board's own texts now, and who may open what says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Account, Identity, MentionChoice
from board.states import INSIDE
from privacy import clock, consent
from privacy.audit.acts import Person as Reader
from privacy.permissions import Denied
from privacy.reading import Purpose, System, Verdict
from privacy.rules import NAMES
from privacy.states import Audience, Naming

# Looks for names in texts before they are published, and tells nobody which.
SCAN = System("names")
EXPOSURE = {Naming.NOBODY: 0, Naming.MEMBER: 1, Naming.PEN_NAME: 2, Naming.NAME: 3}


def audience_of(reader: Account) -> Audience:
    """As which audience this account reads a text of the board."""
    return Audience.BOARD if reader.role in INSIDE else Audience.AGENCY


def naming_now(choices: Iterable[MentionChoice], audience: Audience) -> tuple[Naming, MentionChoice | None]:
    """How she is named, and by which choice. Less holds at once; more holds a day after it was chosen.

    `choices` are hers, the oldest first. Before the first one she is "a member".
    """
    now = clock.now()
    kept: list[tuple[Naming, MentionChoice | None]] = [(Naming.MEMBER, None)]
    for one in choices:
        wish = (Naming(one.inside if audience == Audience.BOARD else one.outside), one)
        settled = one.given_at + consent.COOLING_OFF <= now
        kept = [wish] if settled else [*kept, wish]
    return min(reversed(kept), key=lambda wish: EXPOSURE[wish[0]])


def check_names(found: Iterable[str], looked_at: Collection[str]) -> None:
    """Every name and number in a text was looked at by a person. Raises Denied; it names none."""
    if set(found) - set(looked_at):
        raise Denied("names", _("A name or a number may stand in the text. Look at the places below."))


def may_open_mention_choices(
    reader: Reader, rows: Sequence[UUID], purpose: Purpose
) -> Mapping[UUID, Verdict]:
    """Her own; the machine where it names her, and where it looks for names."""
    if (reader == NAMES and purpose == Purpose.LISTING) or (reader == SCAN and purpose == Purpose.CHECK):
        return dict.fromkeys(rows, Verdict.MAY)
    hers = MentionChoice.objects.filter(id__in=rows, person__account_id=reader.pk)
    own = isinstance(reader, Account) and reader.is_active and purpose == Purpose.OWN
    return dict.fromkeys(hers.values_list("id", flat=True), Verdict.OWN) if own else {}


def may_scan_identities(rows: Sequence[UUID]) -> Mapping[UUID, Verdict]:
    """Legal names, for the machine that looks for them in texts; of the contact it opens nothing."""
    return dict.fromkeys(Identity.objects.filter(id__in=rows).values_list("id", flat=True), Verdict.MAY)
