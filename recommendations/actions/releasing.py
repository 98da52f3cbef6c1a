"""Preparing a release, its approval by a second person, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from board.models import Account, Organisation
from board.rules import check_names
from consultations.models import Passage
from documents.package import digest
from privacy import anchors, audit, clock, reading
from recommendations import copies as leaving
from recommendations import rules
from recommendations.actions.endorsing import next_reference
from recommendations.actions.recalling import ask_back
from recommendations.actions.sealing import seal_for
from recommendations.models import Quoted, Recommendation, Release, ReleasedCopy, ReleasedFile
from recommendations.states import ReleaseState


def prepare_release(
    *,
    actor: Account,
    organisation: Organisation,
    recommendations: Sequence[Recommendation],
    quotes: Mapping[UUID, Sequence[Passage]] | None = None,
) -> Release:
    """Put recommendations together for one organisation. Raises Denied.

    `quotes`: by recommendation, the passages that stand in it word for word.
    """
    chosen = {key: list(passages) for key, passages in (quotes or {}).items()}
    release = Release(
        organisation=organisation,
        prepared_by=actor,
        prepared_on=clock.today(),
        record=reading.new_record_key(),
    )
    with audit.act("release.prepared", actor=actor, about=release) as act:
        fresh = [act.lock(one) for one in recommendations]
        rules.check_can_prepare(actor, organisation, fresh)
        rules.check_quotes(organisation, [one for passages in chosen.values() for one in passages])
        release.reference = next_reference(act, Release.objects.all(), "P", release.prepared_on)
        release.save(act=act)
        for position, one in enumerate(fresh, 1):
            copy = ReleasedCopy(
                release=release, recommendation=one, text=one.texts.latest("number"), position=position
            )
            copy.save(act=act)
            rules.check_quotes_belong(one, chosen.get(one.id, []))
            for passage in chosen.get(one.id, []):
                Quoted(copy=copy, passage=passage, revision=passage.revision).save(act=act)
    return release


def approve_release(*, actor: Account, release: Release, looked_at: Collection[str] = ()) -> None:
    """A second person approves exactly what the preview shows; from here on the copies are frozen.

    `looked_at`: what may be a name in them and is none. Sets the documents once before the act, about a
    second. Raises Denied ("names" when something was not looked at), NotRendered.
    """
    rules.check_can_approve(actor, release)
    rules.check_can_leave(release)
    written = leaving.written(release, reader=actor)
    check_names((one.key for one in leaving.names_in_release(actor, release, written)), looked_at)
    page = leaving.named(written)
    files = leaving.files_of(page)
    copies = list(release.copies.all())
    sealed = [
        seal_for(copy, "page", part.to_json(), record=release.record)
        for copy, (part, _words) in zip(copies, written.parts, strict=True)
    ]
    ends = anchors.log_end(), anchors.ledger_end()
    with audit.act("release.approved", actor=actor, about=release) as act:
        row = act.lock(release)
        rules.check_can_approve(actor, row)
        rules.check_can_leave(row)
        row.state, row.approved_by, row.approved_on = ReleaseState.APPROVED, actor, page.made_on
        row.log_end, row.ledger_end = ends
        row.save(act=act)
        for copy, value in zip(copies, sealed, strict=True):
            frozen = act.lock(copy)
            frozen.page = value
            frozen.save(act=act)
        act.save_all(
            ReleasedFile(release=row, name=name, sha256=digest(body)) for name, body in files.items()
        )


def drop_release(*, actor: Account, release: Release) -> None:
    """Take back a release; whoever had access to it finds nothing any more. Raises Denied.

    Copies of it that have left are asked back.
    """
    with audit.act("release.dropped", actor=actor, about=release) as act:
        row = act.lock(release)
        rules.check_can_drop_release(actor, row)
        ask_back(act, row)  # as it was until now: it may have gone out again since an earlier answer
        row.state = ReleaseState.RECALLED
        row.save(act=act)
