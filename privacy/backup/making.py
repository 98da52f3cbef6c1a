"""Make an archive: snapshot, seal, put in place, say so in the chain; older ones go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from privacy import audit, clock, copies
from privacy.backup import archive, databases, places, recipients
from privacy.backup.archive import Member, of_bytes, of_file
from privacy.backup.manifest import ALIAS, FACTS, Manifest, board
from privacy.backup.problems import Code, Problem, of_disk
from privacy.keystore import disk, epochs, ledger, standing
from privacy.keystore.disk import RootKeyProblem, StoreProblem
from privacy.models import KeyCopy, Upkeep
from privacy.progress import Progress
from privacy.reading import System
from privacy.states import Archive, CopyOf

BACKUP = System("backup")
HOLDER = "backup"
MEDIUM = 60
STAMP = "%Y%m%d-%H%M%S-%f"
ENDING, HALF = ".age", ".part"
# A re-wrap between the snapshot and the epoch's file takes the file away; the next look sees the new epoch.
LOOKS = 5
STORED = {"sqlite": "sqlite3", "postgresql": "dump"}


@dataclass(frozen=True, slots=True)
class Made:
    """A finished archive, and the older ones that were removed for it."""

    file: Path
    manifest: Manifest
    removed: list[Path]


def check_ready(kind: Archive) -> tuple[list[str], Path]:
    """To whom and to which folder an archive of this kind would go. Raises Problem."""
    return recipients.recipients(kind), places.folder_of(kind)


def make(kind: Archive, progress: Progress) -> Made:
    """Make an archive of this kind in its folder. Raises Problem; then there is no archive and no trace."""
    to, folder = check_ready(kind)
    if databases.is_empty(ALIAS[Archive.DATA]) or not board():
        raise Problem(Code.DATABASE, "There is no board here yet, so there is nothing to keep.")
    _check_keys()
    removed = _make_room(kind, folder)
    with places.claimed("backup") as stage:
        try:
            progress.begin("Snapshot of the database", 0)
            manifest, members = _data(stage) if kind == Archive.DATA else _keys(stage)
            progress.end()
            file = _write(folder, manifest, members, to, progress)
        finally:
            places.empty(stage)
    _note(kind)
    if kind == Archive.DATA:
        # never the one just made: with a clock that was put back its name sorts behind the others
        older = [one for one in newest_first(kind, folder)[settings.BACKUP_KEEP[kind] :] if one != file]
        removed = _remove(older, folder)
    return Made(file, manifest, removed)


def _check_keys() -> None:
    """Before the archive: without keys its line in the chain could not be written. Raises Problem."""
    try:
        standing.check()
    except StoreProblem as problem:
        raise Problem(Code.DATABASE, str(problem)) from None
    except RootKeyProblem as problem:
        raise Problem(Code.ROOT, str(problem)) from None


def newest_first(kind: Archive, folder: Path) -> list[Path]:
    """The archives of this kind in a folder. Their names sort by time."""
    return sorted(folder.glob(f"{_stem(kind)}-*{ENDING}"), reverse=True)


def made_at(kind: Archive, folder: Path) -> list[datetime]:
    """When the archives of this kind in a folder were made, by their names, the newest first."""
    found = []
    for file in newest_first(kind, folder):
        with suppress(ValueError):
            said = datetime.strptime(f"{file.name}+0000", f"{_stem(kind)}-{STAMP}{ENDING}%z")
            found.append(said)
    return found


def _stem(kind: Archive) -> str:
    # A neutral word: names of files are seen by whoever carries the medium.
    return f"atrium-{kind}"


def _data(stage: Path) -> tuple[Manifest, Iterator[Member]]:
    alias, file = ALIAS[Archive.DATA], stage / "main"
    facts = databases.snapshot(alias, file, FACTS[Archive.DATA])
    known = ledger.export()
    end = ledger.head_of(ledger.read(known))
    manifest = _manifest(Archive.DATA, ledger=(end.count, end.digest.hex()), **facts)

    def members() -> Iterator[Member]:
        yield of_file(f"main.{STORED[manifest.engine]}", file)
        # it holds no personal data, and an older key store needs it
        yield of_bytes("ledger.txt", known)
        kept = places.sealed_files()
        for path in sorted(kept.iterdir()) if kept.is_dir() else []:
            yield of_file(f"files/{path.name}", path)

    return manifest, members()


def _keys(stage: Path) -> tuple[Manifest, Iterator[Member]]:
    alias, file = ALIAS[Archive.KEYS], stage / "keys"
    for _look in range(LOOKS):
        places.destroy(file)
        facts = databases.snapshot(alias, file, FACTS[Archive.KEYS])
        number = facts["epoch"]
        epoch = _epoch_file(number)
        if epoch is not None:
            break
    else:
        raise Problem(Code.DATABASE, f"The epoch file {number} is not there. Run manage.py doctor.")
    with connections[ALIAS[Archive.DATA]].cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM privacy_head WHERE id = 1")
        seq, digest = cursor.fetchone()
    manifest = _manifest(Archive.KEYS, chain=(seq, bytes(digest).hex()), **facts)

    def members() -> Iterator[Member]:
        yield of_file(f"keys.{STORED[manifest.engine]}", file)
        yield of_bytes(f"epochs/{number}", epoch)
        # it opens the machine's own secrets in the data, so it travels with the keys
        yield of_file(places.SECRET_KEY, Path(settings.SECRET_KEY_FILE))

    return manifest, members()


def _epoch_file(number: int) -> bytes | None:
    try:
        return epochs.file_of(number).read_bytes()
    except OSError:
        return None


def _manifest(kind: Archive, **facts: Any) -> Manifest:
    engine = databases.engine(ALIAS[kind])
    return Manifest(kind=kind, made_at=clock.now(), board=board(), engine=engine, **facts)


def _write(
    folder: Path, manifest: Manifest, members: Iterator[Member], to: list[str], progress: Progress
) -> Path:
    """Under another name until it is whole and on the disk; then nobody writes to it any more."""
    name = f"{_stem(manifest.kind)}-{manifest.made_at:{STAMP}}{ENDING}"
    half = folder / f"{name}{HALF}"
    progress.begin(f"Archive of {manifest.kind}", 0, "MB")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            _register(folder, manifest)
            archive.write(out, manifest, members, to, progress.add)
            out.flush()
            os.fchmod(out.fileno(), 0o400)
            os.fsync(out.fileno())
        half.rename(folder / name)
        disk.sync(folder)
    except OSError as problem:
        raise of_disk(problem, folder) from None
    finally:
        # when it has its name by now, there is no half, and nothing is confirmed
        _remove([half], folder)
    progress.end()
    return folder / name


def _register(folder: Path, manifest: Manifest) -> None:
    """Before there are keys in the copy: one that nobody knows of could not be asked for. Raises Problem."""
    if manifest.kind == Archive.DATA:
        return
    medium = str(folder)[-MEDIUM:]
    try:
        for one in CopyOf:
            copies.add(
                actor=BACKUP,
                holds=one,
                medium=medium,
                holder=HOLDER,
                created_at=manifest.made_at,
            )
    except copies.TooManyCopies:
        raise Problem(
            Code.COPIES,
            "There are two copies of the keys already. Destroy one, confirm that, and run this again.",
        ) from None


def _make_room(kind: Archive, folder: Path) -> list[Path]:
    """What a killed run left goes; of the keys the oldest archives too: there may be two copies at most."""
    _remove(list(folder.glob(f"{_stem(kind)}-*{ENDING}{HALF}")), folder)
    if kind == Archive.DATA:
        return []
    return _remove(newest_first(kind, folder)[settings.BACKUP_KEEP[kind] - 1 :], folder)


def _remove(files: list[Path], folder: Path) -> list[Path]:
    """Overwrite and remove archives, and confirm in the register that they are gone."""
    there = [file for file in files if file.exists()]
    for file in there:
        try:
            places.destroy(file)
        except OSError as problem:
            raise of_disk(problem, folder) from None
        _confirm_destroyed(file)
    return there


def _confirm_destroyed(file: Path) -> None:
    """This very file is gone; whoever copied it elsewhere has registered that copy."""
    for row in KeyCopy.objects.filter(holder=HOLDER, destroyed_at=None):
        if file.name.removesuffix(HALF) == f"{_stem(Archive.KEYS)}-{row.created_at:{STAMP}}{ENDING}":
            copies.confirm_destroyed(actor=BACKUP, copy=row.id)


def _note(kind: Archive) -> None:
    row = Upkeep(what=f"backup-{kind}", outcome=0, done_at=clock.now())
    with audit.act("backup.made", actor=BACKUP, about=row) as act:
        row.save(act=act)
