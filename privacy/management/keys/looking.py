"""How the key store stands: numbers, what is lost, what nobody needs."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.core.management.base import OutputWrapper
from django.db.models import Count

from privacy import clock, references
from privacy.crypto import CannotOpen, KeyDestroyed
from privacy.keystore import root, standing, store
from privacy.keystore.models import Key, Kind
from privacy.keystore.states import State
from privacy.management.keys.ends import Exit, refused
from privacy.management.keys.noting import note
from privacy.progress import Progress

AT_ONCE = 500
# A key is made before the row that names it. Whoever is writing just now has a day.
YOUNG = timedelta(days=1)
OF_ROWS = (Kind.PERSON, Kind.RECORD, Kind.BOARD)


def status(out: OutputWrapper) -> None:
    """Numbers only."""
    epoch = standing.check()
    for name, number in store.status().items():
        out.write(f"{name}: {number}")
    for kind, state, count in _counts():
        out.write(f"  {kind}, {state}: {count}")
    out.write(f"The epoch began on {epoch.began_on.isoformat()}, {epoch.days()} days ago.")
    if epoch.is_old():
        out.write(f"That is more than {epoch.LONGEST} days. Run `manage.py keys rotate`.")
    out.write(f"The root key {root.path()} belongs to this key store.")


def _counts() -> list[tuple[str, str, int]]:
    rows = Key.objects.values_list("kind", "state").annotate(count=Count("id")).order_by("kind", "state")
    return [(kind, state if state in set(State) else "of an unknown state", n) for kind, state, n in rows]


def verify(out: OutputWrapper) -> None:
    """Does every key open, and is every key there that a row names? Ends with 5 when not."""
    standing.check()
    broken = _broken(Progress.drawn(out))
    lost = references.lost()
    for kind, count in sorted(broken.items()):
        out.write(f"{count} keys do not open: {kind}.")
    for column, count in sorted(lost.items()):
        out.write(f"{count} values name a key that is not there: {column}.")
    if broken or lost:
        raise refused(
            "Keys are lost. Bring in a copy of the key store: see docs/runbooks/keys.md.", Exit.NOT_WHOLE
        )
    out.write(f"All {Key.objects.count()} keys open, and every key that a row names is there or destroyed.")


def _broken(progress: Progress) -> Counter[str]:
    kinds = {bytes(i): kind for i, kind in Key.objects.values_list("id", "kind")}
    ids, found = list(kinds), Counter[str]()
    progress.begin("Keys looked at", len(ids), "keys")
    for at in range(0, len(ids), AT_ONCE):
        some = store.get_many(ids[at : at + AT_ONCE])
        progress.add(len(some))
        found.update(kinds[i] for i, key in some.items() if isinstance(key, CannotOpen) and not _is_gone(key))
    progress.end()
    return found


def _is_gone(found: bytes | CannotOpen) -> bool:
    return isinstance(found, KeyDestroyed)


def gc(out: OutputWrapper, *, sure: bool) -> None:
    """List keys that no row names; destroy them when `sure`."""
    standing.check()
    orphans = list(_orphans())
    if not orphans:
        out.write("Every key is named by a row, or is younger than a day.")
        return
    for kind, count in sorted(Counter(kind for _, kind in orphans).items()):
        out.write(f"{count} keys that no row names: {kind}.")
    if not sure:
        out.write("They open nothing. To destroy them: `manage.py keys gc --destroy`.")
        return
    store.destroy([i for i, _ in orphans])
    note("keys.tidied", out)
    out.write(f"Destroyed {len(orphans)} keys. A new epoch has begun.")


def _orphans() -> list[tuple[bytes, str]]:
    # Keys first, rows after: a row that comes in between names a key that is young anyway.
    old = Key.objects.filter(kind__in=OF_ROWS, name=None, created_at__lt=clock.now() - YOUNG)
    keys = [(bytes(i), kind) for i, kind in old.values_list("id", "kind")]
    named = references.named()
    return [(i, kind) for i, kind in keys if i not in named]
