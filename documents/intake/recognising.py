"""What a file is, by its bytes; and whether its name and what the browser said agree with them."""

from __future__ import annotations

import re

import puremagic

from documents.intake.reasons import Kind, NotTaken, Reason

WEBP = "webp"
ENDINGS: dict[str, frozenset[str]] = {
    Kind.PDF: frozenset({".pdf"}),
    Kind.JPEG: frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    Kind.PNG: frozenset({".png"}),
    WEBP: frozenset({".webp"}),
    Kind.TEXT: frozenset({".txt", ".text", ".md"}),
    Kind.CSV: frozenset({".csv"}),
}
# What browsers call them. Windows with a spreadsheet program calls CSV a file of that program.
DECLARED: dict[str, frozenset[str]] = {
    Kind.PDF: frozenset({"application/pdf", "application/x-pdf"}),
    Kind.JPEG: frozenset({"image/jpeg", "image/jpg", "image/pjpeg"}),
    Kind.PNG: frozenset({"image/png", "image/x-png"}),
    WEBP: frozenset({"image/webp"}),
    Kind.TEXT: frozenset({"text/plain", "text/markdown"}),
    Kind.CSV: frozenset({"text/csv", "text/plain", "application/csv", "application/vnd.ms-excel"}),
}
SAYS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OFFICE_INSIDE = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/", b"ppt/")
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00", b"8BPS", b"\xff\x0a",
            b"\x00\x00\x00\x0cJXL ", b"\x00\x00\x00\x0cjP  ")  # fmt: skip
APPLE_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
FILMS = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"RIFF")
MARKUP = re.compile(
    rb"<\s*(?:!doctype|!entity|!\[cdata|\?xml|html|head|body|script|svg|iframe|object|embed|style|img|link|meta|form|"
    rb"base|frame|math|video|audio|x:|office:|a\s+href)",
    re.IGNORECASE,
)
STARTS: dict[str, bytes] = {
    Kind.PDF: b"%PDF-",
    Kind.JPEG: b"\xff\xd8\xff",
    Kind.PNG: b"\x89PNG\r\n\x1a\n",
    WEBP: b"RIFF",
}
STRANGE = {
    Reason.OFFICE: (OLE, b"{\\rtf"),
    Reason.ARCHIVE: ARCHIVES,
    Reason.PICTURE: PICTURES,
    Reason.FILM: FILMS,
}
FAR = 1024  # how far in a reader of PDF looks for the first line


def kind_of(content: bytes, ending: str, declared: str) -> str:
    """A `Kind`, or `WEBP`. Raises NotTaken."""
    if not content:
        raise NotTaken(Reason.EMPTY)
    kind = _by_bytes(content, ending)
    if ending and ending not in ENDINGS[kind]:
        raise NotTaken(Reason.MISNAMED)
    called = declared.partition(";")[0].strip().lower()
    if called not in SAYS_NOTHING | DECLARED[kind]:
        raise NotTaken(Reason.MISNAMED)
    return kind


def _by_bytes(content: bytes, ending: str) -> str:
    for kind, start in STARTS.items():
        if content.startswith(start) and (kind != WEBP or content[8:12] == b"WEBP"):
            return kind
    if b"%PDF-" in content[:FAR]:
        raise NotTaken(Reason.MIXED)
    if reason := _strange(content):
        raise NotTaken(reason)
    if MARKUP.search(_letters(content)):
        raise NotTaken(Reason.WEB)
    if _has_controls(content):
        raise NotTaken(_guessed(content))
    return Kind.CSV if ending in ENDINGS[Kind.CSV] else Kind.TEXT


def _strange(content: bytes) -> Reason | None:
    """Kinds that are known and not taken. Nothing is unpacked to find out."""
    if content.startswith(ZIP):
        # Names stand in the clear at the beginning and in the list at the end.
        ends = content[:4096] + content[-65536:]
        return Reason.OFFICE if any(name in ends for name in OFFICE_INSIDE) else Reason.ARCHIVE
    if content[257:262] == b"ustar":
        return Reason.ARCHIVE
    if content[4:12] in APPLE_PICTURES:
        return Reason.PICTURE
    if content[4:8] == b"ftyp":
        return Reason.FILM
    return next((reason for reason, starts in STRANGE.items() if content.startswith(starts)), None)


def _guessed(content: bytes) -> Reason:
    """A reason for bytes that are none of the kinds above, so that the sentence fits."""
    try:
        called = str(puremagic.from_string(content[:8192], mime=True))
    except Exception:  # noqa: BLE001  (what it raises for hostile bytes is not a closed list)
        return Reason.UNKNOWN
    if called.startswith("image/"):
        return Reason.PICTURE
    if called.startswith(("audio/", "video/")):
        return Reason.FILM
    return Reason.UNKNOWN


def _letters(content: bytes) -> bytes:
    """The bytes without the zeros of UTF-16: markup is markup in any encoding."""
    return content.replace(b"\0", b"")


def _has_controls(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False  # UTF-16: `texts` looks at it once it is decoded
    return re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content) is not None


def warm_up() -> None:
    """Load the table of signatures while files can still be opened."""
    _guessed(b"\0\1\2\3" * 16)
