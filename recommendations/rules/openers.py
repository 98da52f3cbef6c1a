"""Who may open the words of recommendations, copies and responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from board.models import Account
from board.states import INSIDE, STAFF
from privacy import permissions
from privacy.audit.acts import Person as Reader
from privacy.reading import Purpose, Verdict
from recommendations.models import RecommendationText, Release, ReleasedCopy, Response
from recommendations.states import SEEN_BY_MEMBERS, ReleaseState

PURPOSES = frozenset({Purpose.READ, Purpose.RELEASE})


def may_open_recommendation_texts(
    reader: Reader, rows: Sequence[UUID], purpose: Purpose
) -> Mapping[UUID, Verdict]:
    """Drafts: the chair and the secretariat. Endorsed and later: everybody inside. Closed ones: nobody."""
    if not _is_inside(reader) or purpose not in PURPOSES:
        return {}
    found = RecommendationText.objects.filter(id__in=rows, closed_on=None)
    if reader.role not in STAFF:
        found = found.filter(recommendation__state__in=SEEN_BY_MEMBERS)
    return dict.fromkeys(found.values_list("id", flat=True), Verdict.MAY)


def may_open_released_copies(
    reader: Reader, rows: Sequence[UUID], purpose: Purpose
) -> Mapping[UUID, Verdict]:
    """Staff; members once it was handed over; an officer, too, by a grant on the release, unless recalled."""
    if purpose not in PURPOSES:
        return {}
    found = ReleasedCopy.objects.filter(id__in=rows)
    if _is_inside(reader):
        found = found if reader.role in STAFF else found.filter(release__state=ReleaseState.SENT)
    else:
        found = found.filter(release__in=_received(reader))
    return dict.fromkeys(found.values_list("id", flat=True), Verdict.MAY)


def may_open_responses(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Everybody inside, and the officers of the organisation that answered."""
    if purpose != Purpose.READ:
        return {}
    found = Response.objects.filter(id__in=rows)
    if not _is_inside(reader):
        found = found.filter(copy__release__in=_received(reader))
    return dict.fromkeys(found.values_list("id", flat=True), Verdict.MAY)


def _is_inside(reader: Reader) -> bool:
    return isinstance(reader, Account) and reader.is_active and reader.role in INSIDE


def _received(reader: Reader) -> list[UUID]:
    """The releases an officer has received and may receive now."""
    if not isinstance(reader, Account) or not reader.is_officer:
        return []
    granted = permissions.granted(Release, reader, "receive_release").filter(
        state=ReleaseState.SENT, organisation__people__account=reader
    )
    return list(granted.values_list("id", flat=True))
