"""Pictures as they are published: turned as their Exif says, without the place, the camera and whatever else was noted."""

import io
import re
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.image_metadata import without_metadata

PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
FORMATS = {"AVIF", "GIF", "JPEG", "MPO", "PNG", "WEBP"}  # MPO: a JPEG after which smaller ones follow
UPRIGHT = 1  # of Exif's eight orientations
QUALITY = 90  # of what has to be coded anew and does not tell how it was
ORIENTATION = 0x0112

SCRIPT = re.compile(rb"<(?:\w+:)?script\b|\son\w+\s*=|javascript:", re.IGNORECASE)  # as an SVG may hold it

Code = Callable[[Image.Image, bytes], bytes]


def published(content: bytes, name: str, where: str, code: Code | None = None) -> bytes:
    """Return a picture as readers get it, and any other file as it is.

    Only a picture that is to be turned, or an AVIF with notes, is coded anew, by `code`; from all others the notes are cut
    out and nothing of the picture changes. One that cannot be read: ExplainError.
    """
    if name.lower().endswith(".svg") and (script := SCRIPT.search(content)):
        what = f"{name!r} holds a script: {script[0].decode('ascii', 'replace')!r}"
        raise ExplainError(where, what, "remove it: whoever opens the file would run it as the site's own")
    if not name.lower().endswith(PICTURES):
        return content
    with readable(content, name, where) as picture:
        try:
            if not _wants_coding(picture):
                return without_metadata(content)
            if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
                what = f"{name!r} is an animation that its notes turn, or that keeps notes within"
                raise ExplainError(where, what, "save it upright, and without them")
            return without_metadata((code or coded)(picture, content))
        except ExplainError:
            raise
        except Exception as error:  # what a damaged file raises is its decoder's own affair
            raise ExplainError(where, f"{name!r} cannot be read as an image") from error


def readable(content: bytes, name: str, where: str) -> Image.Image:
    """Return a picture, opened; one that cannot be read, or is too large: ExplainError."""
    try:
        picture = Image.open(io.BytesIO(content))
    except Image.DecompressionBombError as error:
        raise ExplainError(where, f"{name!r} has too many pixels", "make it smaller") from error
    except Exception as error:
        raise ExplainError(where, f"{name!r} cannot be read as an image") from error
    if picture.format not in FORMATS:
        what = f"{name!r} holds a {picture.format}, which browsers do not show"
        raise ExplainError(where, what, "save it as one of the kinds that its name may end with")
    return picture


def _wants_coding(picture: Image.Image) -> bool:
    """Tell whether a picture is to be turned; of an AVIF also whether notes stand in it, which are not easily cut out."""
    turned = _orientation(picture) != UPRIGHT
    return turned or (picture.format == "AVIF" and bool(picture.info.get("exif") or picture.info.get("xmp")))


def _orientation(picture: Image.Image) -> int:
    """Return how a picture is to be turned; what is no orientation, or damaged, is upright, as browsers have it."""
    try:
        found = picture.getexif().get(ORIENTATION, UPRIGHT)
    except Exception:
        return UPRIGHT
    return found if found in range(1, 9) else UPRIGHT


def coded(picture: Image.Image, content: bytes) -> bytes:
    """Return a picture turned upright and coded anew as it was, its colour profile kept."""
    options = _options(picture, content)
    upright = ImageOps.exif_transpose(picture)
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    for note in ("exif", "xmp", "comment", "XML:com.adobe.xmp", "Raw profile type exif"):
        upright.info.pop(note, None)
    coded = io.BytesIO()
    upright.save(coded, format="JPEG" if picture.format == "MPO" else picture.format, exif=b"", **options)
    return coded.getvalue()


def coded_once(context: BuildContext, picture: Image.Image, content: bytes) -> bytes:
    """Return what `coded` makes of a picture, kept in the cache, since that takes a second for a large one."""
    key = digest(context.sources.site, content)
    kept = context.cache.get("pictures", key)
    if kept is None:
        kept = coded(picture, content)
        context.cache.put("pictures", key, kept)
    return kept


def _options(picture: Image.Image, content: bytes) -> dict[str, Any]:
    """Return how a picture is to be coded, so that no more is lost than it had lost already."""
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(picture)
        tables: Any = {"qtables": picture.quantization} if picture.quantization else {"quality": QUALITY}
        return {**tables, "subsampling": sampling if sampling >= 0 else 0, "optimize": True}
    if picture.format == "WEBP":
        return {"lossless": b"VP8L" in content, "quality": QUALITY, "xmp": b""}
    if picture.format == "AVIF":
        return {"quality": QUALITY, "max_threads": 1, "xmp": b""}
    return {}
