"""One value of every living key is opened, by the machine, and forgotten at once: the keys fit the words."""

from __future__ import annotations

from privacy import audit
from privacy.audit import Outcome
from privacy.backup import Code, Problem
from privacy.crypto import CannotOpen, KeyDestroyed, key_ids, sealed_under
from privacy.fields import Sealed, sealed_fields
from privacy.gate.remains import GATE
from privacy.keystore.models import Tombstone
from privacy.keystore.tombstones import tomb
from privacy.models import Head
from privacy.progress import Progress
from privacy.reading.ciphers import ciphers_for

AT_ONCE = 200


def open_one_of_each(progress: Progress) -> int:
    """How many living keys there are; one value of each opened. Raises Problem when one does not."""
    values = _one_of_each()
    broken = 0
    progress.begin("Keys of people and terms, one value each", len(values), "keys")
    for start in range(0, len(values), AT_ONCE):
        some = values[start : start + AT_ONCE]
        broken += sum(not _opens(value) for value in some)
        progress.add(len(some))
    progress.end()
    if values:
        outcome = Outcome.BROKEN if broken else Outcome.READ
        audit.record("gate.opened", actor=GATE, about=Head(id=1), outcome=outcome, count=len(values))
    if broken:
        raise Problem(
            Code.NOT_OPENING,
            f"{broken} of {len(values)} keys do not open a word of theirs. Keys and data are no pair."
            " Begin again in an empty home, with an archive of the keys that is as new as the data,"
            " or with older data.",
        )
    return len(values)


def _one_of_each() -> list[Sealed]:
    """For each scope key that lives a value whose record key lives, too. Nothing is opened yet."""
    gone = {bytes(digest) for digest in Tombstone.objects.values_list("digest", flat=True)}
    kept: dict[bytes, Sealed] = {}
    for model, field in sealed_fields():
        rows = model._default_manager.exclude(**{f"{field.name}__isnull": True})  # noqa: SLF001  (of any model)
        for key, value in rows.values_list(field.row, field.name).iterator(chunk_size=500):
            try:
                scope, record = key_ids(value.token)
            except CannotOpen:
                continue  # `audit verify --current` finds what was broken by hand
            if scope not in kept and not {tomb(scope), tomb(record)} & gone:
                kept[scope] = value.at(field.place_for(key))
    return list(kept.values())


def _opens(value: Sealed) -> bool:
    assert value.place is not None
    under = sealed_under(value.token)
    cipher = ciphers_for([under])[under]
    if isinstance(cipher, CannotOpen):
        return isinstance(cipher, KeyDestroyed)
    try:
        cipher.open(value.token, value.place)
    except CannotOpen:
        return False
    return True
