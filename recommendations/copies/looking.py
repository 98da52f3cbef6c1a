"""Names in what is about to be endorsed or released: looked for before a person says yes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Account
from board.queries import Found, names_found
from privacy.reading import Purpose, open_many
from recommendations.copies.pages import ReleasePage
from recommendations.models import Recommendation, Release


def names_in_wording(reader: Account, recommendation: Recommendation) -> list[Found]:
    """What may name somebody in the newest wording. Opens it; before an act."""
    text = recommendation.texts.latest("number")
    sealed = [] if text.closed_on else [text.operative, *([text.rationale] if text.rationale else [])]
    opened = open_many(sealed, reader=reader, purpose=Purpose.READ, about=recommendation)
    places = [_("What the board asks for"), _("Why")]
    words = [(place, one.text) for place, one in zip(places, opened, strict=False)]
    texts = [(_("Title"), recommendation.title), *words]
    return names_found(texts, reader=reader, about=recommendation)


def names_in_release(reader: Account, release: Release, written: ReleasePage) -> list[Found]:
    """What may name somebody in the copies of a release, as they are written."""
    texts = []
    for copy, _words in written.parts:
        reference = {"reference": copy.reference}
        texts += [
            (_("%(reference)s, title") % reference, copy.title),
            (_("%(reference)s, what the board asks for") % reference, copy.operative),
            (_("%(reference)s, reasons") % reference, copy.rationale),
        ]
    return names_found(texts, reader=reader, about=release)
