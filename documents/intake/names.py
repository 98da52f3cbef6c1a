"""The name a file is kept and handed out under: its own, without what a name may not hold."""

from __future__ import annotations

import mimetypes
import re
import unicodedata

from documents.intake.reasons import Kind

LONGEST = 100
# The endings with which a clean file is handed out.
ENDING = {Kind.PDF: ".pdf", Kind.JPEG: ".jpg", Kind.PNG: ".png", Kind.TEXT: ".txt", Kind.CSV: ".csv"}
MEDIA = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.CSV: "text/csv; charset=utf-8",
}
# Names of devices on Windows, whatever their ending.
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])")
FORBIDDEN = re.compile(r'[<>:"/\\|?*%;\'`$&{}]')
_LOOKS_LIKE_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")
_MORE = (
    "docx xlsx pptx docm xlsm odt ods odp rtf pages numbers key msg eml zip rar 7z gz svg svgz heic heif avif"
    " webp md text jfif mht mhtml hta url lnk scr bat cmd com ps1 vbs jar apk iso epub xml xsl php sh"
)
_KNOWN = frozenset(mimetypes.MimeTypes().types_map[True]) | {f".{one}" for one in _MORE.split()}


def ending_of(given: str) -> str:
    """The ending of a name, in small letters, if it is one that says what a file is; else nothing."""
    _, dot, last = _base(given).rpartition(".")
    found = f".{last}".lower().strip()
    return found if dot and _LOOKS_LIKE_ENDING.fullmatch(found) and found in _KNOWN else ""


def safe_name(given: str, kind: Kind) -> str:
    """One line of at most 100 characters that is no path, hides nothing and ends as what the file is."""
    stem = _base(given)
    known = ending_of(given)
    if known:
        stem = stem.strip()[: -len(known)]
    kept = "".join(" " if unicodedata.category(one) in {"Zs", "Zl", "Zp"} else one for one in stem
                   if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"})  # fmt: skip
    plain = " ".join(FORBIDDEN.sub(" ", unicodedata.normalize("NFC", kept)).split()).strip(" .")
    plain = plain[: LONGEST - len(ENDING[kind])].rstrip(" .")
    if not plain or RESERVED.fullmatch(plain.split(".")[0].strip()):
        plain = f"file {plain}".strip()
    return plain + ENDING[kind]


def _base(given: str) -> str:
    """What stands behind the last slash of any kind."""
    return re.split(r"[/\\]", given)[-1]
