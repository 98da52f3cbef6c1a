"""Put archives into an empty installation: staged, checked, then moved in one go. LOCKED from the beginning.

Killed while staging: the next run begins anew. Killed while moving: the next run moves the rest. Nothing that
was there is replaced, no key is made, and nobody gets in before `privacy.gate` was passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from privacy import clock, lock
from privacy.backup import archive, databases, places
from privacy.backup.manifest import ALIAS, FACTS, Manifest, board, check_fits, close_connections
from privacy.backup.problems import Code, Problem, of_disk
from privacy.backup.recipients import Identities, identities
from privacy.backup.samples import check_same_board
from privacy.keystore import epochs
from privacy.progress import Progress
from privacy.states import Archive

STAGING, MOVING, LOCKED = "staging", "moving", "locked"
SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: the manifests of the archives, and whether an interrupted run was finished."""

    manifests: list[dict[str, Any]]
    resumed: bool


def restore(files: Sequence[Path], identity_files: Sequence[Path], progress: Progress) -> Restored:
    """Restore one archive of each kind, or one kind beside the other that is alive. Raises Problem."""
    with places.claimed("restore") if lock.read().get("stage") != MOVING else nullcontext() as stage:
        if stage is None:
            return Restored(_move(progress), resumed=True)
        opening = identities(list(identity_files))
        found = _checked(files, opening)
        before = lock.read()
        _lock(before)
        try:
            _stage(found, opening, stage, progress)
            _check_words(found, stage)
            plan = [step for kind in found for step in _plan(kind, stage / kind)]
            said = [*before.get("manifests", []), *(_said(manifest) for _, manifest in found.values())]
            _write({**before, "stage": MOVING, "plan": plan, "manifests": said, "since": _now()})
        except BaseException as problem:
            _as_before(before, stage)
            if isinstance(problem, OSError):
                raise of_disk(problem, settings.HOME) from None
            raise
    return Restored(_move(progress), resumed=False)


def _checked(files: Sequence[Path], opening: Identities) -> dict[Archive, tuple[Path, Manifest]]:
    """Before anything is written: archives of one board, of different kinds, for places that are empty."""
    found: dict[Archive, tuple[Path, Manifest]] = {}
    for file in files:
        manifest = archive.manifest_of(file, opening)
        if manifest.kind in found:
            raise Problem(
                Code.OTHER_BOARD, f"Both archives hold {manifest.kind}. Give one of data and one of keys."
            )
        found[manifest.kind] = (file, manifest)
    for kind, (_file, manifest) in found.items():
        _check_empty(kind)
        check_fits(manifest)
    boards = {manifest.board for _, manifest in found.values()}
    if len(boards) > 1:
        raise Problem(Code.OTHER_BOARD, "These are the words of one board and the keys of another.")
    if Archive.DATA not in found and not databases.is_empty(ALIAS[Archive.DATA]) and boards != {board()}:
        raise Problem(
            Code.OTHER_BOARD, "These are the keys of another board than the one whose words are here."
        )
    return found


def _check_empty(kind: Archive) -> None:
    alias = ALIAS[kind]
    if not databases.is_empty(alias):
        raise Problem(
            Code.NOT_EMPTY,
            f"{databases.name_of(alias)} is not empty. A restore never replaces: move it away first.",
        )
    folder = places.sealed_files() if kind == Archive.DATA else epochs.folder()
    if folder.is_dir() and any(folder.iterdir()):
        raise Problem(
            Code.NOT_EMPTY, f"There are files in {folder}. A restore never replaces them: move them away."
        )


def _lock(before: lock.State) -> None:
    """From here nobody gets in, also when this process ends at once."""
    _write({**before, "stage": STAGING, "since": _now()})


def _write(state: lock.State) -> None:
    try:
        lock.write(state)
    except OSError as problem:
        raise of_disk(problem, settings.HOME) from None


def _as_before(before: lock.State, stage: Path) -> None:
    """Nothing was put in place: what an earlier restore brought stays locked, otherwise nothing is."""
    with suppress(OSError):
        places.empty(stage)
    if not before.get("manifests"):
        lock.lift()
        return
    with suppress(OSError):  # it stays locked in any case
        lock.write({**before, "stage": LOCKED})


def _stage(
    found: dict[Archive, tuple[Path, Manifest]], opening: Identities, stage: Path, progress: Progress
) -> None:
    for kind, (file, manifest) in found.items():
        progress.begin(f"Reading the archive of {kind}", file.stat().st_size, "MB")
        with archive.opened(file, opening) as reader:
            reader.unpack(stage / kind, progress.add)
        progress.end()
        if manifest.engine == "sqlite":
            facts = databases.look(_database(kind, stage / kind), FACTS[kind])
            if any(facts[name] != getattr(manifest, name) for name in facts):
                raise Problem(Code.DAMAGED, f"{file} does not hold what it says of itself.")


def _check_words(found: dict[Archive, tuple[Path, Manifest]], stage: Path) -> None:
    """Words that come without keys, beside a living key store on SQLite, are those of the same board."""
    _file, manifest = found.get(Archive.DATA, (None, None))
    beside = (
        manifest is not None and Archive.KEYS not in found and not databases.is_empty(ALIAS[Archive.KEYS])
    )
    if beside and manifest is not None and manifest.engine == "sqlite":
        check_same_board(_database(Archive.DATA, stage / Archive.DATA))


def _database(kind: Archive, folder: Path) -> Path:
    [file] = folder.glob("main.*" if kind == Archive.DATA else "keys.*")
    return file


def _plan(kind: Archive, folder: Path) -> list[list[str]]:
    """Steps, each safe to repeat: what, from where, to where. The database comes last."""
    alias, steps = ALIAS[kind], []
    database = _database(kind, folder)
    if kind == Archive.DATA:
        steps += [
            ["put", str(f), str(places.sealed_files() / f.name)] for f in sorted((folder / "files").glob("*"))
        ]
        steps.append(["put", str(folder / "ledger.txt"), str(ledger_file())])
    else:
        steps += [["put", str(f), str(epochs.folder() / f.name)] for f in (folder / "epochs").glob("*")]
        if not settings.SECRET_KEY_FILE.exists():
            steps.append(["put", str(folder / places.SECRET_KEY), str(settings.SECRET_KEY_FILE)])
    if databases.engine(alias) == "sqlite":
        steps.append(["put", str(database), databases.name_of(alias)])
    else:
        steps.append(["load", str(database), alias])
    return steps


def ledger_file() -> Path:
    """The ledger that came with the data: it may be newer than the one in the key store."""
    return Path(settings.HOME) / "ledger.txt"


def _move(progress: Progress) -> list[dict[str, Any]]:
    state = lock.read()
    close_connections()
    try:
        for what, source, target in progress.each("Putting in place", state["plan"], len(state["plan"])):
            if what == "put":
                _clear_beside(Path(target))
                places.put(Path(source), Path(target))
            elif databases.is_empty(target):
                databases.load(target, Path(source))
        lock.write({k: v for k, v in state.items() if k != "plan"} | {"stage": LOCKED})
    except OSError as problem:
        raise of_disk(problem, settings.HOME) from None
    places.empty(places.staging("restore"))
    found: list[dict[str, Any]] = state["manifests"]
    return found


def _clear_beside(database: Path) -> None:
    # A log of another database would be played into this one.
    for ending in ("-wal", "-shm", "-journal"):
        places.destroy(database.with_name(database.name + ending))


def _said(manifest: Manifest) -> dict[str, Any]:
    return {
        "kind": str(manifest.kind),
        "made_at": manifest.made_at.isoformat(),
        "board": manifest.board,
        "chain": list(manifest.chain),
        "ledger": list(manifest.ledger),
    }


def _now() -> str:
    return clock.now().isoformat()
