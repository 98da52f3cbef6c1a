"""Pictures painted again: the same pixels, upright, in ordinary colours, with nothing beside them."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps

from documents.intake.reasons import Kind, NotTaken, Reason

MOST_PIXELS = 25_000_000
QUALITY = 90
FORMATS = ("JPEG", "PNG", "WEBP")
# What telephones write when they keep a second picture behind a JPEG; the first one is the picture.
SEVERAL = "MPO"

# Pillow only warns up to twice its limit; here the limit is one.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def warm_up() -> None:
    """Clean one small picture of each kind, so that every codec is loaded while files can still be opened."""
    Image.init()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("WEBP", "RGBA")):
        out = io.BytesIO()
        Image.new(mode, (2, 2)).save(out, form, icc_profile=profile if mode in {"RGB", "RGBA"} else None)
        clean(out.getvalue())


def clean(content: bytes) -> tuple[Kind, bytes]:
    """The picture as JPEG, or as PNG where it was PNG or can be seen through. Raises NotTaken."""
    # WeasyPrint switches this on for its whole process; a picture that ends early would be filled with black.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _check(picture)
            was_png = picture.format == "PNG"
            upright = ImageOps.exif_transpose(_plain(picture))
    except NotTaken:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotTaken(Reason.PIXELS) from None
    except MemoryError:
        raise NotTaken(Reason.TOO_MUCH) from None
    except Exception:  # noqa: BLE001  (what decoders raise for hostile bytes is not a closed list)
        raise NotTaken(Reason.DAMAGED) from None
    return _painted(upright, was_png=was_png)


def _check(picture: Any) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise NotTaken(Reason.PIXELS)
    if picture.format != SEVERAL and getattr(picture, "n_frames", 1) > 1:
        raise NotTaken(Reason.MOVING)


def _plain(picture: Any) -> Any:
    """Eight bits a colour, in sRGB; the note which way is up is still there."""
    profile, exif = picture.info.get("icc_profile"), picture.getexif()
    through = "transparency" in picture.info or picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"}
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        profile = None
    plain = picture if picture.mode == "CMYK" and profile else picture.convert("RGBA" if through else "RGB")
    plain = _in_srgb(plain, profile).convert("RGBA" if through else "RGB")
    plain.getexif()[0x0112] = exif.get(0x0112, 1)
    return plain


def _in_srgb(picture: Any, profile: bytes | None) -> Any:
    """A telephone's colours as any screen shows them; a profile that cannot be read is dropped."""
    if not profile:
        return picture
    try:
        return ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB" if picture.mode == "CMYK" else picture.mode,
        )
    except Exception:  # noqa: BLE001  (the same)
        return picture


def _painted(picture: Any, *, was_png: bool) -> tuple[Kind, bytes]:
    # A new picture from the pixels alone: a copy would carry comments and profiles along.
    fresh = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    if was_png or picture.mode == "RGBA":
        fresh.save(out, "PNG")
        return Kind.PNG, out.getvalue()
    fresh.save(out, "JPEG", quality=QUALITY)
    return Kind.JPEG, out.getvalue()
