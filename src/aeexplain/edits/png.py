"""Images as PNG inside an address, by Python's library alone: the browser has no other tool for it here."""

import zlib
from binascii import b2a_base64, crc32

from aeexplain.demo import Pixels

HEAD = b"\x89PNG\r\n\x1a\n"
RGBA = b"\x08\x06\x00\x00\x00"  # 8 bits a channel, colours with opacity, nothing interlaced


def data_url(image: Pixels) -> str:
    """Return an image as a data: URL of a PNG."""
    height, width, _ = image.rgba.shape
    rows = b"".join(b"\0" + row.tobytes() for row in image.rgba)
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    png = HEAD + _chunk(b"IHDR", size + RGBA) + _chunk(b"IDAT", zlib.compress(rows, 1)) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + b2a_base64(png, newline=False).decode()


def _chunk(name: bytes, content: bytes) -> bytes:
    held = name + content
    return len(content).to_bytes(4, "big") + held + crc32(held).to_bytes(4, "big")
