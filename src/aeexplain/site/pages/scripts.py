"""The browser's modules and the style sheet as they are shipped: without what is written for us, a third of their bytes."""

import json
import re
from pathlib import Path

from aeexplain.files.digests import integrity_of
from aeexplain.site.pages.bundles import bundled

# Those that have their lines to themselves; what stands beside code stays.
DOCUMENTATION = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*//[^\n]*\n", re.MULTILINE)
STYLE_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n+", re.DOTALL | re.MULTILINE)


SERVICE_WORKER = (
    "page/service_worker.js"  # is published at the site's root, since it serves what lies beside it
)
STANDALONE = "standalone/"  # what pages that are one file have in the place of other modules
EDITOR = "editor/code_editor.js"  # is shipped with the packages that it imports, in one file


def modules(folder: Path) -> dict[str, bytes]:
    """Return the modules of a folder and of those in it by their paths, and a list of their digests by path.

    The service worker is none of them, nor is what stands in the place of others.

    Comments that have their lines to themselves are left at home; the editor has all that it imports with it.
    """
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*.js"))
    names = sorted(path for path in paths if path != SERVICE_WORKER and not path.startswith(STANDALONE))
    shipped = {name: bundled(folder / name) if name == EDITOR else script(folder / name) for name in names}
    digests = {name: integrity_of(content) for name, content in shipped.items()}
    return {**shipped, "modules.json": json.dumps(digests).encode()}


def script(path: Path) -> bytes:
    """Return a script as it is shipped."""
    return COMMENT.sub("", DOCUMENTATION.sub("", path.read_text(encoding="utf-8"))).encode()


def style(css: bytes) -> bytes:
    """Return a style sheet as it is shipped."""
    return STYLE_COMMENT.sub("", css.decode("utf-8")).encode()
