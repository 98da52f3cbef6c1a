"""The signed package of a release: files, a manifest of them, a signature over it. Built twice: same bytes.

`manifest.json` is canonical JSON (sorted keys, no spaces, ASCII); `manifest.sig` is one line of base64 over a
raw 64-byte Ed25519 signature of exactly those bytes. A partner can check it without Atrium (docs/decisions).
Signing and verifying are handed in: keys are no matter of this package.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from documents import archive

FORMAT = "atrium-package"
VERSION = 1
MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
SIGNATURE_BYTES = 64  # Ed25519

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], bool]  # (signed bytes, signature)


class Outcome(TextChoices):
    """What came of a check. The label is a plain sentence for the person who asked."""

    GENUINE = "genuine", _("This is genuine and complete: every file is as it was signed.")
    DIFFERENT = "different", _("This is genuine, but not the edition it was compared with.")
    UNSIGNED = "unsigned", _("This was not signed with a key of this board.")
    CHANGED = "changed", _("A file is not as it was signed.")
    MISSING = "missing", _("A file that was signed is not there.")
    ADDED = "added", _("There is a file that was not signed.")
    NO_PACKAGE = "no_package", _("This is not a package as this board makes them, or it was changed.")
    TOO_LARGE = "too_large", _("This is larger than any package this board makes.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known after a check. `about` and `made_on` are set only when the signature holds."""

    outcome: Outcome
    file: str = ""  # the file that differs, when one does and its name was signed
    about: Mapping[str, str] = field(default_factory=dict)
    made_on: date | None = None

    @property
    def genuine(self) -> bool:
        """Whether everything is as it was signed."""
        return self.outcome is Outcome.GENUINE

    @property
    def reason(self) -> str:
        """The outcome as a plain sentence, in the language in force."""
        return str(self.outcome.label)


def digest(data: bytes) -> str:
    """SHA-256 in hex: how a manifest, and whoever keeps a list of releases, names a content."""
    return hashlib.sha256(data).hexdigest()


def build(files: Mapping[str, bytes], *, about: Mapping[str, str], sign: Sign, made_on: date) -> bytes:
    """The package of `files` as ZIP bytes. `sign` gives 64 bytes for the manifest's bytes.

    `about` is said to the receiver in clear: release number, edition, who it is for. Raises `ValueError` for
    names that could be paths or are our own, `documents.archive.TooLarge` past 30 MB or 64 files.
    """
    if {MANIFEST, SIGNATURE} & set(files):
        raise ValueError("the manifest and its signature are made here")
    manifest = manifest_of(files, about=about, made_on=made_on)
    signature = sign(manifest)
    if len(signature) != SIGNATURE_BYTES:
        raise ValueError("a signature has 64 bytes")
    line = base64.b64encode(signature) + b"\n"
    return archive.pack({**files, MANIFEST: manifest, SIGNATURE: line}, made_on=made_on)


def manifest_of(files: Mapping[str, bytes], *, about: Mapping[str, str], made_on: date) -> bytes:
    """The canonical manifest of `files`: what is signed."""
    return _canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "made_on": made_on.isoformat(),
            "about": dict(about),
            "files": [
                {"name": name, "sha256": digest(content), "size": len(content)}
                for name, content in sorted(files.items())
            ],
        }
    )


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def check(data: bytes, *, verify: Verify, expect: Mapping[str, str] | None = None) -> Checked:
    """Check a package in memory. `verify(manifest bytes, signature)` is true for a key of this board.

    `expect`: entries that `about` must have, for "is this the newest edition?": an older one is genuine, too.
    Never raises for what is in `data`.
    """
    try:
        files, day = archive.unpack(data)
    except archive.TooLarge:
        return Checked(Outcome.TOO_LARGE)
    except archive.NotCanonical:
        return Checked(Outcome.NO_PACKAGE)
    manifest, line = files.pop(MANIFEST, None), files.pop(SIGNATURE, None)
    if manifest is None or line is None:
        return Checked(Outcome.NO_PACKAGE)
    if not _signed(manifest, line, verify):
        return Checked(Outcome.UNSIGNED)
    try:
        return _compare(files, json.loads(manifest), day, expect or {})
    except (AttributeError, KeyError, TypeError, ValueError):  # signed, but something else
        return Checked(Outcome.NO_PACKAGE)


def _signed(manifest: bytes, line: bytes, verify: Verify) -> bool:
    try:
        signature = base64.b64decode(line.removesuffix(b"\n"), validate=True)
    except binascii.Error:
        return False
    plain = len(signature) == SIGNATURE_BYTES and base64.b64encode(signature) + b"\n" == line
    return plain and verify(manifest, signature)


def _compare(files: Mapping[str, bytes], signed: Any, day: date, expect: Mapping[str, str]) -> Checked:
    """The manifest is signed, the files are not."""
    if (signed.get("format"), signed.get("version")) != (FORMAT, VERSION):
        return Checked(Outcome.NO_PACKAGE)
    about, made_on = signed["about"], date.fromisoformat(signed["made_on"])
    listed = {entry["name"]: entry["sha256"] for entry in signed["files"]}
    for name in sorted(listed):
        if name not in files:
            return Checked(Outcome.MISSING, name, about, made_on)
        if digest(files[name]) != listed[name]:
            return Checked(Outcome.CHANGED, name, about, made_on)
    if set(files) - set(listed):
        return Checked(Outcome.ADDED, "", about, made_on)
    if made_on != day:
        return Checked(Outcome.NO_PACKAGE)
    different = any(about.get(name) != value for name, value in expect.items())
    return Checked(Outcome.DIFFERENT if different else Outcome.GENUINE, "", about, made_on)
