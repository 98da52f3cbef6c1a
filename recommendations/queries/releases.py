"""Releases as those who prepare and approve them see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from board import queries as board
from board.models import Account, Organisation, Person
from board.states import Role
from consultations.models import Passage
from privacy import permissions
from privacy.states import Form
from recommendations import copies, rules
from recommendations.models import Evidence, Recall, Recommendation, Release, ReleasedCopy
from recommendations.queries.recommendations import staff_or_404
from recommendations.states import SEEN_BY_MEMBERS

PAGE = 50


@dataclass(frozen=True, slots=True)
class ReleaseListing:
    """One page of releases, newest first; `last` is the key of the next page, None on the last."""

    rows: Sequence[Release]
    last: UUID | None


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of the organisation, by chosen name, and whether she has access."""

    person: Person
    name: str
    has_access: bool


def releases_listed(account: Account, after: UUID | None = None) -> ReleaseListing:
    """Paged by key. Raises Http404."""
    staff_or_404(account)
    rows = Release.objects.select_related("organisation").order_by("-prepared_on", "-reference")
    rows = rows.annotate(
        recalls_open=Count("recalls", filter=Q(recalls__settled_on=None), distinct=True),
        grants=Count("releasegrant", distinct=True),
    )
    if after is not None:
        last = release_for(account, after)
        rows = rows.filter(
            Q(prepared_on__lt=last.prepared_on)
            | Q(prepared_on=last.prepared_on, reference__lt=last.reference)
        )
    found = list(rows[: PAGE + 1])
    return ReleaseListing(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def release_for(account: Account, release: UUID) -> Release:
    """One release, for the chair and the secretariat. Raises Http404."""
    staff_or_404(account)
    rows = Release.objects.filter(id=release)
    found = rows.select_related("organisation", "prepared_by", "approved_by").first()
    if found is None:
        raise Http404
    return found


def release_gates(release: Release) -> list[rules.Gate]:
    """The gate of each recommendation, in the order of the release; quotes count with theirs."""
    found = list(ReleasedCopy.objects.filter(release=release).select_related("recommendation"))
    return rules.gates_of_copies(found, release.organisation)


def preview_for(account: Account, release: Release) -> copies.ReleasePage:
    """Exactly what the other side gets. Raises Http404; Denied when a passage may not leave."""
    staff_or_404(account)
    rules.check_can_leave(release)
    return copies.compose(release, reader=account)


def addressed_organisations(account: Account) -> list[Organisation]:
    """Organisations to which something endorsed is addressed. Raises Http404."""
    staff_or_404(account)
    rows = Organisation.objects.filter(is_active=True, addressed__recommendation__state__in=SEEN_BY_MEMBERS)
    return list(rows.distinct())


def ready_for(account: Account, organisation: UUID) -> tuple[Organisation, list[rules.Gate]]:
    """An organisation with everything endorsed and addressed to it, and the gate of each. Raises Http404."""
    found = next((one for one in addressed_organisations(account) if one.id == organisation), None)
    if found is None:
        raise Http404
    rows = Recommendation.objects.filter(addressees__organisation=found, state__in=SEEN_BY_MEMBERS)
    return found, rules.gates(rows.order_by("-endorsed_on", "reference"), found)


def quotable(
    organisation: Organisation, recommendations: Sequence[Recommendation]
) -> list[tuple[Recommendation, Passage]]:
    """Each recommendation with the passages among its sources that may stand in it word for word."""
    rows = Evidence.objects.filter(
        recommendation__in=recommendations, flagged_on=None, passage__form=Form.QUOTE
    ).select_related("recommendation", "passage__synthesis__consultation")
    listed = list(rows.order_by("recommendation__reference", "passage__position"))
    free = rules.releasable([one.passage_id for one in listed if one.passage_id], organisation)
    return [(one.recommendation, one.passage) for one in listed if one.passage and one.passage_id in free]


def officers_of(account: Account, release: Release) -> list[Officer]:
    """The officers of the organisation, by chosen name. Raises Http404."""
    staff_or_404(account)
    rows = Person.objects.filter(
        organisation=release.organisation_id, account__role=Role.OFFICER, account__is_active=True
    ).select_related("account")
    people = list(rows.order_by("account__sign_in_name"))
    names = board.chosen_names(people, reader=account)
    with_access = permissions.holders("receive_release", release)
    return [Officer(one, names[one.id], one.account_id in with_access) for one in people]


def recalls_open(release: Release) -> list[Recall]:
    """The recalls of a release that are not settled."""
    return list(release.recalls.filter(settled_on=None))


def recall_of(release: Release) -> Recall:
    """The open recall of a release. Raises Http404."""
    found = recalls_open(release)
    if not found:
        raise Http404
    return found[0]


def officer_in(officers: Sequence[Officer], typed: str) -> Account:
    """The account of the person with this id among these officers. Raises Http404."""
    for one in officers:
        if str(one.person.id) == typed:
            return one.person.account
    raise Http404
