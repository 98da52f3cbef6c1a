"""A14: a grant counts for one person and one object; guardian's own defaults count for nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from guardian.shortcuts import assign_perm, get_objects_for_user

from board.models import Account
from privacy import audit, permissions
from recommendations.models import Release, ReleaseGrant
from tests.privacy.stored import execute
from tests.privacy.world import MACHINE, World, save

MAY = "receive_release"


@pytest.fixture
def release(world: World) -> Release:
    return make(world, "2026/A")


def make(world: World, reference: str, **more: Any) -> Release:
    made = Release(
        reference=reference,
        organisation=world.olga.organisation,
        record=b"r" * 16,
        prepared_by=world.sam.account,
        prepared_on=world.consultation.asked_on,
        **more,
    )
    save(made)
    return made


def grant(account: Account, release: Release) -> None:
    with audit.act("release.granted", actor=MACHINE, about=release) as act:
        permissions.grant(act=act, user=account, codename=MAY, obj=release)


def revoke(account: Account, release: Release) -> None:
    with audit.act("release.revoked", actor=MACHINE, about=release) as act:
        permissions.revoke(act=act, user=account, codename=MAY, obj=release)


def granted(account: Account) -> list[Release]:
    return list(permissions.granted(Release, account, MAY))


def test_a14_a_grant_counts_for_this_person_on_this_object_only(world: World, release: Release) -> None:
    other = make(world, "2026/B")
    olga, sam = world.olga.account, world.sam.account
    grant(olga, release)
    grant(olga, release)
    assert ReleaseGrant.objects.count() == 1
    asked = ((olga, release), (olga, other), (sam, release))
    assert [permissions.holds(who, MAY, what) for who, what in asked] == [True, False, False]
    assert (granted(olga), granted(sam)) == ([release], [])
    revoke(olga, release)
    assert (permissions.holds(olga, MAY, release), granted(olga)) == (False, [])
    assert ReleaseGrant.objects.count() == 0


def test_a14_a_global_permission_counts_for_nothing(world: World, release: Release) -> None:
    account = world.olga.account
    permission = Permission.objects.get(codename=MAY)
    account.user_permissions.add(permission)
    group = Group.objects.create(name="officers")
    group.permissions.add(permission)
    account.groups.add(group)
    fresh = Account.objects.get(pk=account.pk)
    assert (permissions.holds(fresh, MAY, release), granted(fresh)) == (False, [])
    assert (fresh.has_perm(f"recommendations.{MAY}"), fresh.has_perm(f"recommendations.{MAY}", release)) == (
        False,
        False,
    )
    assert fresh.has_module_perms("recommendations") is False
    strict = {"accept_global_perms": False, "with_superuser": False}
    assert list(get_objects_for_user(fresh, f"recommendations.{MAY}", **strict)) == []


def test_a14_a_superuser_cannot_be_and_would_hold_nothing(world: World, release: Release) -> None:
    account = world.olga.account
    account.is_superuser = True
    with pytest.raises(IntegrityError):
        save(account)
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("UPDATE board_account SET is_superuser = %s", [True])
    assert (permissions.holds(account, MAY, release), granted(account)) == (False, [])
    assert account.has_perm(f"recommendations.{MAY}", release) is False


def test_a14_nobody_signed_in_holds_nothing(world: World, release: Release) -> None:
    grant(world.olga.account, release)
    assert settings.ANONYMOUS_USER_NAME is None
    for nobody in (AnonymousUser(), Account()):
        assert permissions.holds(nobody, MAY, release) is False
        assert list(permissions.granted(Release, nobody, MAY)) == []
    with pytest.raises(Account.DoesNotExist):
        assign_perm(f"recommendations.{MAY}", AnonymousUser(), release)
    assert not Account.objects.filter(sign_in_name__icontains="anonymous").exists()


def test_a14_an_ended_account_holds_nothing(world: World, release: Release) -> None:
    account = world.olga.account
    grant(account, release)
    account.is_active = False
    save(account)
    assert (permissions.holds(account, MAY, release), granted(account)) == (False, [])


def test_a14_a_granted_object_is_not_deleted_so_no_grant_outlives_it(world: World, release: Release) -> None:
    olga = world.olga.account
    grant(olga, release)
    with pytest.raises(ProtectedError), audit.act("t", actor=MACHINE, about=release) as act:
        release.delete(act=act)
    revoke(olga, release)
    key = release.pk
    with audit.act("t", actor=MACHINE, about=release) as act:
        release.delete(act=act)
    # made again with the same id: the old grant is not there to count
    again = make(world, "2026/C", id=key)
    assert again.pk == key
    assert (permissions.holds(olga, MAY, again), granted(olga), ReleaseGrant.objects.count()) == (
        False,
        [],
        0,
    )


def test_a14_the_database_keeps_no_orphan_either(world: World, release: Release) -> None:
    grant(world.olga.account, release)
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("DELETE FROM recommendations_release WHERE reference = '2026/A'")
        connection.check_constraints()
    with pytest.raises(ProtectedError), audit.act("t", actor=MACHINE, about=release) as act:
        world.olga.account.delete(act=act)
    assert set(ReleaseGrant.objects.values_list("content_object", flat=True)) == {release.pk}
    assert Release.objects.filter(pk=release.pk).exists()


def test_a14_guardian_s_own_ways_are_refused(world: World, release: Release) -> None:
    account = world.olga.account
    with pytest.raises(audit.Unaudited):
        assign_perm(MAY, account, release)
    with pytest.raises(audit.Unaudited):
        ReleaseGrant.objects.assign_perm(MAY, account, release)
    with pytest.raises(audit.Unaudited):
        ReleaseGrant.objects.bulk_assign_perm(MAY, account, Release.objects.all())
    grant(account, release)
    with pytest.raises(audit.Unaudited):
        ReleaseGrant.objects.remove_perm(MAY, account, release)
    with pytest.raises(audit.Unaudited):
        ReleaseGrant.objects.bulk_remove_perm(MAY, account, Release.objects.all())
    assert ReleaseGrant.objects.count() == 1
    assert "guardian.backends.ObjectPermissionBackend" not in settings.AUTHENTICATION_BACKENDS
    assert settings.GUARDIAN_MONKEY_PATCH_USER is False


def test_a14_a_grant_is_an_audited_row_with_its_events(world: World, release: Release) -> None:
    from privacy import verify
    from tests.privacy import stored

    seq = stored.seq()
    grant(world.olga.account, release)
    revoke(world.olga.account, release)
    assert [event[0] for event in stored.last_events(seq)] == ["release.granted", "release.revoked"]
    assert verify.current() == verify.Verified(verify.Result.OK, 0)
    grant(world.olga.account, release)
    stored.put(ReleaseGrant.objects.get(), "user_id", stored.key_value(world.sam.account))
    assert verify.current().row == "recommendations.releasegrant"


def test_a14_a_model_without_a_table_of_its_own_has_no_grants(world: World) -> None:
    with pytest.raises(LookupError), audit.act("t", actor=MACHINE, about=world.board) as act:
        permissions.grant(act=act, user=world.olga.account, codename="x", obj=world.board)
    with pytest.raises(LookupError):
        permissions.holds(world.olga.account, "x", world.board)
    assert ContentType.objects.get_for_model(Release).app_label == "recommendations"
