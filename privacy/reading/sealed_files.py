"""The same for a file: permission, consent in force, keys, its whole length checked, event, then bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db.models import Model

from privacy import audit
from privacy.audit.acts import Person
from privacy.crypto import CannotOpen, key_ids
from privacy.crypto.stream import Opener
from privacy.fields import Sealed
from privacy.files import folder
from privacy.files.labels import Label
from privacy.files.sealing import pair_of
from privacy.models import StoredFile
from privacy.reading.opening import Opened, Shut, judge, open_one, write_down
from privacy.states import Purpose


class Content:
    """The bytes of a file that was checked to its end, piece by piece. Close it, read or not."""

    def __init__(self, handle: BinaryIO, opener: Opener) -> None:
        self._handle, self._opener = handle, opener

    def __iter__(self) -> Iterator[bytes]:
        with self._handle:
            yield from self._opener.pieces()

    def close(self) -> None:
        """Give the file back. Django does it when an answer has gone out."""
        self._handle.close()


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that was checked to its end: its label, and its content, to be read once."""

    label: Label
    content: Content

    def __repr__(self) -> str:
        return "<OpenedFile>"


def open_file(
    label: Sealed, stored: StoredFile, *, reader: Person, purpose: Purpose, about: Model
) -> OpenedFile | Shut:
    """Open a file by the label that is sealed under the same keys, whose table says who may open it.

    Every chunk is decrypted and checked before this returns; memory holds one of them. Or the reason there is
    none: BROKEN also where the bytes are not there. Raises AuditUnavailable and shows nothing.
    """
    audit.refuse_inside_an_act()
    judged = judge([label], reader, purpose)
    opened = open_one(label, judged)
    content: Content | None = None
    if opened.text is not None:
        content = _checked(label, stored)
        opened = opened if content else Opened(None, Shut.BROKEN)
    write_down([label], [opened], judged, reader, about, code="file.opened")
    if content is None or opened.text is None:
        return opened.shut or Shut.BROKEN
    return OpenedFile(Label.of(opened.text), content)


def _checked(label: Sealed, stored: StoredFile) -> Content | None:
    try:
        handle = folder.read(stored.id)
    except OSError:
        return None
    try:
        scope, record = key_ids(label.token)
        opener = Opener(handle, pair_of(scope, record), stored.id)
        opener.check()
    except (CannotOpen, OSError):
        handle.close()
        return None
    return Content(handle, opener)
