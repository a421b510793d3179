"""Reading text files, with the errors that a person can mend."""

import os
import re
import stat
from pathlib import Path

from aeexplain.errors import ExplainError

# What may stand in neither HTML nor XML: controls but tab and line ends, halves of characters, Unicode's noncharacters.
NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
UNPRINTABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]")

PRIVATE = re.compile("[\ue000-\ue021]")  # characters that the builder keeps for itself


def read_text(path: Path, where: str) -> str:
    """Return a UTF-8 file's text with line ends as \\n; missing, unreadable or not UTF-8: ExplainError."""
    return decoded(read_bytes(path, where), where)


def read_bytes(path: Path, where: str) -> bytes:
    """Return a file's bytes; missing or unreadable: ExplainError."""
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise ExplainError(where, "is no file but a pipe or a device", "put a file there")
        return path.read_bytes()
    except FileNotFoundError:
        raise ExplainError(where, "the file is missing") from None
    except OSError as error:
        raise ExplainError(where, f"cannot be read: {error.strerror}") from error


def decoded(data: bytes, where: str) -> str:
    """Return UTF-8 as text with line ends as \\n; not UTF-8: ExplainError with its line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ExplainError(f"{where}:{line}", "not valid UTF-8", "save the file as UTF-8") from None
    return with_line_ends(text)


def with_line_ends(text: str) -> str:
    """Return a text with its line ends as \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
