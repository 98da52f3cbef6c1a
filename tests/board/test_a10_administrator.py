"""A10: whoever looks after the machine gets nobody's words, whatever Django or guardian would give him."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission

from board.models import Account
from consultations.rules import Wish
from privacy import audit
from privacy.permissions import grant, holds
from privacy.reading import Purpose, Shut, open_many
from privacy.states import Audience, Form
from tests.consultations import stories
from tests.house.tree import ROOT
from tests.people import SETUP, Cast
from tests.recommendations.world import build
from tests.visiting import Visitor


def with_everything(account: Account) -> None:
    """Every permission that stands in Django's table, by a group and by himself."""
    group = Group.objects.create(name="everything")
    group.permissions.set(Permission.objects.all())
    account.groups.add(group)
    account.user_permissions.set(Permission.objects.all())


@pytest.mark.slow
def test_a10_a_grant_made_past_every_rule_opens_nothing(cast: Cast) -> None:
    world = build(cast)
    release = world.sent()
    request = stories.opened(cast, 7)
    hers = stories.standing(cast.anna, request, Wish(reads=Audience.BOARD, use=Form.QUOTE))
    with_everything(cast.adam.account)
    with audit.act("person.added", actor=SETUP, about=cast.adam) as act:
        grant(act=act, user=cast.adam.account, codename="receive_release", obj=release)
    assert holds(cast.adam.account, "receive_release", release)
    adam = Visitor.as_(Account.objects.get(pk=cast.adam.account_id))
    nothing = adam.get(f"/c/{cast.board.id}/", status=404).content
    for path in (
        f"/p/{release.id}/", f"/r/release/{release.id}/", f"/c/{request.id}/", f"/seen/{hers.id}/",
        f"/c/{request.id}/contributions/", f"/m/{world.meeting.id}/", "/c/", "/p/", "/people/",
    ):  # fmt: skip
        assert adam.get(path, status=404).content == nothing, path
    [text] = open_many(
        [stories.text_of(hers).body], reader=cast.adam.account, purpose=Purpose.READ, about=hers
    )
    assert text.shut == Shut.REFUSED


STARTED = "from django.conf import settings; settings.DEBUG = {debug}; import config.wsgi"


@pytest.mark.slow
@pytest.mark.parametrize("debug", [True, False])
def test_a10_a_server_with_debug_does_not_start(debug: bool, tmp_path: Path) -> None:  # noqa: FBT001  (a row of the table)
    """A real process, as gunicorn starts it; without DEBUG the same one gets further."""
    found = subprocess.run(
        [sys.executable, "-c", STARTED.format(debug=debug)],
        cwd=ROOT, env={**os.environ, "ATRIUM_HOME": str(tmp_path)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ("DEBUG is on" in found.stderr) == debug
    assert found.returncode != 0 or not debug
