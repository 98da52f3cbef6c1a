"""Reading what others wrote: only what the reader's audience was given, in one opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from board.models import Account
from board.queries import chosen_names
from consultations import rules
from consultations.models import Consultation, Contribution, ContributionText
from consultations.queries.papers import Listed, attachments_read
from consultations.queries.slices import Slice, cut
from consultations.states import SEEN_BY_MEMBERS, TAKE_BACK_WINDOW, ContributionState
from privacy import clock, consent
from privacy.consent import Use
from privacy.reading import Opened, Purpose, open_many
from privacy.rules import NAMES
from privacy.states import Audience, Form, Naming

QUOTED_INSIDE = Use(Form.QUOTE, Audience.BOARD)


@dataclass(frozen=True, slots=True)
class Read:
    """A text as a reader sees it: its number on the page, how its author is named, the opened words."""

    number: int
    name: str
    opened: Opened
    files: Sequence[Listed] = ()
    contribution: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One page of contributions."""

    texts: list[Read]
    following: UUID | None


@dataclass(frozen=True, slots=True)
class Usable:
    """A text that may be used in the joint text now, and whether also word for word."""

    number: int
    text: ContributionText
    opened: Opened
    may_be_quoted: bool


def contributions_for(reader: Account, consultation: Consultation, after: UUID | None = None) -> ReadingPage:
    """What others wrote to a request, as far as this reader may read it.

    Twenty a page, in no telling order.
    """
    texts = _readable(reader, consultation)
    numbers = {text.id: number for number, text in enumerate(texts, start=1)}
    rest = [text for text in texts if after is None or text.contribution_id > after]
    page: Slice[ContributionText] = cut(rest, (text.contribution_id for text in rest))
    sealed = [text.body for text in page.rows]
    opened = open_many(sealed, reader=reader, purpose=Purpose.READ, about=consultation)
    shown = [
        text.contribution_id for text, one in zip(page.rows, opened, strict=True) if one.text is not None
    ]
    files = attachments_read(shown, reader=reader, about=consultation)
    names = _names([text.contribution for text in page.rows], reader, consultation)
    read = [
        Read(
            numbers[text.id],
            names[text.contribution_id],
            one,
            files.get(text.contribution_id, ()),
            text.contribution_id,
        )
        for text, one in zip(page.rows, opened, strict=True)
    ]
    return ReadingPage(read, page.following)


def contribution_read(reader: Account, consultation: Consultation, contribution: UUID) -> Read | None:
    """One of them, under the number it has there; None where this reader may not read it."""
    texts = _readable(reader, consultation)
    for number, text in enumerate(texts, start=1):
        if text.contribution_id == contribution:
            [one] = open_many([text.body], reader=reader, purpose=Purpose.READ, about=consultation)
            names = _names([text.contribution], reader, consultation)
            return Read(number, names[contribution], one, contribution=contribution)
    return None


def how_many_readable(reader: Account, consultation: Consultation) -> int:
    """How many texts this reader may read; show it in a band."""
    return len(_readable(reader, consultation))


def contributions_for_synthesis(consultation: Consultation, reader: Account) -> list[Usable]:
    """Texts with a live permission for the joint text, opened in one call; others simply do not come."""
    texts = _readable(reader, consultation)
    things = [text.contribution_id for text in texts]
    used = consent.in_force(things, [Use(Form.PARAPHRASE, Audience.BOARD), QUOTED_INSIDE])
    quoted = consent.in_force(things, [QUOTED_INSIDE])
    numbered = [(n, text) for n, text in enumerate(texts, start=1) if text.contribution_id in used]
    sealed = [text.body for _number, text in numbered]
    opened = open_many(sealed, reader=reader, purpose=Purpose.SYNTHESIS, about=consultation)
    return [
        Usable(number, text, one, text.contribution_id in quoted)
        for (number, text), one in zip(numbered, opened, strict=True)
    ]


def _readable(reader: Account, consultation: Consultation) -> list[ContributionText]:
    """The newest version of each text of others that this reader may read now, in the order of random ids."""
    later = ContributionText.objects.filter(
        contribution=OuterRef("contribution"), number__gt=OuterRef("number")
    )
    rows: QuerySet[ContributionText] = ContributionText.objects.filter(
        ~Exists(later),
        contribution__consultation=consultation,
        contribution__state=ContributionState.SENT,
        contribution__sent_at__lte=clock.now() - TAKE_BACK_WINDOW,
    )
    texts = list(
        rows.exclude(contribution__author__account=reader)
        .select_related("contribution__author")
        .order_by("contribution_id")
    )
    allowed = consent.in_force([text.contribution_id for text in texts], _readings(reader, consultation))
    return [text for text in texts if text.contribution_id in allowed]


def _readings(reader: Account, consultation: Consultation) -> frozenset[Use]:
    is_invited = (
        reader.is_member
        and consultation.state in SEEN_BY_MEMBERS
        and consultation.invitations.filter(account=reader).exists()
    )
    return rules.readings_of(reader.pk, reader.role, is_invited=is_invited)


def _names(
    contributions: Sequence[Contribution], reader: Account, consultation: Consultation
) -> dict[UUID, str]:
    """How each author is named inside the board: as she chose for this text."""
    standings = rules.standings(one.id for one in contributions)
    naming = {one.id: standings[one.id].named for one in contributions if one.id in standings}
    pen = [record for record in naming.values() if record.naming == Naming.PEN_NAME and record.pen_name]
    opened = open_many(
        [record.pen_name for record in pen], reader=NAMES, purpose=Purpose.LISTING, about=consultation
    )
    pen_names = {record.thing: one.text for record, one in zip(pen, opened, strict=True)}
    by_name = [one for one in contributions if one.id in naming and naming[one.id].naming == Naming.NAME]
    chosen = chosen_names([one.author for one in by_name], reader=reader)
    names = {one.id: chosen[one.author_id] for one in by_name}
    nobody = _("A member of the board")
    return {one.id: names.get(one.id) or pen_names.get(one.id) or nobody for one in contributions}
