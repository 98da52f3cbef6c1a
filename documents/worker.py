"""The render process: `python -m documents.worker`, an order on stdin, an answer on stdout.

It has no Django, no settings, no database, no key. It limits itself, loads libraries and fonts, closes every door
and only then looks at the page.
"""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path

from documents.confinement import Doors, limit_use
from documents.protocol import Answer, Order, Outcome

FONTS = Path(__file__).parent / "fonts"
INVISIBLE = frozenset(map(chr, [*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x2028, 0x202F),
                                *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xAD, 0xFEFF]))  # fmt: skip


def main() -> int:
    """Read, set, answer. The exit code is 0 whenever there is an answer."""
    with os.fdopen(os.dup(1), "wb") as pipe:
        os.dup2(2, 1)  # whatever a library prints must not mix with the answer
        pipe.write(answer_to(Order.from_bytes(sys.stdin.buffer.read())).to_bytes())
    return 0


def answer_to(order: Order) -> Answer:
    """Set the page. Never raises for what is in it."""
    limit_use(seconds=order.seconds, memory=order.memory)
    extra = characters_without_form(order.html)
    config = "with-machine-fonts.conf" if extra else "bundled.conf"
    os.environ["FONTCONFIG_FILE"] = str(FONTS / config)
    try:
        from documents.typesetting import Faulty, Press, Refused
    except (OSError, ImportError):
        return Answer(Outcome.UNAVAILABLE, "pango or one of its libraries is missing")
    doors = Doors()
    try:
        press = Press()
        press.warm_up(order.language, extra)
        doors.close()
        return press.set(order, doors)
    except Refused as refusal:
        return Answer(Outcome.REFUSED, str(refusal))
    except Faulty as fault:
        return Answer(Outcome.FAULTY, str(fault))
    except (MemoryError, RecursionError):
        return Answer(Outcome.TOO_MUCH, "memory or depth")
    except Exception as error:  # noqa: BLE001  the message may hold content: only its kind leaves this process
        return Answer(Outcome.BROKEN, type(error).__name__)


def characters_without_form(page: str) -> str:
    """The characters of a page, in order, that the bundled fonts cannot draw."""
    from fontTools.ttLib import TTFont

    drawn = TTFont(FONTS / "SourceSans3-Regular.ttf", lazy=True).getBestCmap()
    return "".join(
        sorted(mark for mark in set(html.unescape(page)) if ord(mark) not in drawn and mark not in INVISIBLE)
    )


if __name__ == "__main__":
    sys.exit(main())
