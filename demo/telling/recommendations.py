"""Recommendations, releases and what the agencies answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from demo.story.recommendations import DraftsFromMeeting, Recommendation, Release, Response
from demo.telling.steps import Step, on
from demo.telling.world import World
from recommendations import actions
from recommendations.actions import Draft
from recommendations.models import ReleasedCopy
from recommendations.states import Position


def steps(world: World) -> Iterator[Step]:
    """Drafted, endorsed, handed over, answered."""
    for told in world.story.recommendations:
        yield on(told.drafted_on, 16, partial(_draft, world, told))
        yield on(_approved_on(world, told), 20, partial(_endorse, world, told))
    for release in world.story.releases:
        yield from _release(world, release)
    for drafts in world.story.drafts_from_meeting:
        yield on(drafts.drafted_on, 9, partial(_from_conclusions, world, drafts))


def _approved_on(world: World, told: Recommendation) -> date:
    return world.story.meeting(told.endorsed_in).minutes.approved_on


def _draft(world: World, told: Recommendation) -> None:
    actor = world.account(told.drafted_by)
    made = actions.draft_from_passages(
        actor=actor,
        draft=Draft(told.title, told.text, told.rationale),
        passages=[world.passages[told.consultation, key] for key in told.passages],
    )
    organisations = [world.organisations[key] for key in told.addressees]
    actions.address_to(actor=actor, recommendation=made, revision=made.revision, organisations=organisations)
    world.recommendations[told.key] = made


def _endorse(world: World, told: Recommendation) -> None:
    decision = world.entries[told.endorsed_in, told.endorsed_by]
    made = world.recommendations[told.key]
    world.recommendations[told.key] = actions.endorse(
        actor=world.account(told.drafted_by), recommendation=made, decision=decision
    )


def _from_conclusions(world: World, told: DraftsFromMeeting) -> None:
    conclusions = [world.entries[told.meeting, key] for key in told.conclusions]
    actions.draft_from_conclusions(
        actor=world.account(told.drafted_by), meeting=world.meetings[told.meeting], conclusions=conclusions
    )


def _release(world: World, told: Release) -> Iterator[Step]:
    yield on(told.prepared_on, 11, partial(_prepare, world, told))
    if told.approved_on:
        yield on(told.approved_on, 11, partial(_approve, world, told))
    if told.access_granted_on:
        yield on(told.access_granted_on, 12, partial(_give_access, world, told))
    if told.handed_over_on:
        yield on(told.handed_over_on, 10, partial(_hand_over, world, told))
    for response in told.responses:
        yield on(response.answered_on, 13, partial(_respond, world, told, response))


def _prepare(world: World, told: Release) -> None:
    world.releases[told.key] = actions.prepare_release(
        actor=world.account(told.prepared_by),
        organisation=world.organisations[told.organisation],
        recommendations=[world.recommendations[key] for key in told.recommendations],
    )


def _approve(world: World, told: Release) -> None:
    assert told.approved_by is not None
    actions.approve_release(actor=world.account(told.approved_by), release=world.releases[told.key])


def _give_access(world: World, told: Release) -> None:
    actions.grant_access(
        actor=world.account(told.prepared_by),
        release=world.releases[told.key],
        officer=world.account(told.officer),
    )


def _hand_over(world: World, told: Release) -> None:
    officer, release = world.account(told.officer), world.releases[told.key]
    actions.accept_terms(actor=officer, release=release)
    actions.hand_over(actor=officer, release=release)


def _respond(world: World, told: Release, response: Response) -> None:
    copy = ReleasedCopy.objects.get(
        release=world.releases[told.key], recommendation=world.recommendations[response.recommendation]
    )
    actions.respond(
        actor=world.account(told.officer),
        copy=copy,
        position=Position(response.position.value),
        words=response.text,
        answered_on=response.answered_on,
    )
