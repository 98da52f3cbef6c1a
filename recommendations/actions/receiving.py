"""What an officer of a partner does: terms, download, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max

from board.models import Account
from consultations.models import Citation
from documents.package import digest
from notices.actions import queue_all
from notices.states import Cause
from privacy import audit, clock, reading
from privacy.audit import Act
from recommendations import copies as leaving
from recommendations import rules
from recommendations.actions.sealing import seal_for
from recommendations.models import (
    Recommendation,
    Release,
    ReleasedCopy,
    ReleasedFile,
    Response,
    TermsAccepted,
)
from recommendations.states import TERMS, Position, RecommendationState, ReleaseState


def accept_terms(*, actor: Account, release: Release) -> None:
    """An officer keeps to the terms in force for this release; twice is once. Raises Denied."""
    with audit.act("terms.accepted", actor=actor, about=release) as act:
        row = act.lock(release)
        rules.check_can_receive(actor, row)
        if not TermsAccepted.objects.filter(account=actor, release=row, terms=TERMS).exists():
            TermsAccepted(account=actor, release=row, terms=TERMS, accepted_on=clock.today()).save(act=act)


def hand_over(*, actor: Account, release: Release) -> bytes:
    """The signed package. The event is written first; then the copies are opened, set and signed.

    Every permission is asked again, before the event and as the words are opened.

    Raises Denied, NotRendered.
    """
    with audit.act("release.handed_over", actor=actor, about=release) as act:
        row = act.lock(release)
        rules.check_can_receive(actor, row)
        rules.check_terms_accepted(actor, row)
        rules.check_can_leave(row)
        if row.state != ReleaseState.SENT:
            row.state, row.handed_over_on = ReleaseState.SENT, clock.today()
            row.save(act=act)
        _move(act, row)
        _tell_authors(act, row.copies.all(), row.id)
    page = leaving.compose(row, reader=actor)
    files = leaving.files_of(page)
    return leaving.package_of(page, files, _edition(row, actor, files))


def respond(
    *, actor: Account, copy: ReleasedCopy, position: Position, words: str, answered_on: date
) -> Response:
    """An answer to one recommendation; a later one stands in front of those before it. Raises Denied."""
    response = Response(
        copy=copy, position=position, answered_on=answered_on, record=reading.new_record_key()
    )
    response.words = seal_for(response, "words", words, record=response.record)
    with audit.act("response.given", actor=actor, about=copy) as act:
        row = act.lock(copy)
        rules.check_can_respond(actor, row.release, answered_on)
        response.number = row.responses.count() + 1
        response.save(act=act)
        _follow_up(act, row.recommendation)
        _tell_authors(act, [row], response.id)
    return response


def _edition(release: Release, actor: Account, files: Mapping[str, bytes]) -> int:
    """The number of this edition. Files made anew are known as genuine too, in an edition of their own."""
    made = {name: digest(body) for name, body in files.items()}
    newest, known = _newest(release)
    if known == made:
        return newest
    with audit.act("release.made_anew", actor=actor, about=release) as act:
        row = act.lock(release)
        newest, known = _newest(row)
        if known != made:
            newest += 1
            act.save_all(
                ReleasedFile(release=row, name=name, sha256=sha256, edition=newest)
                for name, sha256 in made.items()
            )
    return newest


def _newest(release: Release) -> tuple[int, dict[str, str]]:
    newest = release.files.aggregate(last=Max("edition"))["last"] or 0
    return newest, dict(release.files.filter(edition=newest).values_list("name", "sha256"))


def _move(act: Act, release: Release) -> None:
    for copy in release.copies.select_related("recommendation"):
        if copy.recommendation.state == RecommendationState.ENDORSED:
            row = act.lock(copy.recommendation)
            row.state = RecommendationState.RELEASED
            row.save(act=act)


def _follow_up(act: Act, recommendation: Recommendation) -> None:
    row = act.lock(recommendation)
    if row.state == RecommendationState.RELEASED:
        row.state = RecommendationState.FOLLOW_UP
        row.save(act=act)


def _tell_authors(act: Act, copies: Iterable[ReleasedCopy], thing: UUID) -> None:
    """Those whose texts stand behind what was handed over or answered."""
    cited = Citation.objects.filter(passage__evidence__recommendation__copies__in=list(copies))
    authors = cited.values_list("text__contribution__author", flat=True).distinct()
    queue_all(act=act, subjects=authors, cause=Cause.USE, thing=thing)
