"""Root key, epoch file, key store: there, readable, and of one board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from privacy import clock
from privacy.doctor.findings import Finding, Level
from privacy.keystore import epochs, ledger, root, standing
from privacy.keystore.disk import RootKeyProblem
from privacy.models import Shredding

EPOCH_AGE = timedelta(days=90)


def fit() -> Iterator[Finding]:
    """They belong together."""
    root.forget()  # the file may be another one than when this process began
    try:
        standing.check()
    except RootKeyProblem as problem:
        yield Finding(Level.STOP, str(problem), _what_to_do(str(problem)), stuck=True)


def _what_to_do(said: str) -> str:
    cures = {
        "There is no root key": "Put the file back, or join two of the three shares: manage.py keys join.",
        "be read by others": "chmod 600 on that file.",
        "does not hold a root key": "Put the right file back. It has 32 bytes.",
        "does not belong": "Root key and key store are of two boards, or of two days. Bring the pair.",
        "epoch file": "Bring back the archive of the keys: docs/runbooks/restore.md. No new one is made.",
        "never set up": "Run manage.py setup on a new installation; else bring back the archive of the keys.",
        "damaged": "Bring back the archive of the keys: docs/runbooks/restore.md.",
        "does not answer": "Is it running? Then: manage.py migrate --database keys.",
    }
    return next((cure for words, cure in cures.items() if words in said), "See docs/runbooks/keys.md.")


def epoch_is_young() -> Iterator[Finding]:
    """A new one begins at every take-back, and every ninety days in any case."""
    began = standing.current().began_on
    if clock.today() - began > EPOCH_AGE:
        yield Finding(
            Level.SOON,
            f"The epoch key is of {began}, more than ninety days old.",
            "Run manage.py keys rotate.",
        )


def one_epoch_file() -> Iterator[Finding]:
    """Older ones open again what was taken back."""
    current = standing.current().number
    others = [file.name for file in epochs.folder().iterdir() if file.name != str(current)]
    if others:
        yield Finding(
            Level.SOON,
            f"There are files of other epochs in {epochs.folder()}: {', '.join(sorted(others))}.",
            "Restart Atrium: the start removes what no key needs.",
        )


def ledger_is_not_older() -> Iterator[Finding]:
    """The board's own rows say how far the ledger had come; a key store from an old copy knows less."""
    newest = Shredding.objects.exclude(ledger_count=None).order_by("-ledger_count").first()
    if newest is None or newest.ledger_count is None:
        return
    try:
        lacking = ledger.missing(ledger.Head(newest.ledger_count, bytes(newest.ledger_head or b"")))
    except ledger.LedgerForked:
        lacking = 1
    if lacking:
        yield Finding(
            Level.STOP,
            "The key store is older than the board's rows: it opens again what was taken back.",
            "Stop Atrium. Bring the newest key store, or restore with the gate: docs/runbooks/restore.md.",
        )


FIRST: tuple[Callable[[], Iterator[Finding]], ...] = (fit,)
LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    epoch_is_young,
    one_epoch_file,
    ledger_is_not_older,
)
