"""New epochs, new root keys, new signing keys; and the state of one key."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

from privacy.keystore import root, rotation, standing, store
from privacy.keystore.models import Key
from privacy.keystore.states import State
from privacy.management.keys.ends import refused
from privacy.management.keys.noting import note
from privacy.progress import Progress

WRAPPED = "Keys wrapped anew"


def rotate(out: OutputWrapper) -> None:
    """Begin a new epoch while everybody goes on working."""
    standing.check()
    number = rotation.rewrap(Progress.drawn(out).told(WRAPPED, "keys"))
    note("keys.rotated", out)
    out.write(f"Epoch {number} has begun. The file of the epoch before was overwritten and removed.")


def change_root(out: OutputWrapper) -> None:
    """Another root key, then another epoch: whoever has the old root key and old copies opens nothing new."""
    standing.check()
    rotation.change_root()
    out.write(f"There is a new root key: {root.path()}. The old one opens nothing any more.")
    rotation.rewrap(Progress.drawn(out).told(WRAPPED, "keys"))
    note("root.changed", out)
    out.write("Make new pages of words with `manage.py keys split`, and destroy the old ones.")


def change_signing(out: OutputWrapper) -> None:
    """Another key to sign packages with. What the old one signed can still be checked."""
    standing.check()
    store.succeed("sign-release")
    note("signing.changed", out)
    out.write("Packages are signed with a new key from now on. Those signed before can still be checked.")


def move(out: OutputWrapper, which: str, to: str) -> None:
    """Give one key another state, by its name or its id in hexadecimal."""
    standing.check()
    store.move(_found(which), State(to))
    note("key.moved", out)
    out.write(f"The key is {to} now.")


def _found(which: str) -> bytes:
    found = Key.objects.filter(name=which).values_list("id", flat=True).first()
    try:
        return bytes(found) if found is not None else bytes.fromhex(which)
    except ValueError:
        raise refused("There is no key of that name, and this is no id of a key.") from None
