"""H09: whoever gives a release out reads twice who gets it; and what changed in between counts."""

from __future__ import annotations

import pytest

from board import actions as boarding
from board.models import Person
from board.states import OrganisationKind, Role
from privacy.permissions import Denied, holds
from recommendations import actions
from tests.people import PASSPHRASE, SETUP
from tests.recommendations.world import World
from tests.visiting import Visitor


def officer(world: World, name: str, sign_in: str, **where: object) -> Person:
    person, _secret = boarding.add_person(
        actor=SETUP,
        role=Role.OFFICER,
        sign_in_name=sign_in,
        chosen_name=name,
        passphrase=PASSPHRASE,
        **{"organisation": world.cast.agency, **where},
    )
    return person


def test_h09_wrong_recipient_guard_similar_names_are_told_apart(world: World) -> None:
    release = world.approved()
    olga_too = officer(world, "Olga", "olga-9999")
    elsewhere = boarding.add_organisation(
        actor=world.sam, name="Labour Training Agenсy", kind=OrganisationKind.AGENCY, does="Something else."
    )
    stranger = officer(world, "Olga", "olga-8888", organisation=elsewhere)
    tessa = Visitor.as_(world.tessa)
    page = tessa.get(f"/r/release/{release.id}/access/")
    # nobody of another organisation is offered, whatever they are called; nothing completes a name
    offered = {url for words, urls in page.links.items() if "Give access" in words for url in urls}
    assert offered == {f"/r/release/{release.id}/access/{one.id}/" for one in (world.cast.olga, olga_too)}
    assert "datalist" not in page.content.decode()
    for person in (stranger, world.cast.omar, world.cast.anna):
        tessa.get(f"/r/release/{release.id}/access/{person.id}/", status=404)
        tessa.post(f"/r/release/{release.id}/access/{person.id}/", status=404)
    # the second page tells the two apart, and nothing is given by reading it
    page = tessa.get(f"/r/release/{release.id}/access/{olga_too.id}/")
    assert "Give access to Olga?" in page
    assert "Works for: Labour Training Agency" in page
    assert f"Signs in as olga-9999. Release {release.reference}." in page
    assert "Names can be alike: look at the sign-in name." in page
    assert not holds(olga_too.account, "receive_release", release)
    tessa.fill(button="Yes, give access")
    assert holds(olga_too.account, "receive_release", release)
    assert not holds(world.olga, "receive_release", release)


def test_h09_one_press_alone_gives_nothing(world: World) -> None:
    release = world.approved()
    tessa = Visitor.as_(world.tessa)
    # the form of the list ends access, and cannot give it
    tessa.post(f"/r/release/{release.id}/access/", {"officer": str(world.cast.olga.id), "do": "give"})
    assert not holds(world.olga, "receive_release", release)


@pytest.mark.parametrize("change", ["access paused", "another organisation", "taken back"])
def test_h09_what_changed_between_the_page_and_the_press_counts(change: str, world: World) -> None:
    release = world.approved()
    tessa = Visitor.as_(world.tessa)
    tessa.get(f"/r/release/{release.id}/access/{world.cast.olga.id}/")
    if change == "access paused":
        boarding.pause_access(actor=world.sam, person=world.cast.olga)
    elif change == "another organisation":
        moved(world)
    else:
        actions.drop_release(actor=world.sam, release=release)
    if change == "taken back":
        page = tessa.fill(button="Yes, give access", stays=True)
        assert "A second person has to approve this first." in page
    else:
        tessa.post(f"/r/release/{release.id}/access/{world.cast.olga.id}/", status=404)
        with pytest.raises(Denied):
            actions.grant_access(actor=world.sam, release=release, officer=world.olga)
    assert not holds(world.olga, "receive_release", release)


def test_h09_whoever_changed_places_after_the_grant_receives_nothing(world: World) -> None:
    release = world.granted()
    olga = Visitor.as_(world.olga)
    olga.get(f"/p/{release.id}/", reads=True)
    moved(world)
    olga.get(f"/p/{release.id}/", status=404)
    with pytest.raises(Denied):
        actions.hand_over(actor=world.olga, release=release)


def moved(world: World) -> None:
    """Olga works for another organisation from now on: no page of ours does this yet."""
    from privacy import audit

    with audit.act("person.added", actor=SETUP, about=world.cast.olga) as act:
        row = act.lock(Person.objects.get(id=world.cast.olga.id))
        row.organisation = world.cast.other_agency
        row.save(act=act)
