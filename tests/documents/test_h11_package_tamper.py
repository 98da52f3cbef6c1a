"""H11: a package that is not exactly what was signed fails with the reason; a good one passes, offline."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from documents import archive, package
from documents.package import Outcome

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
DAY = dt.date(2026, 12, 17)
ABOUT = {"release": "2026/07", "edition": "2", "for": "Labour agency"}
FILES = {
    "recommendation.pdf": b"%PDF-1.7 words",
    "recommendation.json": b'{"words":1}',
    "README.txt": b"how\n",
}


def verify(message: bytes, signature: bytes) -> bool:
    try:
        KEY.public_key().verify(signature, message)
    except InvalidSignature:
        return False
    return True


def build(key: Ed25519PrivateKey = KEY, files: dict[str, bytes] = FILES, day: dt.date = DAY) -> bytes:
    return package.build(files, about=ABOUT, sign=key.sign, made_on=day)


GOOD = build()


def contents(data: bytes = GOOD) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def outcome(data: bytes) -> Outcome:
    return package.check(data, verify=verify).outcome


def repacked(**changes: bytes | None) -> bytes:
    """The good package with files changed, added or dropped, packed as we pack."""
    files = {**contents(), **{name.replace("_", "."): content for name, content in changes.items()}}
    return archive.pack({name: data for name, data in files.items() if data is not None}, made_on=DAY)


def test_h11_a_good_one_passes() -> None:
    checked = package.check(GOOD, verify=verify, expect={"edition": "2"})
    assert checked.genuine
    assert dict(checked.about) == ABOUT
    assert checked.made_on == DAY
    assert "genuine" in checked.reason


def test_h11_same_content_same_bytes() -> None:
    assert build(files=dict(reversed(FILES.items()))) == GOOD
    assert build(day=dt.date(2026, 12, 18)) != GOOD


def test_h11_a_partner_can_check_it_without_us() -> None:
    files = contents()
    signature = base64.b64decode(files["manifest.sig"])
    KEY.public_key().verify(signature, files["manifest.json"])
    manifest = json.loads(files["manifest.json"])
    assert manifest["format"] == "atrium-package"
    assert manifest["version"] == 1
    for entry in manifest["files"]:
        assert hashlib.sha256(files[entry["name"]]).hexdigest() == entry["sha256"]
        assert len(files[entry["name"]]) == entry["size"]


def test_h11_changed_dropped_added() -> None:
    changed = package.check(repacked(recommendation_pdf=b"%PDF-1.7 other"), verify=verify)
    assert (changed.outcome, changed.file) == (Outcome.CHANGED, "recommendation.pdf")
    dropped = package.check(repacked(README_txt=None), verify=verify)
    assert (dropped.outcome, dropped.file) == (Outcome.MISSING, "README.txt")
    added = package.check(repacked(more_txt=b"x"), verify=verify)
    assert (added.outcome, added.file) == (Outcome.ADDED, "")
    assert added.about == ABOUT


def test_h11_swapped_contents() -> None:
    files = contents()
    swapped = repacked(
        recommendation_pdf=files["recommendation.json"], recommendation_json=files["recommendation.pdf"]
    )
    assert outcome(swapped) is Outcome.CHANGED


def test_h11_another_key_or_another_signature() -> None:
    assert outcome(build(OTHER)) is Outcome.UNSIGNED
    old_signature = contents(build(files={"README.txt": b"x"}))["manifest.sig"]
    assert outcome(repacked(manifest_sig=old_signature)) is Outcome.UNSIGNED
    manifest = contents()["manifest.json"].replace(b'"edition":"2"', b'"edition":"3"')
    assert outcome(repacked(manifest_json=manifest)) is Outcome.UNSIGNED
    assert outcome(repacked(manifest_sig=b"x")) is Outcome.UNSIGNED
    assert outcome(repacked(manifest_sig=contents()["manifest.sig"] + b"\n")) is Outcome.UNSIGNED
    assert outcome(repacked(manifest_sig=None)) is Outcome.NO_PACKAGE
    assert outcome(repacked(manifest_json=None)) is Outcome.NO_PACKAGE


@pytest.mark.parametrize(
    "signed", [b"", b"x", b"[]", b"{}", b'{"format":"other"}', b'{"format":"atrium-package","version":1}']
)
def test_h11_signed_but_no_manifest(signed: bytes) -> None:
    line = base64.b64encode(KEY.sign(signed)) + b"\n"
    assert outcome(repacked(manifest_json=signed, manifest_sig=line)) is Outcome.NO_PACKAGE


def test_h11_an_old_package_is_genuine_but_not_the_edition() -> None:
    checked = package.check(GOOD, verify=verify, expect={"release": "2026/07", "edition": "3"})
    assert checked.outcome is Outcome.DIFFERENT
    assert not checked.genuine


# --- tricks of the container ---------------------------------------------------------------------------


def zipped(change: Callable[[zipfile.ZipFile], None], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as opened:
        change(opened)
    return out.getvalue()


def rewritten(
    compression: int = zipfile.ZIP_STORED, order: Callable[[list[str]], list[str]] = sorted
) -> bytes:
    files = contents()

    def write(opened: zipfile.ZipFile) -> None:
        for name in order(list(files)):
            opened.writestr(zipfile.ZipInfo(name, (2026, 12, 17, 0, 0, 0)), files[name], compression)

    return zipped(write)


def with_entry(name: str, data: bytes = b"x") -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(name, data)
    return out.getvalue()


def with_comment() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as opened:
        opened.comment = b"hello"
    return out.getvalue()


def bomb() -> bytes:
    return zipped(lambda opened: opened.writestr("a", b"\0" * 20_000_000, zipfile.ZIP_DEFLATED))


def lying(size: int) -> bytes:
    """The central directory declares another size for the first file."""
    place = GOOD.index(b"PK\x01\x02")
    return GOOD[: place + 20] + struct.pack("<II", size, size) + GOOD[place + 28 :]


def other_local_name() -> bytes:
    place = GOOD.index(b"README.txt")
    return GOOD[:place] + b"readme.TXT" + GOOD[place + 10 :]


def encrypted_flag() -> bytes:
    place = GOOD.index(b"PK\x01\x02")
    return GOOD[: place + 8] + b"\x01\x00" + GOOD[place + 10 :]


def symbolic_link() -> bytes:
    place = GOOD.index(b"PK\x01\x02")
    return GOOD[: place + 38] + struct.pack("<I", 0o120777 << 16) + GOOD[place + 42 :]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("reordered", lambda: rewritten(order=lambda names: sorted(names, reverse=True))),
        ("compressed", lambda: rewritten(zipfile.ZIP_DEFLATED)),
        ("same files, other writer", rewritten),
        ("path", lambda: with_entry("../x")),
        ("absolute path", lambda: with_entry("/etc/x")),
        ("folder", lambda: with_entry("a/b")),
        ("backslash", lambda: with_entry("a\\b")),
        ("duplicate", lambda: with_entry("README.txt", b"other")),
        ("comment", with_comment),
        ("data behind", lambda: GOOD + b"x"),
        ("data before", lambda: b"x" + GOOD),
        ("cut off", lambda: GOOD[:-1]),
        ("two archives", lambda: GOOD + GOOD),
        ("bomb", bomb),
        ("declares less", lambda: lying(1)),
        ("declares more", lambda: lying(1000)),
        ("two names", other_local_name),
        ("encrypted", encrypted_flag),
        ("link", symbolic_link),
        ("empty", lambda: b""),
        ("no zip", lambda: b"%PDF-1.7"),
        ("empty zip", lambda: zipped(lambda opened: None)),
    ],
)
def test_h11_zip_tricks(name: str, make: Callable[[], bytes]) -> None:
    assert outcome(make()) is Outcome.NO_PACKAGE


def test_h11_too_large_is_said_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.zipfile, "ZipFile", None)
    assert outcome(b"x" * (archive.MAX_BYTES + 10**6)) is Outcome.TOO_LARGE


def test_h11_too_many_or_too_much_declared() -> None:
    assert (
        outcome(zipped(lambda opened: [opened.writestr(f"f{n}", b"") for n in range(100)]))
        is Outcome.TOO_LARGE
    )
    assert outcome(lying(archive.MAX_BYTES + 1)) is Outcome.TOO_LARGE


def test_h11_no_byte_can_change() -> None:
    for place in range(len(GOOD)):
        data = bytearray(GOOD)
        data[place] ^= 1
        assert not package.check(bytes(data), verify=verify).genuine, place


@pytest.mark.parametrize(
    "name", ["../x", "a/b", ".hidden", "", "a" * 101, "ü.pdf", "a\0b", "manifest.json", "manifest.sig"]
)
def test_h11_we_build_no_strange_names(name: str) -> None:
    with pytest.raises(ValueError, match=r"name|manifest"):
        build(files={name: b"x"})


def test_h11_we_build_nothing_too_large() -> None:
    with pytest.raises(archive.TooLarge):
        build(files={"a": b"x" * (archive.MAX_BYTES + 1)})
    with pytest.raises(ValueError, match="64 bytes"):
        package.build(FILES, about=ABOUT, sign=lambda _manifest: b"short", made_on=DAY)
