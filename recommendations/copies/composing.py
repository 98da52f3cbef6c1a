"""From the rows of a release to its page: opens what it needs, in few calls. Never inside an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from board import queries as board
from board.models import Account
from privacy import clock
from privacy.fields import Sealed
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many
from recommendations.copies.naming import named
from recommendations.copies.pages import CopyPage, ReleasePage
from recommendations.copies.quoting import words_in
from recommendations.models import Addressee, Evidence, Release, ReleasedCopy
from recommendations.states import RestsOn


def compose(release: Release, *, reader: Account) -> ReleasePage:
    """The release as the other side gets it now, with everybody named as she chose. Raises Denied."""
    return named(written(release, reader=reader))


def written(release: Release, *, reader: Account) -> ReleasePage:
    """The release with its tokens: from the wording before it is approved, frozen afterwards.

    Raises Denied when something may not be opened, or a quote has no live permission.
    """
    copies = list(ReleasedCopy.objects.filter(release=release).select_related("recommendation", "text"))
    pages = pages_of(release, copies, reader=reader)
    with translation.override(settings.LANGUAGE_CODE):  # the same document, whoever asks for it
        words = words_in(release, copies)
    return ReleasePage(
        reference=release.reference,
        board=board.the_board().name,
        organisation=release.organisation.name,
        made_on=release.approved_on or clock.today(),
        parts=tuple((pages[copy.id], words.get(copy.id, ())) for copy in copies),
        log_end=release.log_end,
        ledger_end=release.ledger_end,
    )


def pages_of(release: Release, copies: Sequence[ReleasedCopy], *, reader: Account) -> Mapping[UUID, CopyPage]:
    """The page of each copy. Raises Denied."""
    if release.approved_on is None:
        return _written(release, copies, reader)
    texts = _opened([copy.page for copy in copies], reader, release)
    return {copy.id: CopyPage.from_json(text) for copy, text in zip(copies, texts, strict=True)}


def _written(release: Release, copies: Sequence[ReleasedCopy], reader: Account) -> dict[UUID, CopyPage]:
    operatives = _opened([copy.text.operative for copy in copies], reader, release)
    with_reasons = [copy for copy in copies if copy.text.rationale is not None]
    reasons = _opened([copy.text.rationale for copy in with_reasons], reader, release)
    rationale = {copy.id: text for copy, text in zip(with_reasons, reasons, strict=True)}
    kinds, names = _kinds(copies), _addressees(copies)
    return {
        copy.id: CopyPage(
            reference=str(copy.recommendation.reference),
            title=copy.recommendation.title,
            endorsed_on=str(copy.recommendation.endorsed_on),
            addressed_to=tuple(sorted(names.get(copy.recommendation_id, ()))),
            operative=operative,
            rationale=rationale.get(copy.id, ""),
            rests_on=tuple(sorted(kinds.get(copy.recommendation_id, ()))),
        )
        for copy, operative in zip(copies, operatives, strict=True)
    }


def _opened(sealed: Sequence[Sealed], reader: Account, about: Release) -> list[str]:
    if not sealed:
        return []
    opened = open_many(sealed, reader=reader, purpose=Purpose.RELEASE, about=about)
    texts = [one.text for one in opened if one.text is not None]
    if len(texts) < len(opened):
        raise Denied("cannot_be_opened", _("A text of this release cannot be opened just now."))
    return texts


def _kinds(copies: Sequence[ReleasedCopy]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for one in Evidence.objects.filter(recommendation__in=[copy.recommendation_id for copy in copies]):
        kind = RestsOn.JOINT_TEXT if one.passage_id else RestsOn.CONCLUSION
        found.setdefault(one.recommendation_id, set()).add(kind.value)
    return found


def _addressees(copies: Sequence[ReleasedCopy]) -> dict[UUID, set[str]]:
    rows = Addressee.objects.filter(recommendation__in=[copy.recommendation_id for copy in copies])
    found: dict[UUID, set[str]] = {}
    for recommendation, name in rows.values_list("recommendation_id", "organisation__name"):
        found.setdefault(recommendation, set()).add(name)
    return found
