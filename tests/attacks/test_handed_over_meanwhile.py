"""A text is taken back in the moment of a hand-over: either nothing leaves, or it is asked back."""

from __future__ import annotations

import pytest

from privacy.permissions import Denied
from recommendations import actions, receivers, rules
from recommendations.models import Recall
from tests.attacks.together import Second, after
from tests.recommendations.world import World

pytestmark = pytest.mark.files


def _left(world: World, release: object) -> bool:
    try:
        return bool(actions.hand_over(actor=world.olga, release=release))
    except Denied:
        return False


@pytest.mark.slow
def test_taken_back_after_the_gate_was_asked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    release = world.granted(world.endorsed(world.paraphrase), quoting=False)
    back = Second(world.anna_takes_back)
    monkeypatch.setattr(rules, "check_can_leave", after(rules.check_can_leave, back))
    left = _left(world, release)
    assert back.ends() is None
    assert left is Recall.objects.filter(release=release, settled_on=None).exists()


@pytest.mark.slow
def test_handed_over_while_the_withdrawal_asks_what_has_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = world.granted(world.endorsed(world.paraphrase), quoting=False)
    left: list[bool] = []
    officer = Second(lambda: left.append(_left(world, release)))
    monkeypatch.setattr(receivers, "_handed_over", after(receivers._handed_over, officer))
    world.anna_takes_back()
    assert officer.ends() is None
    assert left == [Recall.objects.filter(release=release, settled_on=None).exists()]
