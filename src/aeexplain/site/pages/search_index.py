"""The search of a site: Pagefind's index of its articles, static files that a browser fetches when a reader searches."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest, integrity_of
from aeexplain.setup.node import node_package
from aeexplain.site.core.assets import hashed_folder

SCRIPT, ENTRY = "pagefind.js", "pagefind-entry.json"
# Of what Pagefind writes: its script, that of its worker, and the index; its own boxes and styles stay out of the site.
PUBLISHED = (
    SCRIPT,
    "pagefind-worker.js",
    ENTRY,
    "*.pf_meta",
    "*.pf_index",
    "*.pf_fragment",
    "wasm.*.pagefind",
)
# What of an article nobody looks for: who wrote it and how to cite it, what its figures' controls say, TeX.
LEFT_OUT = (
    ".byline",
    ".editions",
    ".kept-copy",
    ".cite",
    ".keep",
    ".demo-bar",
    "button",
    "output",
    "annotation",
)
PAGES = "*/index.html"  # of articles, and of pages that are none
SECONDS = 600


@dataclass(frozen=True)
class SearchIndex:
    """The files of an index by their names, each with its digest; what pages must know of it.

    folder: where they stand, named by what is in them. languages: those of the articles, that of most articles first.
    integrity: the script's, as browsers check it.
    """

    folder: str
    files: Mapping[str, str]
    languages: tuple[str, ...]
    integrity: str

    @property
    def script(self) -> str:
        """The place in the site of the script that looks into the index."""
        return f"{self.folder}/{SCRIPT}"


def make_index(site: Path) -> tuple[SearchIndex, dict[str, bytes]]:
    """Return the index of the articles and pages that are written into a site's folder, and its files' contents by their names.

    The same pages give the same bytes. Pagefind cannot be had or fails: ExplainError.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "index")
        _run(site, out)
        files = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if any(path.match(each) for each in PUBLISHED)
        }
    if ENTRY not in files or SCRIPT not in files:
        raise ExplainError("Pagefind", "wrote no index", "no page has an <article data-pagefind-body>?")
    index = SearchIndex(
        folder=hashed_folder("search", files),
        files={name: digest(content) for name, content in files.items()},
        languages=_languages(files[ENTRY]),
        integrity=integrity_of(files[SCRIPT]),
    )
    return index, files


def _languages(entry: bytes) -> tuple[str, ...]:
    """Return the languages of an index, those of most pages first."""
    counts = {name: each["page_count"] for name, each in msgspec.json.decode(entry)["languages"].items()}
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _run(site: Path, out: Path) -> None:
    command: list[str | Path] = [
        *(_executable(), "--site", site.absolute(), "--glob", PAGES, "--output-path", out),
        *("--silent", "--exclude-selectors", ", ".join(LEFT_OUT)),
    ]
    # Pagefind takes options from the environment too, and from files of the folder in which it runs.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(
            command, cwd=out.parent, env=environ, capture_output=True, encoding="utf-8", timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ExplainError("Pagefind", f"cannot make the index of the search: {error}") from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise ExplainError("Pagefind", f"cannot make the index of the search: {said[-500:]}")


def _executable() -> Path:
    """Return the program that npm installed for this machine; none: ExplainError."""
    node_package("pagefind")
    name = "pagefind_extended.exe" if sys.platform == "win32" else "pagefind_extended"
    found = sorted(node_package("pagefind").parent.glob(f"@pagefind/*/bin/{name}"))
    if not found:
        hint = "leave out 'search' of site.toml on this machine"
        raise ExplainError("Pagefind", "has no program for this system among npm's packages", hint)
    return found[0]
