"""Look for words in bytes, however they were packed: the scanner behind the leak tests.

`scan(data, words)` decodes again and again, three layers deep: a word in a compressed, signed session is
base64 over zlib; in a PDF it is glyph numbers in a compressed stream. `tests/privacy/test_leakscan.py` plants
every form and sees it found; without that, silence would mean nothing.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import io
import quopri
import re
import secrets
import string
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pypdf

DEPTH = 3
LARGEST = 16_000_000
BASE64_RUN = re.compile(rb"[A-Za-z0-9+/_-](?:[A-Za-z0-9+/_-]|=\r?\n|\r?\n){18,}={0,2}")
HEX_RUN = re.compile(rb"(?:[0-9A-Fa-f]{2}){12,}")
URL_RUN = re.compile(rb"(?:[\w.~+&=;/?:-]|%[0-9A-Fa-f]{2}){12,}")
QUOTED_RUN = re.compile(rb"(?:[\t -<>-~]|=[0-9A-Fa-f]{2}|=?\r?\n){16,}")
UTF_16_RUN = re.compile(rb"(?:[\t\n\r -~]\0){8,}|(?:\0[\t\n\r -~]){8,}")
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
BROKEN = (ValueError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)


def new_word() -> str:
    """A word that is nowhere else: 24 random letters, so that no packing splits it at a sign."""
    return "".join(secrets.choice(string.ascii_letters) for _ in range(24))


def forms_of(word: str) -> dict[str, bytes]:
    """Every way the word may stand in bytes without being packed, by name."""
    raw = word.encode()
    forms = {
        "plain": raw,
        "reversed": raw[::-1],
        "UTF-16": word.encode("utf-16-le"),
        "UTF-16, big-endian": word.encode("utf-16-be"),
        "hex": raw.hex().encode(),
        "URL": "".join(f"%{byte:02x}" for byte in raw).encode(),
        "quoted-printable": "".join(f"={byte:02x}" for byte in raw).encode(),
        "backslash": "".join(f"\\x{byte:02x}" for byte in raw).encode(),
        "JSON": "".join(f"\\u{byte:04x}" for byte in raw).encode(),
        "HTML": "".join(f"&#{byte};" for byte in raw).encode(),
    }
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + raw)
        # the outer letters also carry bits of what stands beside the word
        forms[f"base64 at {offset}"] = coded[(4 if offset else 0) : -4]
    return {name: form.lower() for name, form in forms.items()}


def scan(data: bytes, words: Iterable[str], depth: int = DEPTH) -> set[str]:
    """Those of `words` that are in `data` in any form."""
    sought = {word: list(forms_of(word).values()) for word in words}
    found: set[str] = set()
    seen, layer = {data}, [data]
    for _ in range(depth + 1):
        found |= {word for piece in layer for word in _direct(piece, sought)}
        fresh = {piece for whole in layer for piece in unpacked(whole)} - seen
        seen |= fresh
        layer = list(fresh)
    return found


def scan_files(paths: Iterable[Path], words: Iterable[str]) -> dict[str, set[str]]:
    """For each file (folders are gone through) that holds any of the words: which."""
    wanted = list(words)
    found = {}
    for path in files_in(paths):
        hits = scan(path.read_bytes(), wanted) | scan(path.name.encode(), wanted)
        if hits:
            found[str(path)] = hits
    return found


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """All files, also those in folders."""
    for path in paths:
        yield from sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _direct(data: bytes, sought: dict[str, list[bytes]]) -> Iterator[str]:
    small = data.lower()
    yield from (word for word, forms in sought.items() if any(form in small for form in forms))


def unpacked(data: bytes) -> Iterator[bytes]:
    """What comes out of `data` by every way of unpacking that fits somewhere in it."""
    for way in (_compressed, _zipped, _pdf, _base64, _hex, _escaped, _utf_16):
        with contextlib.suppress(*BROKEN):
            yield from (piece for piece in way(data) if len(piece) > 8)


def _compressed(data: bytes) -> Iterator[bytes]:
    # zlib and gzip, wherever a header fits; what is broken off gives what it has
    for start in _places(data, b"\x78"):
        if start + 1 < len(data) and (0x7800 + data[start + 1]) % 31 == 0:
            yield _inflated(memoryview(data)[start:], 15)
    for start in _places(data, b"\x1f\x8b\x08"):
        yield _inflated(memoryview(data)[start:], 31)


def _inflated(data: memoryview | bytes, bits: int) -> bytes:
    engine, out = zlib.decompressobj(bits), bytearray()
    with contextlib.suppress(zlib.error):
        for at in range(0, len(data), 512):
            out += engine.decompress(data[at : at + 512], LARGEST)
            if engine.eof or len(out) > LARGEST:
                break
    return bytes(out)


def _zipped(data: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" not in data:
        return
    # each entry by itself, so that a broken or hidden directory hides nothing
    for start in _places(data, b"PK\x03\x04"):
        name, extra = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28))
        body = data[start + 30 + name + extra :]
        yield data[start + 30 : start + 30 + name]
        yield _inflated(body, -15)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment
        for entry in archive.infolist():
            yield entry.filename.encode() + b"\n" + entry.comment
            yield archive.read(entry)


def _pdf(data: bytes) -> Iterator[bytes]:
    if not data.lstrip().startswith(b"%PDF"):
        return
    yield from (_inflated(match, 15) for match in STREAM.findall(data))
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        # letters may be set one by one
        yield "".join("".join(page.extract_text().split()) for page in reader.pages).encode()
        yield str(dict(reader.metadata or {})).encode()
        yield str(reader.outline).encode()
        for name, contents in reader.attachments.items():
            yield name.encode()
            yield from contents
    except (pypdf.errors.PyPdfError, KeyError, TypeError, AttributeError):
        return


def _base64(data: bytes) -> Iterator[bytes]:
    for match in BASE64_RUN.finditer(data):
        run = re.sub(rb"=?\r?\n", b"", match[0]).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        for offset in range(4):
            part = run[offset:]
            with contextlib.suppress(binascii.Error):
                yield base64.b64decode(part[: len(part) // 4 * 4])


def _hex(data: bytes) -> Iterator[bytes]:
    for match in HEX_RUN.finditer(data):
        yield bytes.fromhex(match[0][: len(match[0]) // 2 * 2].decode())
        yield bytes.fromhex(match[0][1 : (len(match[0]) - 1) // 2 * 2 + 1].decode())


def _escaped(data: bytes) -> Iterator[bytes]:
    yield from (unquote_to_bytes(run[0]) for run in URL_RUN.finditer(data) if run[0].count(b"%") > 1)
    yield from (quopri.decodestring(run[0]) for run in QUOTED_RUN.finditer(data) if b"=" in run[0])


def _utf_16(data: bytes) -> Iterator[bytes]:
    yield from (run[0].replace(b"\0", b"") for run in UTF_16_RUN.finditer(data))


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)
