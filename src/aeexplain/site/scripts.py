"""The browser's modules as they are shipped: without their documentation, which is a third of their bytes."""

import re
from pathlib import Path

DOCUMENTATION = re.compile(
    r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE
)  # a type in mid-line stays


def modules(folder: Path) -> dict[str, bytes]:
    """Return the modules of a folder by name; comments that have their lines to themselves are left at home."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    return {name: DOCUMENTATION.sub("", text).encode() for name, text in texts.items()}
