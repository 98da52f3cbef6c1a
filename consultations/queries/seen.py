"""Who can see a text, who has looked, where it is used, what its author allows: computed from the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from board.models import Account
from board.states import INSIDE, MEMBERS, Role
from consultations import rules
from consultations.models import Citation, Consultation, Contribution
from consultations.rules import Wish
from consultations.states import SEEN_BY_MEMBERS, PassageState
from privacy import clock, consent
from privacy.consent import DAYS_A_MONTH, Use
from privacy.models import ConsentCell, ConsentRecord
from privacy.queries import Seen, seen_by
from privacy.reading import Purpose, open_many
from privacy.states import Audience, Form, Naming


@dataclass(frozen=True, slots=True)
class Readers:
    """How many people may read something now, besides its author.

    `contact`: the account of the one person whom she lets read alone, who may have left meanwhile.
    """

    members: int
    secretariat: int
    contact: UUID | None = None


def readers_of(contribution: Contribution) -> Readers:
    """How many people could open it at this moment, asked of the same rules that open it."""
    if not rules.is_standing(contribution):
        return Readers(0, 0)
    allowed = frozenset(use for use in consent.uses_in_force(contribution.id) if use.form == Form.READ)
    return _count(contribution.consultation, allowed, but=contribution.author.account_id)


def readers_of_request(consultation: Consultation, reading: Use, *, but: UUID | None = None) -> Readers:
    """How many people could read a text of a request if this were allowed, without one account."""
    return _count(consultation, frozenset({reading}), but=but)


def who_has_looked(contribution: Contribution) -> list[Seen]:
    """By role and day, the newest first; her own looking is not noted."""
    texts = contribution.texts.values_list("id", flat=True)
    files = contribution.attachments.values_list("id", flat=True)
    return seen_by([contribution.id, *texts, *files])


def used_in(contribution: Contribution) -> int:
    """How many passages of the joint text rest on it now."""
    rows = Citation.objects.filter(text__contribution=contribution, revision=F("passage__revision"))
    return rows.exclude(passage__state=PassageState.REMOVED).values("passage").distinct().count()


@dataclass(frozen=True, slots=True)
class Pending:
    """What has not begun yet.

    The moment from which wider choices hold, and a name in public that asks twice.
    """

    wider_from: datetime | None
    name_asks_twice: bool
    can_say_yes: bool


def pending_of(record: ConsentRecord) -> Pending:
    """What of her newest choice is still to come."""
    now = clock.now()
    cells = list(record.cells.filter(end=None, until__gt=now))
    later = [cell.starts_at for cell in cells if cell.starts_at > now and not cell.asks_twice]
    asks = any(cell.asks_twice for cell in cells)
    return Pending(min(later, default=None), asks, asks and record.given_at + consent.COOLING_OFF <= now)


def wish_of(record: ConsentRecord, *, reader: Account) -> Wish:
    """For herself, a choice she made, in the values of the form, with what begins a day after it too."""
    cells = record.cells.filter(end=None, until__gt=clock.now())
    uses = {Use(Form(c.form), Audience(c.audience), c.recipient) for c in cells}
    reading = next((use for use in uses if use.form == Form.READ), rules.BY_THE_BOARD)
    return Wish(
        reads=reading.audience,
        contact=reading.recipient,
        use=_use(uses),
        agencies=frozenset(
            use.recipient for use in uses if use.recipient and use.audience == Audience.AGENCY
        ),
        public=any(use.audience == Audience.PUBLIC for use in uses),
        naming=Naming(record.naming),
        pen_name=_pen_name(record, reader),
        months=_months(record, list(cells)),
        show_first=record.show_first,
        ask_again=record.ask_again,
        show_translation=record.show_translation,
    )


def _count(consultation: Consultation, allowed: frozenset[Use], *, but: UUID | None) -> Readers:
    accounts = Account.objects.holding(*INSIDE).filter(is_active=True).exclude(id=but)
    seen = consultation.state in SEEN_BY_MEMBERS
    invited = set(consultation.invitations.values_list("account_id", flat=True)) if seen else set()
    members = secretariat = 0
    for account, *roles in accounts.values_list("id", "role", "second_role"):
        # Somebody with two roles reads in one at a time, so she is counted in each that may read.
        reading = {
            role
            for role in roles
            if rules.readings_of(account, role, is_invited=account in invited) & allowed
        }
        members += not MEMBERS.isdisjoint(reading)
        secretariat += Role.SECRETARIAT in reading
    contacts = {use.recipient for use in allowed if use.audience == Audience.SECRETARIAT}
    return Readers(members, secretariat, next(iter(contacts), None))


def _use(uses: set[Use]) -> Form:
    forms = {use.form for use in uses}
    return next((form for form in (Form.QUOTE, Form.PARAPHRASE) if form in forms), Form.READ)


def _months(record: ConsentRecord, cells: list[ConsentCell]) -> int:
    until = max((cell.until for cell in cells), default=record.given_at)
    return min(max(round((until - record.given_at).days / DAYS_A_MONTH), 1), consent.LONGEST_MONTHS)


def _pen_name(record: ConsentRecord, reader: Account) -> str:
    if record.pen_name is None:
        return ""
    [opened] = open_many([record.pen_name], reader=reader, purpose=Purpose.OWN, about=record)
    return opened.text or ""
