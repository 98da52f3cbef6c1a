"""The only door to django-guardian: grants on single objects, and the one exception that says no."""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from privacy.audit import Act, Audited, AuditedQuerySet


class Denied(Exception):
    """No, with a reason. `code` is for the log and for tests, `sentence` for the person."""

    def __init__(self, code: str, sentence: str = "") -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


class Holder(Protocol):
    """An account, as far as this floor knows it."""

    def may(self, permission: str) -> bool: ...


GrantManager = UserObjectPermissionManager.from_queryset(AuditedQuerySet)


class Grant(Audited, UserObjectPermissionBase):
    """Base of a grant table: `content_object` is a protected foreign key to the model it grants."""

    # guardian's own base cascades from the account, past the act
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)

    objects = GrantManager()  # type: ignore[assignment]  # narrower: guardian's own, refusing bulk writes

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"


def require(holder: Holder, permission: str) -> None:
    """Raises Denied unless the role in use holds `permission` ("privacy.read_audit")."""
    if not holder.may(permission):
        raise Denied("no_permission")


def grant(*, act: Act, user: models.Model, codename: str, obj: models.Model) -> None:
    """Grant `codename` on `obj` to `user`. Does nothing when it is held."""
    rows = _rows(obj)
    found = rows.objects.filter(user=user, permission__codename=codename, content_object=obj)
    if not found.exists():
        row: Any = rows(user=user, permission=_permission(obj, codename), content_object=obj)
        row.save(act=act)


def revoke(*, act: Act, user: models.Model, codename: str, obj: models.Model) -> None:
    """End it."""
    for row in _rows(obj).objects.filter(user=user, permission__codename=codename, content_object=obj):
        row.delete(act=act)


def holds(user: models.Model, codename: str, obj: models.Model) -> bool:
    """Whether an active `user` was granted `codename` on this very object. Nothing global counts."""
    if user.pk is None:  # nobody signed in
        return False
    found = _rows(obj).objects.filter(
        user=user, user__is_active=True, permission__codename=codename, content_object=obj
    )
    return bool(found.exists())


def holders(codename: str, obj: models.Model) -> frozenset[Any]:
    """The keys of all active accounts that were granted `codename` on this very object."""
    found = _rows(obj).objects.filter(user__is_active=True, permission__codename=codename, content_object=obj)
    return frozenset(found.values_list("user_id", flat=True))


def granted(model: type[models.Model], user: models.Model, codename: str) -> models.QuerySet[Any]:
    """The objects of `model` on which an active `user` was granted `codename`."""
    objects: models.Manager[Any] = model._default_manager  # noqa: SLF001  (the manager of any model)
    if user.pk is None:
        return objects.none()
    rows = _grants(model).objects.filter(user=user, user__is_active=True, permission__codename=codename)
    return objects.filter(pk__in=rows.values("content_object"))


def _grants(model: type[models.Model]) -> Any:
    for relation in model._meta.related_objects:
        related = relation.related_model
        if isinstance(related, type) and issubclass(related, Grant):
            return related
    raise LookupError(f"{model.__name__} has no grant table of its own")


def _rows(obj: models.Model) -> Any:
    return _grants(type(obj))


def _permission(obj: models.Model, codename: str) -> Permission:
    return Permission.objects.get(content_type=ContentType.objects.get_for_model(obj), codename=codename)
