"""Who of an organisation may receive a release."""

from __future__ import annotations

from board.models import Account
from privacy import audit, permissions
from recommendations import rules
from recommendations.models import Release


def grant_access(*, actor: Account, release: Release, officer: Account) -> None:
    """This officer may receive this release, from the next request on. Raises Denied."""
    with audit.act("grant.given", actor=actor, about=release) as act:
        row = act.lock(release)
        rules.check_can_give_access(actor, row, officer)
        permissions.grant(act=act, user=officer, codename="receive_release", obj=row)


def end_access(*, actor: Account, release: Release, officer: Account) -> None:
    """No longer, from the next request on. Raises Denied."""
    with audit.act("grant.ended", actor=actor, about=release) as act:
        row = act.lock(release)
        rules.check_can_draft(actor)
        permissions.revoke(act=act, user=officer, codename="receive_release", obj=row)
