"""A05: an id says nothing about any other. Ten thousand of them, and every address, file name and export."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from uuid import RFC_4122

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db.models import UUIDField
from django.urls.converters import UUIDConverter

from demo.story import load
from demo.telling import tell
from privacy.audit import Audited, HistoryRow
from recommendations import actions
from recommendations.models import Release
from recommendations.states import ReleaseState
from tests.routes import routes
from tests.visiting import Visitor

TOO_MANY = 10_000


def audited() -> list[type[Audited]]:
    return [m for m in apps.get_models() if issubclass(m, Audited) and not issubclass(m, HistoryRow)]


def test_a05_ids_not_guessable() -> None:
    """Random of version 4, by every model's own default: no two alike, no order, no bit that leans."""
    models = audited()
    assert all(isinstance(model._meta.pk, UUIDField) for model in models)
    ids = [models[number % len(models)]._meta.pk.get_default() for number in range(TOO_MANY)]
    assert {(one.version, one.variant) for one in ids} == {(4, RFC_4122)}
    assert len(set(ids)) == TOO_MANY
    rising = sum(before.int < after.int for before, after in pairwise(ids))
    assert abs(rising / TOO_MANY - 0.5) < 0.03
    for bit in range(122):
        # six bits are the version's and the variant's; every other one falls as a coin does
        place = bit if bit < 62 else bit + 2 if bit < 74 else bit + 6
        share = sum(one.int >> place & 1 for one in ids) / TOO_MANY
        assert abs(share - 0.5) < 0.03, place


def test_a05_addresses_hold_no_sequence() -> None:
    kinds = {type(converter) for route in routes() for _name, converter in route.converters}
    assert kinds == {UUIDConverter}


@pytest.mark.slow
def test_a05_exports_hold_no_sequence_and_no_internal_id(db: None, settings: LazySettings) -> None:
    settings.DEMONSTRATION = True
    tell(load())
    release = Release.objects.get(state=ReleaseState.SENT)
    officer = release.terms_accepted.get().account
    package = zipfile.ZipFile(io.BytesIO(actions.hand_over(actor=officer, release=release)))
    inside = {str(one.pk) for model in audited() for one in model.objects.all()}
    for name in package.namelist():
        assert not any(one in name for one in inside)
        assert not any(one.encode() in package.read(name) for one in inside)
    visitor = Visitor.as_(officer)
    answer = visitor.post(f"/p/{release.id}/package/", {}, status=200)
    assert not any(one in answer.response["Content-Disposition"] for one in inside)
