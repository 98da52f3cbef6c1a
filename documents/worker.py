"""The render process: `python -m documents.worker`, an order on stdin, an answer on stdout.

It has no Django, no settings, no database, no key. It limits itself, loads libraries and fonts, closes every
door and only then looks at the page.
"""

from __future__ import annotations

import html
import os
import re
import sys
from pathlib import Path

from documents.confinement import Doors, limit_use
from documents.protocol import Answer, Order, Outcome

FONTS = Path(__file__).parent / "fonts"
# Control characters, joiners, direction marks, variation selectors: there is nothing to draw.
INVISIBLE = re.compile("[\0-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")


def main() -> int:
    """Read, set, answer. The exit code is 0 whenever there is an answer."""
    with os.fdopen(os.dup(1), "wb") as pipe:
        os.dup2(2, 1)  # whatever a library prints must not mix with the answer
        pipe.write(answer_to(Order.from_bytes(sys.stdin.buffer.read())).to_bytes())
    return 0


def answer_to(order: Order) -> Answer:
    """Set the page. Never raises for what is in it."""
    limit_use(seconds=order.seconds, memory=order.memory)
    try:
        extra = characters_without_form(order.html)
        os.environ["FONTCONFIG_FILE"] = str(FONTS / ("with-machine-fonts.conf" if extra else "bundled.conf"))
        return _set(order, extra)
    except (MemoryError, RecursionError):
        return Answer(Outcome.TOO_MUCH, "memory or depth")
    except Exception as error:  # noqa: BLE001  the message may hold content: only its kind leaves this process
        return Answer(Outcome.BROKEN, type(error).__name__)


def _set(order: Order, extra: str) -> Answer:
    try:
        from documents.typesetting import Faulty, Press, Refused
    except (OSError, ImportError):
        return Answer(Outcome.UNAVAILABLE, "pango or one of its libraries is missing")
    doors = Doors()
    press = Press()
    press.warm_up(order.language, extra)
    doors.close()
    try:
        return press.set(order, doors)
    except Refused as refusal:
        return Answer(Outcome.REFUSED, str(refusal))
    except Faulty as fault:
        return Answer(Outcome.FAULTY, str(fault))


def characters_without_form(page: str) -> str:
    """The characters of a page, in order, that the bundled fonts cannot draw."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "SourceSans3-Regular.ttf", lazy=True) as font:
        drawn = font.getBestCmap()
    marks = INVISIBLE.sub("", html.unescape(page))
    return "".join(sorted(mark for mark in set(marks) if ord(mark) not in drawn))


if __name__ == "__main__":
    sys.exit(main())
