"""G03, G04: pictures keep their pixels, upright, and nothing else; floods of pixels are refused."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from documents.intake.reasons import Kind, Reason
from documents.process import environment
from tests import samples
from tests.canary import CANARY, is_in
from tests.documents.intake import in_a_child, looked_at

WORD = CANARY.encode()
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>" + WORD + b"</a></x:xmpmeta>"


def exif(orientation: int = 1) -> Image.Exif:
    """Words, a place, a thumbnail's worth of bytes."""
    found = Image.Exif()
    found[0x010E] = CANARY  # description
    found[0x013B] = CANARY  # artist
    found[0x0112] = orientation
    found.get_ifd(0x8769)[0x9286] = WORD  # user comment
    gps = found.get_ifd(0x8825)
    gps[1], gps[2] = "N", (42.0, 52.0, 12.0)
    gps[29] = CANARY
    return found


def profile() -> bytes:
    """A colour profile that carries a name."""
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return raw.replace(b"sRGB built-in", WORD[:13].ljust(13)) if b"sRGB built-in" in raw else raw


def jpeg(orientation: int = 1, **more: object) -> bytes:
    """EXIF with GPS, XMP, comment, profile, IPTC, and a thumbnail behind a marker of its own."""
    plain = samples.picture(
        "JPEG", (40, 30), quality=95, exif=exif(orientation), comment=WORD, icc_profile=profile(), **more
    )
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + XMP
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x14\x1c\x02\x78\0\x0c" + WORD
    thumbnail = b"JFXX\0\x10" + WORD
    extra = b"".join(
        bytes([0xFF, mark]) + (len(body) + 2).to_bytes(2, "big") + body
        for mark, body in ((0xE1, xmp), (0xED, iptc), (0xE0, thumbnail), (0xFE, WORD))
    )
    return plain[:2] + extra + plain[2:]


def png() -> bytes:
    """Text in all three forms, EXIF, XMP, a profile, a time."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", CANARY)
    words.add_text("Long", CANARY * 50, zip=True)
    words.add_itxt("Author", CANARY)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return samples.picture("PNG", pnginfo=words, exif=exif(), icc_profile=profile()) + b"behind " + WORD


def webp() -> bytes:
    return samples.picture("WEBP", exif=exif().tobytes(), xmp=XMP, icc_profile=profile(), lossless=True)


FULL = {"photo.jpg": jpeg(), "chart.png": png(), "chart.webp": webp()}


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("name", FULL)
def test_g03_image_metadata_removed(name: str) -> None:
    content = FULL[name]
    assert is_in(content), "the sample holds no canary"
    _answer, body = looked_at(content, name)
    image = opened(body)
    assert not is_in(body)
    assert not any(is_in(part) for part in inflated(body))
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert len(image.getexif()) == 0
    left, right = image.convert("RGB").getpixel((3, 15)), image.convert("RGB").getpixel((36, 15))
    assert left[0] > 240
    assert max(left[1:]) < 15
    assert max(right) < 15


def inflated(content: bytes) -> list[bytes]:
    """Every piece that any zlib stream in these bytes gives."""
    found = []
    for at in range(len(content) - 2):
        if content[at] == 0x78:
            try:
                found.append(zlib.decompressobj().decompress(content[at:], 1 << 20))
            except zlib.error:
                continue
    return found


def test_g03_a_naive_new_saving_keeps_the_comment() -> None:
    """The twin: what we would have without painting it again."""
    out = io.BytesIO()
    opened(jpeg()).save(out, "JPEG")
    assert is_in(out.getvalue())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_g03_orientation_is_kept(orientation: int) -> None:
    content = jpeg(orientation)
    expected = ImageOps.exif_transpose(opened(content)).convert("RGB")
    image = opened(looked_at(content, "a.jpg")[1])
    assert image.size == expected.size
    for point in ((2, 2), (image.width - 3, 2), (2, image.height - 3), (image.width - 3, image.height - 3)):
        assert abs(image.getpixel(point)[0] - expected.getpixel(point)[0]) < 20


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "I;16", "1"])
def test_every_kind_of_png_is_painted(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (6, 5)).save(out, "PNG")
    answer, body = looked_at(out.getvalue(), "a.png")
    assert (answer.kind, opened(body).size) == (Kind.PNG, (6, 5))


def test_print_colours_and_telephones_with_two_pictures_are_painted() -> None:
    cmyk, several = io.BytesIO(), io.BytesIO()
    Image.new("CMYK", (6, 5)).save(cmyk, "JPEG")
    first = Image.new("RGB", (6, 5))
    first.save(several, "MPO", save_all=True, append_images=[Image.new("RGB", (3, 3))])
    for content in (cmyk, several):
        answer, body = looked_at(content.getvalue(), "a.jpg")
        assert (answer.kind, opened(body).size, opened(body).mode) == (Kind.JPEG, (6, 5), "RGB")


def animated(frames: int, form: str) -> bytes:
    out = io.BytesIO()
    rest = [Image.new("RGB", (2, 2), (n * 90 % 255, n // 255, n % 7 * 30)) for n in range(1, frames)]
    Image.new("RGB", (2, 2)).save(out, form, save_all=True, append_images=rest)
    return out.getvalue()


@pytest.mark.parametrize(
    ("width", "height"), [(8000, 8000), (12000, 10000), (20000, 20000), (25_000_001, 1), (5000, 5001)]
)
def test_g04_pixel_flood(width: int, height: int) -> None:
    """Refused by what the header says, before a pixel is made; 12000 × 10000 is only a warning for Pillow."""
    assert looked_at(samples.png_header(width, height), "a.png") == Reason.PIXELS


def test_g04_a_real_flood_in_a_child() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 8000)).save(out, "PNG")
    assert in_a_child(out.getvalue(), "a.png") == Reason.PIXELS


def test_g04_a_warning_of_pillow_is_an_error_where_pictures_are_looked_at() -> None:
    """From the limit to its double Pillow warns, and goes on. In a process without the rules of pytest."""
    code = (
        "import sys\n"
        "from PIL import Image\n"
        "from documents.intake import pictures\n"
        "try: Image.open(sys.stdin.buffer)\n"
        "except Image.DecompressionBombWarning: print('stopped')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], input=samples.png_header(6000, 5000), env=environment(),
        capture_output=True,
    )  # fmt: skip
    assert (ended.stdout, ended.stderr) == (b"stopped\n", b"")


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_g04_animated(form: str) -> None:
    assert looked_at(animated(3, form), f"a.{form.lower()}") == Reason.MOVING


@pytest.mark.slow
def test_g04_ten_thousand_frames() -> None:
    assert in_a_child(animated(10_000, "PNG"), "a.png") == Reason.MOVING


def test_g04_a_header_that_promises_more_than_there_is() -> None:
    assert looked_at(samples.png_header(4000, 4000), "a.png") == Reason.DAMAGED
