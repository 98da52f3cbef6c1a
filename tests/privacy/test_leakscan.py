"""The scanner finds a planted word in every form, and is silent where there is none."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import quopri
import random
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
import weasyprint
from django.core import signing

from tests.leakscan import forms_of, new_word, scan, scan_files

WORD, OTHER = new_word(), new_word()
AROUND = f"some text before {WORD}, and some text after it. ".encode()


def zipped(
    content: bytes, *, name: str = "a.txt", how: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return out.getvalue()


def a_pdf(body: str, **more: str) -> bytes:
    return bytes(weasyprint.HTML(string=f"<title>{more.get('title', '')}</title><p>{body}").write_pdf())


def pdf_with(spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        spoil(pdf)
        pdf.save(out)
    return out.getvalue()


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, AROUND)


def hide_in_stream(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Hidden = pdf.make_indirect(pikepdf.Stream(pdf, AROUND))


def a_mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Neutral"
    message.set_content("é" * 40 + AROUND.decode() + "é" * 40, cte="base64")
    return message.as_bytes()


def utf_16(text: bytes) -> bytes:
    return text.decode().encode("utf-16-le")


PLANTED: dict[str, Callable[[], bytes]] = {
    "plain": lambda: AROUND,
    "capitals": AROUND.upper,
    "reversed": lambda: AROUND[::-1],
    "UTF-16": lambda: utf_16(AROUND),
    "UTF-16, big-endian": lambda: AROUND.decode().encode("utf-16-be"),
    "hex": lambda: AROUND.hex().encode(),
    "hex, capitals, odd start": lambda: b"a" + AROUND.hex().upper().encode(),
    "URL": lambda: "".join(f"%{b:02X}" for b in AROUND).encode(),
    "URL, partly": lambda: quote(f"&{WORD[:10]}ж{WORD}").encode(),
    "quoted-printable": lambda: quopri.encodestring("é".encode() * 35 + AROUND),
    "quoted-printable, every sign": lambda: "".join(f"={b:02X}" for b in AROUND).encode(),
    "JSON": lambda: json.dumps({"x": AROUND.decode()}).encode(),
    "JSON, every letter": lambda: "".join(f"\\u{b:04x}" for b in WORD.encode()).encode(),
    "HTML, every letter": lambda: "".join(f"&#{b};" for b in WORD.encode()).encode(),
    "repr of bytes": lambda: "".join(f"\\x{b:02x}" for b in WORD.encode()).encode(),
    "base64": lambda: base64.b64encode(AROUND),
    "base64, second offset": lambda: base64.b64encode(b"." + AROUND),
    "base64, third offset": lambda: base64.b64encode(b".." + AROUND),
    "base64 with lines": lambda: base64.encodebytes(AROUND * 3),
    "base64 inside letters": lambda: b"xyz" + base64.b64encode(AROUND) + b"xyz",
    "base64url": lambda: base64.urlsafe_b64encode("ÿþ?".encode() + AROUND),
    "base64 of base64": lambda: base64.b64encode(base64.b64encode(AROUND)),
    "zlib": lambda: b"before" + zlib.compress(AROUND) + b"after",
    "zlib, best": lambda: zlib.compress(AROUND, 9),
    "zlib, cut off": lambda: zlib.compress(AROUND + os.urandom(5000))[:3000],
    "gzip": lambda: b"before" + gzip.compress(AROUND),
    "zip": lambda: zipped(AROUND),
    "zip, stored": lambda: zipped(AROUND, how=zipfile.ZIP_STORED),
    "name in a zip": lambda: zipped(b"nothing", name=f"{WORD}.txt"),
    "comment of a zip": lambda: zipped(b"nothing", comment=WORD.encode()),
    "zip without its directory": lambda: zipped(AROUND * 9)[:-60],
    "zip in a zip": lambda: zipped(zipped(AROUND)),
    "base64 in gzip in zip": lambda: zipped(gzip.compress(base64.b64encode(AROUND))),
    "signed session": lambda: signing.dumps({"draft": AROUND.decode() * 5}, key="k", compress=True).encode(),
    "signed cookie": lambda: signing.dumps({"draft": AROUND.decode()}, key="k").encode(),
    "UTF-16 in zlib": lambda: zlib.compress(utf_16(AROUND)),
    "hex of zlib": lambda: zlib.compress(AROUND).hex().encode(),
    "mail in base64": a_mail,
    "PDF text in a subset font": lambda: a_pdf(AROUND.decode()),
    "PDF title": lambda: a_pdf("nothing", title=WORD),
    "PDF stream": lambda: pdf_with(hide_in_stream),
    "PDF attachment": lambda: pdf_with(attach),
    "PDF in a zip": lambda: zipped(pdf_with(attach)),
    "in the middle of noise": lambda: os.urandom(50_000) + AROUND + os.urandom(50_000),
    "zlib in the middle of noise": lambda: (
        os.urandom(50_000) + zlib.compress(AROUND * 3) + os.urandom(50_000)
    ),
}


@pytest.mark.parametrize("form", PLANTED)
def test_every_planted_form_is_found(form: str) -> None:
    assert scan(PLANTED[form](), [WORD, OTHER]) == {WORD}


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_silent(seed: int) -> None:
    assert scan(random.Random(seed).randbytes(200_000), [WORD, OTHER]) == set()


def test_packed_noise_is_silent() -> None:
    noise = base64.b64encode(os.urandom(30_000))
    for data in (noise, zlib.compress(noise), zipped(noise), a_pdf(noise[:500].decode())):
        assert scan(data, [WORD]) == set()


def test_one_layer_is_not_enough() -> None:
    """Why it decodes again: the session is base64 over zlib."""
    session = PLANTED["signed session"]()
    assert [scan(session, [WORD], depth=depth) for depth in (0, 1, 2)] == [set(), set(), {WORD}]
    assert scan(PLANTED["PDF text in a subset font"](), [WORD], depth=0) == set()


def test_folders_and_names_of_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/a.bin").write_bytes(zlib.compress(AROUND))
    (tmp_path / f"{OTHER}.txt").write_bytes(b"nothing")
    (tmp_path / "clean.txt").write_bytes(b"nothing")
    assert scan_files([tmp_path], [WORD, OTHER]) == {
        str(tmp_path / "deep/a.bin"): {WORD},
        str(tmp_path / f"{OTHER}.txt"): {OTHER},
    }


def test_a_word_is_new_each_time_and_has_all_its_forms() -> None:
    assert len({new_word() for _ in range(100)}) == 100
    assert len(forms_of(WORD)) == 13
    assert len(set(forms_of(WORD).values())) == 13
