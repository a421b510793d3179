"""What cameras and editors write into pictures beside the picture, taken out without touching the picture itself."""

import re
import struct
from collections.abc import Callable, Iterator

# JPEG (ITU-T T.81, annex B): markers without a length, and those that may stay.
BARE = {0x01, *range(0xD0, 0xD9)}
SCAN, END = 0xDA, 0xD9
APPLICATION = range(0xE0, 0xF0)
JFIF, PROFILE, ADOBE = (0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")
COMMENT = 0xFE
# The coded picture ends where the next marker begins that is none of its own.
IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

PNG = b"\x89PNG\r\n\x1a\n"
# PNG's chunks (third edition, and those of animations) that say how the picture is to look.
PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP"),
    *(b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}

WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_NOTES = 0b1100  # the flags of VP8X that say that Exif and XMP follow

GIF_TRAILER, GIF_EXTENSION, GIF_IMAGE = 0x3B, 0x21, 0x2C
GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")  # the applications' blocks that pictures follow
GIF_COMMENT, GIF_TEXT, GIF_APPLICATION = 0xFE, 0x01, 0xFF


def without_metadata(content: bytes) -> bytes:
    """Return a JPEG, PNG, WebP or GIF without what is not the picture or its colours; anything else as it is.

    One that is cut off or damaged may raise ValueError, IndexError or struct.error.
    """
    for begins, strip in STRIPS:
        if begins.match(content):
            return strip(content)
    return content


def _jpeg(content: bytes) -> bytes:
    """Return a JPEG with its coding segments, JFIF's and Adobe's heads and colour profile, until its end and no further."""
    kept, at = [content[:2]], 2
    while True:
        at = content.index(b"\xff", at)
        while content[at + 1] == 0xFF:
            at += 1
        marker, begin = content[at + 1], at
        if marker == END:
            return b"".join((*kept, b"\xff\xd9"))
        at += 2 if marker in BARE else 2 + struct.unpack_from(">H", content, at + 2)[0]
        if marker == SCAN:
            found = IN_SCAN.search(content, at)
            at = found.start() if found else len(content)
            if not found:  # cut off: decoders show what there is
                return b"".join((*kept, content[begin:]))
        if _stays(marker, content[begin + 4 : begin + 20]):
            kept.append(content[begin:at])


def _stays(marker: int, head: bytes) -> bool:
    if marker in APPLICATION:
        return any(marker == known and head.startswith(name) for known, name in (JFIF, PROFILE, ADOBE))
    return marker != COMMENT


def _png(content: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if kind in PNG_KEPT:
            kept.append(content[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    kept, at = [], 12
    end = min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", content, at)
        chunk = content[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~WEBP_NOTES,)) + chunk[9:]
        if kind in WEBP_KEPT:
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(content: bytes) -> bytes:
    return b"".join(_gif_parts(content))


def _gif_parts(content: bytes) -> Iterator[bytes]:
    at = 13 + _palette(content[10])
    yield content[:at]
    while content[at] != GIF_TRAILER:
        begin = at
        if content[at] == GIF_IMAGE:
            at += 10 + _palette(content[at + 9]) + 1
        elif content[at] == GIF_EXTENSION:
            at += 2
        else:
            raise ValueError("no block of a GIF")
        blocks = at
        while content[at]:
            at += 1 + content[at]
        at += 1
        kind, name = content[begin + 1], content[blocks + 1 : blocks + 12]
        is_note = kind in (GIF_COMMENT, GIF_TEXT) or (kind == GIF_APPLICATION and name not in GIF_LOOPS)
        if content[begin] == GIF_IMAGE or not is_note:
            yield content[begin:at]
    yield bytes((GIF_TRAILER,))


def _palette(flags: int) -> int:
    """Return how many bytes the palette takes that flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


STRIPS: tuple[tuple[re.Pattern[bytes], Callable[[bytes], bytes]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(re.escape(PNG)), _png),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _webp),
    (re.compile(rb"GIF8[79]a"), _gif),
)
