"""What a killed process left in the folder of files, and what the folder and the table say of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from privacy import clock
from privacy.files import folder
from privacy.models import StoredFile

# A database that was put back by itself may name files again that seem to belong to nobody today.
GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """Counts: leftovers of dead processes removed, moves finished, files without a row removed.

    `young` are files without a row that are not a day old; `missing` the rows whose file is not there.
    """

    leftovers: int
    finished: int
    strangers: int
    young: int
    missing: tuple[UUID, ...]


def sweep() -> Swept:
    """Clear away what nobody will finish. Run at every start; several processes may do it at once."""
    dead = [name for name in folder.names_incoming() if folder.is_left_behind(name)]
    alive = _with_row(dead)
    for name in dead:
        if name in alive:
            folder.keep(name)
        else:
            folder.drop(name)
    here = set(folder.names_kept())
    strangers = here - _with_row(here)
    long_ago = (clock.now() - GRACE).timestamp()
    old = {name for name in strangers if folder.modified(name) < long_ago}
    for name in old:
        folder.remove(name)
    return Swept(len(dead) - len(alive), len(alive), len(old), len(strangers - old), missing())


def missing() -> tuple[UUID, ...]:
    """Ids of the rows whose file is not there."""
    rows = StoredFile.objects.order_by("id").values_list("id", flat=True)
    return tuple(name for name in rows if not folder.exists(name))


def _with_row(names: set[UUID] | list[UUID]) -> set[UUID]:
    known = set(StoredFile.objects.values_list("id", flat=True))
    return known & set(names)
