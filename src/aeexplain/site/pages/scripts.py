"""The browser's modules and the style sheet as they are shipped: without what is written for us, a third of their bytes."""

import json
import re
from pathlib import Path

from aeexplain.site.content.reserved_addresses import SERVICE
from aeexplain.site.core.integrity import sri

# Those that have their lines to themselves; what stands beside code stays.
DOCUMENTATION = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*//[^\n]*\n", re.MULTILINE)
STYLE_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n+", re.DOTALL | re.MULTILINE)


def modules(folder: Path) -> dict[str, bytes]:
    """Return the modules of a folder by name, and a list of their digests by name; the service worker is none of them.

    Comments that have their lines to themselves are left at home.
    """
    names = sorted(path.name for path in folder.glob("*.js") if path.name != SERVICE)
    shipped = {name: script(folder / name) for name in names}
    digests = {name: sri(content) for name, content in shipped.items()}
    return {**shipped, "modules.json": json.dumps(digests).encode()}


def script(path: Path) -> bytes:
    """Return a script as it is shipped."""
    return COMMENT.sub("", DOCUMENTATION.sub("", path.read_text(encoding="utf-8"))).encode()


def style(css: bytes) -> bytes:
    """Return a style sheet as it is shipped."""
    return STYLE_COMMENT.sub("", css.decode("utf-8")).encode()
