"""The parent's side: hand a file to the child piece by piece, get a clean one back, or the reason why not."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.intake.names import ending_of, safe_name
from documents.intake.reasons import Answer, Kind, Left, Order, Reason
from documents.process import environment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

COMMAND = (sys.executable, "-s", "-P", "-B", "-X", "utf8", "-m", "documents.intake.worker")
SECONDS = 20
MEMORY = 1024**3
AT_ONCE = 2
PATIENCE = 10  # seconds to wait for one of AT_ONCE places
PIECE = 64 * 1024
LONGEST_LINE = 4096
_places = threading.BoundedSemaphore(AT_ONCE)

SENTENCES = {
    Reason.EMPTY: _("This file is empty. Choose another one."),
    Reason.OFFICE: _("Office files can carry things nobody sees. Save it as PDF and add that."),
    Reason.ARCHIVE: _("This is several files packed into one. Add the files one by one."),
    Reason.WEB: _("Web pages and drawings of this kind can act by themselves. Save it as PDF and add that."),
    Reason.FILM: _("Sound and film cannot be added here. You can write to the secretariat about it."),
    Reason.PICTURE: _("Pictures of this kind cannot be added. Save it as JPEG or PNG and add that."),
    Reason.UNKNOWN: _("This kind of file cannot be added. Save it as PDF and add that."),
    Reason.MISNAMED: _(
        "Its name says one kind of file, its content another. Save it once more and add that."
    ),
    Reason.MIXED: _("This file is two kinds of file at once. Save it as PDF and add that."),
    Reason.ENCODING: _(
        "The letters of this text cannot be read here. Save it as UTF-8, or as PDF, and add that."
    ),
    Reason.DAMAGED: _("This file cannot be read. It may be damaged. Save it once more and add that."),
    Reason.PIXELS: _("This picture has more than 25 million points. Make it smaller and add that."),
    Reason.MOVING: _("Moving pictures cannot be added. Save one picture as JPEG and add that."),
    Reason.LOCKED: _("This PDF is locked with a password. Save it without one and add that."),
    Reason.FORM: _("This PDF is a form that changes by itself. Print it to a new PDF and add that."),
    Reason.PORTFOLIO: _("This PDF is a folder of other files. Add the files one by one."),
    Reason.PARTS: _("This PDF has too many parts or pages. Print what is needed to a new PDF and add that."),
    Reason.UNSAFE: _("This PDF could not be made safe. Print it to a new PDF and add that."),
    Reason.TOO_MUCH: _("This file takes too long to look through. Make a smaller one and add that."),
    Reason.BUSY: _("Other files are being looked through just now. Try again in a minute."),
    Reason.BROKEN: _("This file could not be looked through. If it happens again, tell the secretariat."),
}
LEFT_OUT = {
    Left.SCRIPTS: _("Parts that could act by themselves were left out."),
    Left.FILES: _("Files inside it were left out."),
    Left.NOTES: _("Notes were left out where they could not be made part of a page."),
    Left.LINKS: _("Some links were left out."),
}


class Refused(Exception):
    """A file was not taken. `sentence` says why and what to do instead; nothing of the file is in here."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"file not taken: {reason}")
        self.reason = reason

    @property
    def sentence(self) -> _StrPromise:
        """What to tell the person, in her language."""
        return SENTENCES[self.reason]


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean file: what it is, its name, its size, what was left out, and its content, to be read once."""

    kind: Kind
    name: str
    size: int
    left: tuple[Left, ...]
    pieces: Iterator[bytes]

    def __repr__(self) -> str:
        return "<Clean>"

    @property
    def left_out(self) -> list[_StrPromise]:
        """Sentences for the person about what was left out."""
        return [LEFT_OUT[one] for one in self.left]


@contextmanager
def cleaned(
    pieces: Iterable[bytes], *, given: str, declared: str, wall_seconds: float = SECONDS
) -> Iterator[Clean]:
    """Have a file looked at and cleaned: its content, the name and the type the browser gave it.

    The content goes through pipes and memory alone. Takes about half a second, `wall_seconds` at most: never
    inside an act. Raises Refused, also while the pieces are read.
    """
    if not _places.acquire(timeout=PATIENCE):
        raise Refused(Reason.BUSY)
    try:
        with _child(wall_seconds) as child:
            yield _asked(child, pieces, given, declared)
    finally:
        _places.release()


@contextmanager
def _child(wall_seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(  # noqa: S603  (a fixed command; the file travels on stdin)
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # tracebacks may hold words of the file
        env=environment(),
        cwd="/",
        start_new_session=True,
    )
    clock = threading.Timer(wall_seconds, child.kill)
    clock.start()
    try:
        yield child
    finally:
        clock.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def _asked(child: subprocess.Popen[bytes], pieces: Iterable[bytes], given: str, declared: str) -> Clean:
    if child.stdin is None or child.stdout is None:
        raise Refused(Reason.BROKEN)
    order = Order(ending_of(given), declared[:100], SECONDS, MEMORY)
    # A child that ended early has said why, or the lack of an answer will.
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(order.to_line())
        for piece in pieces:
            child.stdin.write(piece)
        child.stdin.close()
    line = child.stdout.readline(LONGEST_LINE)
    if not line:
        raise Refused(Reason.TOO_MUCH)  # its limits, or ours, ended it
    try:
        answer = Answer.from_line(line)
        if answer.reason:
            raise Refused(Reason(answer.reason))
        kind, left = Kind(answer.kind), tuple(map(Left, answer.left))
    except ValueError:
        raise Refused(Reason.BROKEN) from None
    return Clean(kind, safe_name(given, kind), answer.size, left, _body(child.stdout, answer.size))


def _body(pipe: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = pipe.read(min(PIECE, left))
        if not piece:
            raise Refused(Reason.BROKEN)
        left -= len(piece)
        yield piece
