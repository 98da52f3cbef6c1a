"""Agreed joint texts, for meetings and recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Account
from board.queries import chosen_names
from consultations import rules
from consultations.models import Citation, Passage, Synthesis
from consultations.states import SynthesisState
from privacy.models import ConsentRecord
from privacy.reading import Purpose, open_many
from privacy.rules import NAMES
from privacy.states import Form, Naming


def agreed_syntheses_for(account: Account) -> list[Synthesis]:
    """Joint texts that are agreed, with their requests, the newest first.

    For those who work inside the board.
    """
    if not account.is_active or not account.is_inside:
        return []
    rows = Synthesis.objects.filter(state=SynthesisState.AGREED).select_related("consultation__requester")
    return list(rows.order_by("-agreed_at", "-id"))


def attributions(passage_ids: Sequence[UUID]) -> dict[UUID, str]:
    """How the author of each quote is named outside the board, as she chose.

    "" for nobody and for joint words.
    """
    passages = {one.id: one for one in Passage.objects.filter(id__in=passage_ids, form=Form.QUOTE)}
    rows = Citation.objects.filter(passage__in=list(passages)).select_related("text__contribution__author")
    quoted = {
        row.passage_id: row.text.contribution
        for row in rows
        if row.revision == passages[row.passage_id].revision
    }
    standings = rules.standings(one.id for one in quoted.values())
    records = {p: standings[one.id].named for p, one in quoted.items() if one.id in standings}
    named = [one.author for p, one in quoted.items() if p in records and records[p].naming == Naming.NAME]
    chosen = chosen_names({one.id: one for one in named}.values(), reader=NAMES)
    pens = _pen_names(list(records.values()), next(iter(passages.values()), None))
    return {
        passage: _shown(records.get(passage), chosen.get(quoted[passage].author_id, ""), pens)
        if passage in quoted
        else ""
        for passage in passage_ids
    }


def _shown(record: ConsentRecord | None, chosen: str, pens: dict[UUID, str]) -> str:
    if record is None:
        return ""
    return {
        Naming.NAME: chosen,
        Naming.PEN_NAME: pens.get(record.id, ""),
        Naming.MEMBER: _("A member of the board"),
    }.get(Naming(record.naming), "")


def _pen_names(records: list[ConsentRecord], about: Passage | None) -> dict[UUID, str]:
    worn = [one for one in records if one.naming == Naming.PEN_NAME and one.pen_name is not None]
    if about is None or not worn:
        return {}
    sealed = [one.pen_name for one in worn if one.pen_name is not None]
    opened = open_many(sealed, reader=NAMES, purpose=Purpose.RELEASE, about=about)
    return {one.id: text.text or "" for one, text in zip(worn, opened, strict=True)}
