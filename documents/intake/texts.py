"""Plain text and CSV: UTF-8, line ends of one kind, nothing that hides or turns."""

from __future__ import annotations

import re

from documents.intake.reasons import NotTaken, Reason
from documents.intake.recognising import MARKUP

# Controls, and marks that let a line read otherwise than it is. Joiners stay: Persian needs them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def warm_up() -> None:
    """Load the codecs while files can still be opened."""
    for coded in ("a".encode("utf-16"), "a".encode("utf-8-sig")):
        clean(coded)


def clean(content: bytes) -> bytes:
    """The text as UTF-8 without a byte order mark. Raises NotTaken."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise NotTaken(Reason.ENCODING) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise NotTaken(Reason.UNKNOWN)
    raw = HIDDEN.sub("", text).encode()
    if MARKUP.search(raw):
        raise NotTaken(Reason.WEB)
    if not raw.strip():
        raise NotTaken(Reason.EMPTY)
    return raw
