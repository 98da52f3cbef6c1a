"""The board, its people and its partners, on the first day."""

from __future__ import annotations

from collections.abc import Iterator

from board import actions
from board.states import OfficeKind, OrganisationKind, Reason, Role
from demo.story.choices import AccountOffice, AccountRole
from demo.story.choices import OrganisationKind as Told
from demo.story.people import Account, Organisation
from demo.telling.steps import Step, on
from demo.telling.world import World
from privacy.reading import System

ROLES = {
    AccountRole.MEMBER: Role.MEMBER,
    AccountRole.CHAIR: Role.CHAIR,
    AccountRole.SECRETARIAT: Role.SECRETARIAT,
    AccountRole.PARTNER: Role.OFFICER,
    AccountRole.DATA_PROTECTION: Role.DATA_PROTECTION,
    AccountRole.ADMINISTRATOR: Role.ADMINISTRATOR,
}
KINDS = {
    Told.AGENCY: OrganisationKind.AGENCY,
    Told.NGO: OrganisationKind.CIVIL,
    Told.STATE: OrganisationKind.STATE,
    Told.INTERNATIONAL: OrganisationKind.INTERNATIONAL,
}
OFFICES = {
    AccountOffice.VICE_CHAIR: OfficeKind.VICE_CHAIR,
    AccountOffice.RAPPORTEUR: OfficeKind.RAPPORTEUR,
}
SET_UP = System("setup")


def steps(world: World) -> Iterator[Step]:
    """Set up the board; then staff, who add everybody else; at the end something waits for a second yes."""
    day = world.story.clock.story_begins_on
    yield on(day, 7, lambda: _set_up(world))
    staff = [one for one in world.story.accounts if one.role is AccountRole.SECRETARIAT]
    others = [one for one in world.story.accounts if one.role is not AccountRole.SECRETARIAT]
    for account in staff:
        yield on(day, 8, lambda account=account: _add(world, account))
    for organisation in world.story.organisations:
        yield on(day, 9, lambda told=organisation: _add_organisation(world, told))
    for account in others:
        yield on(day, 10, lambda account=account: _add(world, account))
    yield on(world.story.name_list.asked_on, 12, lambda: _ask_names(world))


def _set_up(world: World) -> None:
    board = world.story.board
    actions.set_up_board(
        name=board.name,
        seats=board.seats,
        quorum=board.quorum,
        term=board.term,
        term_begins_on=board.term_begins_on,
    )


def _add_organisation(world: World, told: Organisation) -> None:
    world.organisations[told.key] = actions.add_organisation(
        actor=world.writer,
        name=told.name,
        kind=KINDS[told.kind],
        does=f"{told.does} {told.may_have_to_pass_on}",
    )


def _add(world: World, told: Account) -> None:
    person, _secret = actions.add_person(
        actor=SET_UP if told.role is AccountRole.SECRETARIAT else world.writer,
        role=ROLES[told.role],
        sign_in_name=told.sign_in,
        chosen_name=told.chosen_name,
        organisation=world.organisations[told.organisation] if told.organisation else None,
        passphrase=told.passphrase,
    )
    world.people[told.key] = person
    if told.legal_name or told.contact:
        actions.record_identity(
            actor=person.account, person=person, legal_name=told.legal_name or "", contact=told.contact or ""
        )
    if told.office:
        actions.appoint(actor=world.writer, person=person, kind=OFFICES[told.office])
    if told.named_outside:
        actions.allow_naming(actor=person.account, person=person)


def _ask_names(world: World) -> None:
    told = world.story.name_list
    actions.ask_identities(
        actor=world.people[told.asked_by].account,
        people=[world.people[key] for key in told.people],
        reason=Reason.TRAVEL,
    )
