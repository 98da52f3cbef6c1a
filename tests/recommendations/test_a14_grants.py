"""A14: what guardian would let through by default does not count. Every step on real grants of releases."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404
from guardian.models import UserObjectPermission

from board.models import Account
from privacy import audit, permissions
from privacy.permissions import Denied
from recommendations import actions, queries, rules
from recommendations.models import Release, ReleaseGrant
from recommendations.states import ReleaseState
from tests.recommendations.world import World
from tests.visiting import Visitor


def refused(account: Account, release: Release) -> None:
    """Nothing lets this officer near this release."""
    assert not permissions.holds(account, "receive_release", release)
    assert not permissions.granted(Release, account, "receive_release").filter(id=release.id).exists()
    assert not rules.is_received(account, release)
    assert queries.portal_rows(account) == []
    with pytest.raises(Http404):
        queries.release_for_officer(account, release.id)
    with pytest.raises(Denied):
        actions.hand_over(actor=account, release=release)
    Visitor.as_(account).get(f"/p/{release.id}/", status=404)


def test_a14_guardian_defaults_neutralised(world: World) -> None:
    release = world.approved()
    receive = Permission.objects.get(codename="receive_release")

    # a permission for all releases at once
    world.olga.user_permissions.add(receive)
    assert world.olga.user_permissions.filter(codename="receive_release").exists()
    refused(world.olga, release)

    # a grant in guardian's generic table: the database takes none
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        UserObjectPermission.objects.create(
            user=world.olga,
            permission=receive,
            content_type=ContentType.objects.get_for_model(Release),
            object_pk=str(release.pk),
        )
    assert not UserObjectPermission.objects.exists()
    refused(world.olga, release)

    # a superuser: the database takes none, and the code does not ask
    account = Account.objects.get(pk=world.olga.pk)
    account.is_superuser = True
    with pytest.raises(IntegrityError), audit.act("test", actor=world.sam, about=release) as act:
        account.save(act=act)
    refused(account, release)

    # and the grant itself, which does count
    actions.grant_access(actor=world.sam, release=release, officer=world.olga)
    assert queries.release_for_officer(world.olga, release.id) == release


def test_a14_the_anonymous_hold_nothing(world: World) -> None:
    release = world.approved()
    assert settings.ANONYMOUS_USER_NAME is None
    assert not Account.objects.filter(sign_in_name__icontains="anonymous").exists()
    grant = ReleaseGrant(
        permission=Permission.objects.get(codename="receive_release"), content_object=release
    )
    with pytest.raises(IntegrityError), audit.act("test", actor=world.sam, about=release) as act:
        grant.save(act=act)
    with pytest.raises((Http404, TypeError, AttributeError)):
        queries.release_for_officer(AnonymousUser(), release.id)
    assert Visitor().get(f"/p/{release.id}/", status=302).response["Location"].startswith("/in/")


def test_a14_a_release_made_anew_under_the_old_id_has_no_grants(world: World) -> None:
    """Grants hold their release fast; when they go with it, none is left for another row of the same id."""
    release = world.prepared(quoting=False)
    actions.approve_release(actor=world.tessa, release=release)
    release = Release.objects.get(id=release.id)
    actions.grant_access(actor=world.sam, release=release, officer=world.olga)
    with pytest.raises(ProtectedError), audit.act("test.deleted", actor=world.sam, about=release) as act:
        release.delete(act=act)
    assert Release.objects.filter(id=release.id).exists()
    again = _deleted_and_made_anew(world, release)
    assert not ReleaseGrant.objects.exists()
    assert again.state == ReleaseState.APPROVED
    refused(world.olga, again)


def _deleted_and_made_anew(world: World, release: Release) -> Release:
    with audit.act("test.deleted", actor=world.sam, about=release) as act:
        children = [*release.releasegrant_set.all(), *release.files.all(), *release.copies.all()]
        for row in [*children, release]:
            row.delete(act=act)
        again = Release(
            id=children[0].content_object_id,
            reference=release.reference,
            organisation=release.organisation,
            state=ReleaseState.APPROVED,
            record=release.record,
            prepared_by=release.prepared_by,
            prepared_on=release.prepared_on,
            approved_by=release.approved_by,
            approved_on=release.approved_on,
        )
        again.save(act=act)
    return again


def test_a14_no_grant_without_its_release(world: World) -> None:
    world.granted()
    orphans = ReleaseGrant.objects.exclude(content_object__in=Release.objects.values("id"))
    assert orphans.count() == 0
    assert ReleaseGrant.objects.count() == 1


@pytest.mark.parametrize("change", ["inactive", "other_organisation", "other_role", "recalled", "ended"])
@pytest.mark.slow
def test_a14_a_grant_is_not_enough_by_itself(world: World, change: str) -> None:
    """Left, moved to another body, another role, a recalled release: the row alone opens nothing."""
    release = world.granted()
    assert rules.is_received(world.olga, release)
    with audit.act("test.changed", actor=world.sam, about=release) as act:
        account = act.lock(world.olga)
        person = act.lock(world.cast.olga)
        if change == "inactive":
            account.is_active = False
        elif change == "other_role":
            account.role = "data_protection"
        elif change == "other_organisation":
            person.organisation = world.cast.other_agency
        elif change == "recalled":
            release.state = ReleaseState.RECALLED
        else:
            permissions.revoke(act=act, user=account, codename="receive_release", obj=release)
        act.save_all([account, person, release])
    account = Account.objects.get(pk=account.pk)
    assert not rules.is_received(account, Release.objects.get(id=release.id))
    with pytest.raises(Denied):
        actions.hand_over(actor=account, release=release)
