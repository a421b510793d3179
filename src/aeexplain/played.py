"""A figure as one Python file, as readers download it: its code, and in comments at its end its weights and its data."""

import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from aeexplain.demo.data_files import KINDS
from aeexplain.errors import ExplainError

FIGURE, WEIGHTS, DATA = "# aeexplain figure: ", "# aeexplain weights: ", "# aeexplain data: "
INVITATION = "# To see it: "
# A demo of one article alone is called after both, as in "two-waves.sum": the article says nothing to a site of one figure.
NAME = re.compile(r"(?:[a-z0-9-]+\.)?([a-z][a-z0-9-]*)")
# What the files of each kind are, and how they may be called.
FILES = {
    WEIGHTS: ("weights", re.compile(r"[A-Za-z0-9][\w.-]*")),
    DATA: (
        "a file of data",
        re.compile(rf"[^/\\\x00-\x1f]*[^/\\\x00-\x1f.]({'|'.join(map(re.escape, KINDS))})"),
    ),
}
MOST_BYTES = 50_000_000  # of a file, unpacked
HINT = "download the figure again"
SITE = 'title = "A figure"\nsummary = "One figure, as a reader has changed it."\nlanguage = "en"\n'
ARTICLE = """+++
title = "The figure {name}"
summary = "One figure, as a reader has changed it."
date = 2026-01-01
+++

::demo {demo} **As a reader has changed it.**
"""


@dataclass(frozen=True)
class PlayedFigure:
    """name: of the demo that it began as. source: its code alone. weights, data: the bytes of files by their names."""

    name: str
    source: str
    weights: dict[str, bytes] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)


def read_figure(path: Path) -> PlayedFigure:
    """Return what a file holds; one without weights is a demo like any other. What is wrong with it: ExplainError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise ExplainError(str(path), what or "cannot be read", "name the file of a figure") from error
    lines = text.split("\n")
    # The last one: the code of a figure that was downloaded twice has the first ending in it.
    at = next((i for i in reversed(range(len(lines))) if lines[i].startswith(FIGURE)), None)
    if at is None:
        return PlayedFigure(_name(path.stem.replace("_", "-"), str(path)), text)
    name = _name(lines[at].removeprefix(FIGURE).strip(), f"{path}:{at + 1}")
    own = lines[: at - 1] if at and lines[at - 1].startswith(INVITATION) else lines[:at]
    files: dict[str, dict[str, bytes]] = {kind: {} for kind in FILES}
    for kind, file, content in _files(lines, at + 1, path):
        files[kind][file] = content
    return PlayedFigure(name, "\n".join(own).rstrip() + "\n", files[WEIGHTS], files[DATA])


def write_site(figure: PlayedFigure, root: Path) -> None:
    """Write a small site into a folder: one article with this figure, its demo, its weights and its data."""
    demo = f"played-{figure.name}"
    files = {
        "content/site.toml": SITE.encode(),
        "content/figure/article.md": ARTICLE.format(name=figure.name, demo=demo).encode(),
        f"demos/{demo.replace('-', '_')}.py": figure.source.encode(),
    }
    files |= {f"weights/{name}.json": content for name, content in figure.weights.items()}
    files |= {f"demos/{name}": content for name, content in figure.data.items()}
    for place, content in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)


def _name(name: str, where: str) -> str:
    found = NAME.fullmatch(name)
    if not found:
        hint = "call the file as a module, such as two_waves.py"
        raise ExplainError(where, f"{name!r:.80} is no name of a figure", hint)
    return found[1]


def _files(lines: list[str], start: int, path: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield the kind, the name and the bytes of each file in the lines from one on."""
    heads = [i for i in range(start, len(lines)) if lines[i].startswith(tuple(FILES))]
    _refuse_others(lines, start, heads[0] if heads else len(lines), path)
    for head, end in pairwise([*heads, len(lines)]):
        where = f"{path}:{head + 1}"
        kind = next(each for each in FILES if lines[head].startswith(each))
        name, (noun, pattern) = lines[head].removeprefix(kind).strip(), FILES[kind]
        if not pattern.fullmatch(name):
            raise ExplainError(where, f"{name!r:.80} is no name of {noun}", HINT)
        packed = "".join(line.removeprefix("#").strip() for line in lines[head + 1 : end])
        yield kind, name, _unpacked(packed, where, kind.split()[-1][:-1])


def _refuse_others(lines: list[str], start: int, end: int, path: Path) -> None:
    """Refuse what stands behind the figure's name and before its first file: code there would run nowhere."""
    at = next((i for i in range(start, end) if lines[i].strip()), None)
    if at is not None:
        what = f"{lines[at].strip()!r:.60} stands behind the figure's end"
        raise ExplainError(f"{path}:{at + 1}", what, f"write code above the line {FIGURE.strip()!r}")


def _unpacked(packed: str, where: str, kind: str) -> bytes:
    try:
        data = binascii.a2b_base64(packed, strict_mode=True)
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        content = unpacker.decompress(data, MOST_BYTES)
    except (ValueError, zlib.error) as error:
        raise ExplainError(where, f"its {kind} are damaged: {error}", HINT) from error
    if not unpacker.eof:
        raise ExplainError(where, f"its {kind} are cut off, or larger than any", HINT)
    if unpacker.unused_data:
        raise ExplainError(where, f"its {kind} are damaged: more stands behind their end", HINT)
    return content
