"""The child: `python -m documents.intake.worker`, a file on stdin, a clean one on stdout.

It has no Django, no settings, no database, no key. It limits itself, loads its libraries, closes every door
and only then looks at the file, which is in its memory and nowhere else.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import BinaryIO

from documents.confinement import Doors, limit_use
from documents.intake.reasons import Answer, Kind, NotTaken, Order, Reason
from documents.intake.recognising import ENDINGS, WEBP, kind_of

CLEANERS = {
    "texts": (Kind.TEXT, Kind.CSV),
    "scrubbing": (Kind.PDF,),
    "pictures": (Kind.JPEG, Kind.PNG, WEBP),
}


def main() -> int:
    """Read, clean, answer. The exit code is 0 whenever there is an answer."""
    with os.fdopen(os.dup(1), "wb") as pipe:
        os.dup2(2, 1)  # whatever a library prints must not mix with the answer
        answer, body = answer_to(sys.stdin.buffer)
        pipe.write(answer.to_line())
        pipe.write(body)
    return 0


def answer_to(source: BinaryIO) -> tuple[Answer, bytes]:
    """Look at the file. Never raises for what is in it."""
    order = Order.from_line(source.readline())
    limit_use(seconds=order.seconds, memory=order.memory)
    for module in needed(order.ending):
        import_module(f"documents.intake.{module}").warm_up()
    content = source.read()
    Doors().close()
    try:
        return cleaned(content, order)
    except NotTaken as refusal:
        return Answer(reason=refusal.reason), b""
    except (MemoryError, RecursionError):
        return Answer(reason=Reason.TOO_MUCH), b""
    except Exception:  # noqa: BLE001  the message may hold content: nothing of it leaves this process
        return Answer(reason=Reason.DAMAGED), b""


def needed(ending: str) -> tuple[str, ...]:
    """What a name promises decides what is loaded; a file that breaks the promise is refused before that."""
    for module, kinds in CLEANERS.items():
        if any(ending in ENDINGS[kind] for kind in kinds):
            return "recognising", module
    return "recognising", *CLEANERS


def cleaned(content: bytes, order: Order) -> tuple[Answer, bytes]:
    """The answer and the clean content. Raises NotTaken."""
    kind = kind_of(content, order.ending, order.declared)
    if kind in CLEANERS["texts"]:
        from documents.intake import texts

        body = texts.clean(content)
        return Answer(kind=kind, size=len(body)), body
    if kind in CLEANERS["scrubbing"]:
        from documents.intake import scrubbing

        body, left = scrubbing.clean(content)
        return Answer(kind=kind, left=left, size=len(body)), body
    from documents.intake import pictures

    painted, body = pictures.clean(content)
    return Answer(kind=painted, size=len(body)), body


if __name__ == "__main__":
    sys.exit(main())
