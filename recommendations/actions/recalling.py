"""Asking an organisation to delete what was handed over, and its answer."""

from __future__ import annotations

from board.models import Account
from privacy import audit, clock
from privacy.audit import Act
from recommendations import rules
from recommendations.models import Recall, Release
from recommendations.states import ReleaseState


def ask_back(act: Act, release: Release) -> None:
    """Ask for the copies of a release that has left, once: not while they are asked for already.

    Nor once they are gone and the release was taken back: nobody can have got it since.
    """
    asked = release.recalls.all()
    if release.state != ReleaseState.RECALLED:
        asked = asked.filter(settled_on=None)
    if release.handed_over_on is not None and not asked.exists():
        Recall(release=release, asked_on=clock.today()).save(act=act)


def settle_recall(*, actor: Account, recall: Recall) -> None:
    """The agency said that its copy is gone. Raises Denied."""
    with audit.act("release.recall_settled", actor=actor, about=recall) as act:
        row = act.lock(recall)
        rules.check_can_settle(actor, row)
        row.settled_on = clock.today()
        row.save(act=act)
