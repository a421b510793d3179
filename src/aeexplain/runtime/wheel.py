"""A wheel from its members, byte for byte the same each time: names sorted, one timestamp, nothing compressed.

Stored rather than deflated, because servers compress better than zip does, and because zlib's bytes differ between builds of
Python. The format is that of the Python packaging authority's "binary distribution format" 1.0.
"""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell


def pack(name: str, version: str, members: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return file name and bytes of a pure-Python wheel that holds `members` (path in site-packages: content)."""
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    wheel = f"Wheel-Version: 1.0\nGenerator: {name}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    metadata_files = {f"{info}/METADATA": metadata.encode(), f"{info}/WHEEL": wheel.encode()}
    files = {**dict(sorted(members.items())), **metadata_files}
    record = "".join(record_line(path, content) for path, content in files.items()) + f"{info}/RECORD,,\n"
    files[f"{info}/RECORD"] = record.encode()
    return f"{name}-{version}-py3-none-any.whl", zipped(files)


def record_line(path: str, content: bytes) -> str:
    """Return a member's line of RECORD: path, digest, size."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files, in their order, stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            member = zipfile.ZipInfo(path, EPOCH)
            member.create_system = 3  # Unix, also when made on Windows
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()
