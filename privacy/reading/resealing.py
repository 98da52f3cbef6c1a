"""Values of one format become values of another, in memory: opened and sealed again, shown to nobody.

The same keys, the same place, the same words. A key that is destroyed, lost or out of use is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from privacy.crypto import CannotOpen, Cipher, Under, sealed_under
from privacy.fields import Sealed
from privacy.reading.ciphers import ciphers_for, ciphers_to_seal


def reseal(values: Sequence[Sealed], form: int) -> list[Sealed | CannotOpen]:
    """Each value in the format of that number, in the order given, or why it stays as it is.

    A value that is in that format already comes back as the same object. Before an act, like all sealing.
    """
    said = [_said(value, form) for value in values]
    openers = ciphers_for(under for under in said if isinstance(under, Under))
    sealers = ciphers_to_seal(Under(form, *under[1:]) for under in said if isinstance(under, Under))
    return [
        _resealed(value, openers[under], sealers[Under(form, *under[1:])])
        if isinstance(under, Under)
        else under
        for value, under in zip(values, said, strict=True)
    ]


def _said(value: Sealed, form: int) -> Under | Sealed | CannotOpen:
    try:
        under = sealed_under(value.token)
    except CannotOpen as problem:
        return problem
    return value if under.form == form else under


def _resealed(value: Sealed, opener: Cipher | CannotOpen, sealer: Cipher | CannotOpen) -> Sealed | CannotOpen:
    assert value.place is not None
    for found in (opener, sealer):
        if isinstance(found, CannotOpen):
            return found
    assert isinstance(opener, Cipher)
    assert isinstance(sealer, Cipher)
    try:
        text = opener.open(value.token, value.place)
    except CannotOpen as problem:
        return problem
    return Sealed(sealer.seal(text, value.place), value.place)
