"""Changes to the list of organisations."""

from __future__ import annotations

from board import rules
from board.models import Account, Organisation
from board.states import OrganisationKind
from privacy import audit


def add_organisation(*, actor: Account, name: str, kind: OrganisationKind, does: str) -> Organisation:
    """Add a body; `does` is one line on what it does and may have to disclose. Raises Denied."""
    organisation = Organisation(name=name, kind=kind, does=does)
    with audit.act("organisation.added", actor=actor, about=organisation) as act:
        rules.check_can_manage_partners(actor)
        rules.check_organisation_is_new(name)
        organisation.save(act=act)
    return organisation


def change_organisation(
    *, actor: Account, organisation: Organisation, name: str, kind: OrganisationKind, does: str, revision: int
) -> None:
    """Correct its line; `revision` is the one the form was made from. Raises Denied, "stale" among others."""
    with audit.act("organisation.changed", actor=actor, about=organisation) as act:
        rules.check_can_manage_partners(actor)
        row = act.lock(organisation)
        rules.check_is_fresh(row, revision)
        rules.check_organisation_is_new(name, but=row.id)
        row.name, row.kind, row.does = name, kind, does
        row.save(act=act)
