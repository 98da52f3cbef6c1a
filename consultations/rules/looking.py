"""Names in a joint text: looked for before the board agrees on it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Account
from board.queries import Found, names_found
from consultations.models import Passage, Synthesis
from consultations.rules.passages import may_open_passages
from consultations.states import PassageState
from privacy.reading import Purpose, open_many


def names_in_synthesis(reader: Account, synthesis: Synthesis) -> list[Found]:
    """What may name somebody in its passages, a member's own words as well. Opens them; before an act."""
    rows = Passage.objects.filter(synthesis=synthesis).exclude(state=PassageState.REMOVED)
    passages = list(rows.order_by("position", "id"))
    may = may_open_passages(reader, [one.id for one in passages], Purpose.SYNTHESIS)
    worded = [(number, one) for number, one in enumerate(passages, start=1) if one.id in may]
    opened = open_many(
        [one.body for _number, one in worded],
        reader=reader,
        purpose=Purpose.SYNTHESIS,
        about=synthesis.consultation,
    )
    texts = [
        (_("Passage %(number)s") % {"number": number}, one.text)
        for (number, _passage), one in zip(worded, opened, strict=True)
    ]
    return names_found(texts, reader=reader, about=synthesis.consultation)
