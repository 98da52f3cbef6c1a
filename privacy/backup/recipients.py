"""To whom archives are sealed, and with what they are opened: age recipients and identities (X25519)."""

from __future__ import annotations

from pathlib import Path

import pyrage
from django.conf import settings

from privacy.backup.problems import Code, Problem
from privacy.states import Archive

FEWEST = 2
Identities = list[pyrage.x25519.Identity]


def recipients(kind: Archive) -> list[str]:
    """The public recipients of this kind of archive, in order, each once.

    Raises Problem unless both kinds have at least two and the two sets have nobody in common: whoever could
    open both kinds would hold the words and the keys.
    """
    sets = {one: _read(one) for one in Archive}
    both = set(sets[Archive.DATA]) & set(sets[Archive.KEYS])
    if both:
        raise Problem(
            Code.RECIPIENTS,
            f"{len(both)} of the recipients may open data and keys alike. The two lists may share nobody:"
            f" {_file(Archive.DATA)}, {_file(Archive.KEYS)}.",
        )
    return sets[kind]


def _file(kind: Archive) -> Path:
    return Path(settings.BACKUP_RECIPIENTS[kind])


def _read(kind: Archive) -> list[str]:
    if not settings.BACKUP_RECIPIENTS[kind]:
        raise Problem(
            Code.RECIPIENTS, f"No recipients are set for archives of {kind}: see ATRIUM_BACKUP_RECIPIENTS."
        )
    file = _file(kind)
    found = list(dict.fromkeys(_lines(file, Code.RECIPIENTS)))
    for number, line in enumerate(found, 1):
        try:
            pyrage.x25519.Recipient.from_str(line)
        except pyrage.RecipientError:
            raise Problem(
                Code.RECIPIENTS, f"Line {number} of {file} is no recipient: it begins with age1."
            ) from None
    if len(found) < FEWEST:
        raise Problem(
            Code.RECIPIENTS,
            f"{file} names {len(found)} of at least {FEWEST} recipients. One lost identity would be the end.",
        )
    return found


def parsed(lines: list[str]) -> list[pyrage.x25519.Recipient]:
    """As the library wants them."""
    return [pyrage.x25519.Recipient.from_str(line) for line in lines]


def identities(files: list[Path]) -> Identities:
    """The secret identities in these files. Raises Problem when one is not there or holds none."""
    found = []
    for file in files:
        try:
            lines = [line for line in _lines(file, Code.IDENTITY) if line]
            found += [pyrage.x25519.Identity.from_str(line) for line in lines]
        except pyrage.IdentityError:
            raise Problem(
                Code.IDENTITY, f"{file} holds no identity: a line begins with AGE-SECRET-KEY-1."
            ) from None
    if not found:
        raise Problem(Code.IDENTITY, "An identity is needed: --identity FILE, once for each archive.")
    return found


def _lines(file: Path, code: Code) -> list[str]:
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise Problem(code, f"There is no file {file}.") from None
    except (OSError, UnicodeDecodeError):
        raise Problem(code, f"The file {file} cannot be read.") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
