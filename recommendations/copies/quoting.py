"""Members' words in a release: opened by the machine, under their permission, at every use; never frozen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from consultations.queries import attributions
from consultations.rules import release_to
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many
from recommendations.copies.pages import Words
from recommendations.models import Quoted, Release, ReleasedCopy
from recommendations.rules.gate import no_permission


def words_in(release: Release, copies: Sequence[ReleasedCopy]) -> dict[UUID, tuple[Words, ...]]:
    """The words quoted in each copy, in the order of the alphabet: no other order tells of nobody.

    Raises Denied, with a sentence that names nothing, when one has no live permission.
    """
    rows = list(Quoted.objects.filter(copy__in=copies).select_related("passage"))
    if not rows:
        return {}
    texts = _opened(release, rows)
    named = attributions([row.passage_id for row in rows])
    found: dict[UUID, list[Words]] = {}
    for row in rows:
        found.setdefault(row.copy_id, []).append(Words(texts[row.id], named[row.passage_id]))
    return {
        copy: tuple(sorted(words, key=lambda one: (one.words, one.named_as))) for copy, words in found.items()
    }


def _opened(release: Release, rows: Sequence[Quoted]) -> dict[UUID, str]:
    changed = [row for row in rows if row.passage.body is None or row.passage.revision != row.revision]
    if changed:
        raise Denied("gate", no_permission(len(changed)))
    # Whoever looks, the words are opened for this organisation: its permission is what counts.
    opened = open_many(
        [row.passage.body for row in rows],
        reader=release_to(release.organisation_id),
        purpose=Purpose.RELEASE,
        about=release,
    )
    texts = {row.id: one.text for row, one in zip(rows, opened, strict=True) if one.text is not None}
    if len(texts) < len(rows):
        raise Denied("gate", no_permission(len(rows) - len(texts)))
    return texts
