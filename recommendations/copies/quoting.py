"""Members' words in a release: opened by the machine, under their permission, at every use; never frozen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from board import queries as board
from consultations.models import Citation
from privacy import consent
from privacy.models import ConsentRecord
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many, open_text
from privacy.rules import NAMES
from privacy.states import Naming
from recommendations.copies.pages import Words
from recommendations.models import Quoted, Release, ReleasedCopy
from recommendations.rules import RELEASE_READER, check_quotes
from recommendations.rules.gate import no_permission


def words_in(release: Release, copies: Sequence[ReleasedCopy]) -> dict[UUID, tuple[Words, ...]]:
    """The words quoted in each copy, in the order of the alphabet: no other order tells of nobody.

    Raises Denied, with a sentence that names nothing, when one has no live permission.
    """
    rows = list(Quoted.objects.filter(copy__in=copies).select_related("passage"))
    if not rows:
        return {}
    check_quotes(release.organisation, [row.passage for row in rows])
    texts = _opened(release, rows)
    named = _named(release, rows)
    found: dict[UUID, list[Words]] = {}
    for row in rows:
        found.setdefault(row.copy_id, []).append(Words(texts[row.id], named[row.passage_id]))
    return {
        copy: tuple(sorted(words, key=lambda one: (one.words, one.named_as))) for copy, words in found.items()
    }


def _opened(release: Release, rows: Sequence[Quoted]) -> dict[UUID, str]:
    if any(row.passage.body is None or row.passage.revision != row.revision for row in rows):
        raise Denied("gate", no_permission(1))
    sealed = [row.passage.body for row in rows]
    opened = open_many(sealed, reader=RELEASE_READER, purpose=Purpose.RELEASE, about=release)
    texts = {row.id: one.text for row, one in zip(rows, opened, strict=True) if one.text is not None}
    if len(texts) < len(rows):
        raise Denied("gate", no_permission(len(rows) - len(texts)))
    return texts


def _named(release: Release, rows: Sequence[Quoted]) -> dict[UUID, str]:
    """How the author of each quoted passage chose to be named."""
    citations = Citation.objects.filter(passage__in=[row.passage_id for row in rows])
    listed = list(citations.select_related("text__contribution__author"))
    records = consent.current_many([one.text.contribution_id for one in listed])
    return {one.passage_id: _name(release, one, records[one.text.contribution_id]) for one in listed}


def _name(release: Release, citation: Citation, record: ConsentRecord) -> str:
    if record.naming == Naming.MEMBER:
        return _("A member of the board")
    if record.naming == Naming.PEN_NAME and record.pen_name is not None:
        return open_text(record.pen_name, reader=NAMES, purpose=Purpose.RELEASE, about=release)
    if record.naming == Naming.NAME:
        author = citation.text.contribution.author
        return board.chosen_names([author], reader=RELEASE_READER)[author.id]
    return ""
