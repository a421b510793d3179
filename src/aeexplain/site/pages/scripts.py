"""The browser's scripts as they are shipped, each bundled with all that it imports; the style sheet without comments."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aeexplain.cache import Cache
from aeexplain.files.digests import digest, digest_of_files
from aeexplain.languages.tables import SHIPPED, browser_module, words_of
from aeexplain.languages.words import USUAL, Words
from aeexplain.project import PACKAGE
from aeexplain.runtime.carried.file_sets import carried, npm_lock
from aeexplain.setup.node import node_package, run_node
from aeexplain.setup.places import NODE_MODULES, READY

BROWSER = PACKAGE / "browser"
BUNDLER = Path(__file__).with_name("bundle.mjs")
# Bundles in the languages that ship, which a wheel carries.
CARRIED = READY / "scripts.zip.xz"
STYLE_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n+", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A module that a bundle begins with; "esm", a module, or "iife", which runs as a classic script too."""

    module: str
    format: str


BUNDLES: Mapping[str, Entry] = {
    "theme": Entry("page/theme.js", "iife"),
    # What an article's page begins with: one whose figures move or whose code runs, and any other.
    "script": Entry("page/main.js", "esm"),
    "reading": Entry("page/reading.js", "esm"),
    # What comes when it is wanted.
    "late": Entry("page/offline/offline_button.js", "esm"),
    "worker": Entry("worker/worker.js", "iife"),
    # What comes when a reader edits a figure's code; CodeMirror, with the npm packages that it imports, is a file of its own.
    "editor": Entry("editor/editing.js", "esm"),
    "code_editor": Entry("editor/code_editor.js", "esm"),
    "edited_worker": Entry("worker/edited_worker.js", "iife"),
    # What comes when a reader edits the code of an article's text.
    "edit_article": Entry("editor/article/edit_article.js", "esm"),
    # What the page that searches begins with.
    "search": Entry("searching/search_page.js", "esm"),
    # Is published at the site's root, since it serves what lies beside it.
    "service": Entry("page/offline/service_worker.js", "iife"),
}


def bundles(cache: Cache, words: Words, draft: bool = False) -> dict[str, bytes]:
    """Return every bundle by its purpose, with words of a language.

    A draft's have their lines, names and source maps, for who reads them in a browser; not so where a wheel carries some.
    ExplainError where the modules cannot be bundled.
    """
    readable = draft and not CARRIED.exists()
    key = bundles_key(words, readable)
    return cache.files("scripts", key, lambda: carried(CARRIED, key) or _bundled(BUNDLES, words, readable))


def bundles_key(words: Words, draft: bool = False) -> str:
    """Return a digest of all that bundles follow from."""
    return digest(
        digest_of_files(BROWSER, BROWSER.rglob("*.js")),
        *(path.read_bytes() for path in (BUNDLER, Path(__file__))),
        npm_lock(),
        str(draft),
        browser_module(words),
    )


def widget_script() -> bytes:
    """Return the bundle that moves a figure in a notebook."""
    words = words_of(USUAL, SHIPPED)
    return _bundled({"widget": Entry("notebook/widget.js", "esm")}, words, draft=False)["widget"]


def _bundled(entries: Mapping[str, Entry], words: Words, draft: bool) -> dict[str, bytes]:
    request = {
        "esbuild": str(node_package("esbuild")),
        "folder": str(BROWSER),
        "packages": str(NODE_MODULES),
        "entries": {name: vars(entry) for name, entry in entries.items()},
        "draft": draft,
        "words": browser_module(words),
    }
    texts: dict[str, str] = json.loads(run_node(BUNDLER, json.dumps(request)))
    return {name: text.encode() for name, text in texts.items()}


def style(css: bytes) -> bytes:
    """Return a style sheet as it is shipped."""
    return STYLE_COMMENT.sub("", css.decode("utf-8")).encode()
