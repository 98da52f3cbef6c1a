"""B16 on stored rows: a value made under another key, with the ids of ours, is refused and recorded."""

from __future__ import annotations

import os

import pytest

from consultations.models import ContributionText
from privacy.crypto import Cipher, WrongKey, key_ids
from privacy.keystore import store
from privacy.reading import Opened, Shut
from tests.canary import CANARY
from tests.privacy import stored
from tests.privacy.world import World, look


@pytest.mark.parametrize("which", ["person key", "record key", "both"])
def test_b16_a_value_under_another_key_with_our_ids_is_refused(which: str, world: World) -> None:
    scope_id, record_id = key_ids(world.text.body.token)
    keys = store.get_many([scope_id, record_id])
    scope = keys[scope_id] if which == "record key" else os.urandom(32)
    record = keys[record_id] if which == "person key" else os.urandom(32)
    forged = Cipher.build(scope_id, scope, record_id, record).seal(
        "words she never said", world.text.body.place
    )
    assert forged[:36] == world.text.body.token[:36]
    stored.put(world.text, "body", forged)
    fresh = ContributionText.objects.get(id=world.text.id)
    with pytest.raises(WrongKey):
        Cipher.build(scope_id, keys[scope_id], record_id, keys[record_id]).open(forged, fresh.body.place)
    seq = stored.seq()
    assert look(fresh.body, world.sam) == Opened(None, Shut.BROKEN)
    assert stored.last_events(seq) == [("text.opened", "secretariat", "broken", 1)]
    # what was sealed under the same ids by ourselves still opens
    assert look(fresh.choices, world.anna).text == f"{CANARY} ticked"
