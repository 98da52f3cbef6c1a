"""Small files of every kind, made in memory: good ones, and ones that lie."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from privacy.crypto.stream import Pair, seal_all
from privacy.files import Incoming, folder
from tests.canary import CANARY


def upload(name: str, content: bytes, declared: str = "application/octet-stream") -> SimpleUploadedFile:
    """What a browser would send. (On this side of the wire: the product never sees such an object.)"""
    return SimpleUploadedFile(name, content, declared)


def incoming(name: str, content: bytes, declared: str = "") -> Incoming:
    """What the product makes of it on its way in; close it."""
    key = Pair(os.urandom(16), os.urandom(32), os.urandom(16), os.urandom(32))
    row, handle = folder.begin()
    seal_all([content], handle, key, row)
    return Incoming(name, declared, (row, handle, key), len(content))


def text(words: str = f"{CANARY} in a text file") -> bytes:
    return words.encode()


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **kept: Any) -> bytes:
    """A picture whose left half is red, so that turning it shows."""
    image = Image.new(mode, size)
    image.paste((255, 0, 0) if mode == "RGB" else (255, 0, 0, 255), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, form, **kept)
    return out.getvalue()


def pdf(words: str = "", change: Any = None, **saving: Any) -> bytes:
    """One page; `words` are painted on it; `change(document)` makes it something else."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        page = document.pages[0]
        page.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
            )
        )
        page.obj.Contents = document.make_stream(f"BT /F1 12 Tf 10 100 Td ({words}) Tj ET".encode())
        if change is not None:
            change(document)
        document.save(out, **saving)
    return out.getvalue()


def zipped(files: dict[str, bytes], *, compressed: bool = True) -> bytes:
    out = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(inside: bytes = b"<w:document/>") -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": inside})


def odt(inside: bytes = b"<office:document/>", kind: bytes = b"text") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument." + kind)
        archive.writestr("content.xml", inside)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is that large and has nearly nothing in it."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
