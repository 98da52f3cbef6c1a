"""A file that somebody brings, from the upload to sealed bytes, before the act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _

from board.models import Account
from documents.intake.cleaning import Refused, cleaned
from documents.intake.names import MEDIA
from privacy import files
from privacy.files import Fresh, Incoming, Label
from privacy.permissions import Denied


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A clean file, sealed, without a row; what its label says; sentences about what was left out."""

    fresh: Fresh
    label: Label
    left_out: tuple[str, ...]

    def __repr__(self) -> str:
        return "<TakenIn>"


@contextmanager
def taken_in(upload: Incoming, *, scope: bytes | memoryview, by: Account) -> Iterator[TakenIn]:
    """Clean a file and seal it under a scope key; left without a row it was never there.

    Raises Denied with a sentence that says what to do instead.
    """
    if upload.problem:
        raise Denied("file", str(files.problem_in_words(upload.problem)))
    with _sealed(upload, scope, by) as taken, taken.fresh:
        yield taken


@contextmanager
def _sealed(upload: Incoming, scope: bytes | memoryview, by: Account) -> Iterator[TakenIn]:
    try:
        with cleaned(upload.chunks(), given=upload.given, declared=upload.content_type or "") as clean:
            files.check_room(by.id, clean.size)
            fresh = files.sealed(clean.pieces, scope=scope)
    except Refused as refused:
        raise Denied("file", str(refused.sentence)) from None
    except OSError:
        raise Denied("file", _("There is no room for files at the moment.")) from None
    yield TakenIn(
        fresh,
        Label(clean.name, MEDIA[clean.kind], clean.size),
        tuple(str(sentence) for sentence in clean.left_out),
    )
