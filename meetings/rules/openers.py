"""Who may open the words of agendas and minutes. Registered with `privacy.reading` when the app is ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet

from board.models import Account
from board.states import INSIDE, STAFF
from consultations.rules import is_standing
from meetings.models import AgendaItem, Edition, Entry, Minutes, Paper
from meetings.rules.minutes import QUOTING, READERS_OF_APPROVED
from meetings.states import EntryState, MinutesState
from privacy.audit.acts import Person as Reader
from privacy.reading import Cover, Purpose, System, Verdict

# Makes the next edition when words were taken back.
MACHINE = System("minutes")


def may_open_agenda_items(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """While it is prepared: chair and secretariat. Once the meeting was called: everybody inside."""
    return _verdicts(AgendaItem.objects.filter(_agenda(reader, "meeting__")), rows)


def may_open_papers(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """As the agenda they belong to."""
    return _verdicts(Paper.objects.filter(_agenda(reader, "item__meeting__")), rows)


def may_open_minutes(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Drafts: chair and secretariat. Approved: everybody inside, and data protection."""
    return _verdicts(Minutes.objects.filter(_minutes(reader, "")), rows)


def may_open_entries(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """As the minutes they stand in."""
    live = Entry.objects.filter(_minutes(reader, "minutes__"), state=EntryState.LIVE)
    return _verdicts(live, rows)


def may_open_entry_quotes(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """As the minutes, inside the board, while the text they come from stands. Her own she may always read.

    Data protection reads approved minutes without them: a permission for the board is one for the board.
    """
    if _role(reader) not in INSIDE:
        return {}
    seen = may_open_entries(reader, rows, purpose)
    quotes = Entry.objects.filter(id__in=list(seen)).select_related("contribution__author")
    verdicts = {}
    for quote in quotes:
        if quote.contribution is not None and quote.contribution.author.account_id == reader.pk:
            verdicts[quote.id] = Verdict.OWN
        elif quote.contribution is not None and is_standing(quote.contribution):
            verdicts[quote.id] = Verdict.MAY
    return verdicts


def quotes_covered_by(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Cover]:
    """Words of a member: her permission to quote them inside the board."""
    sources = Entry.objects.filter(id__in=rows, contribution__isnull=False)
    return {
        entry: Cover(contribution, frozenset({QUOTING}))
        for entry, contribution in sources.values_list("id", "contribution_id")
    }


def may_open_editions(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """The newest edition alone: what an older one held is no longer shown to anybody."""
    newest = Edition.objects.exclude(minutes__editions__number__gt=F("number"))
    if reader == MACHINE and purpose == Purpose.UPKEEP:
        return _verdicts(newest, rows)
    return _verdicts(newest.filter(_minutes(reader, "minutes__")), rows)


def _agenda(reader: Reader, path: str) -> Q:
    role = _role(reader)
    if role in STAFF:
        return Q()
    return Q(**{f"{path}called_at__isnull": False}) if role in INSIDE else Q(pk__in=[])


def _minutes(reader: Reader, path: str) -> Q:
    role = _role(reader)
    if role in STAFF:
        return Q()
    approved = Q(**{f"{path}state": MinutesState.APPROVED})
    return approved if role in READERS_OF_APPROVED else Q(pk__in=[])


def _role(reader: Reader) -> str:
    """The role in use; the machine under another name has none here."""
    return reader.role if isinstance(reader, Account) and reader.is_active else ""


def _verdicts(rows: QuerySet[Model], wanted: Sequence[UUID]) -> dict[UUID, Verdict]:
    return dict.fromkeys(rows.filter(pk__in=list(wanted)).values_list("pk", flat=True), Verdict.MAY)
