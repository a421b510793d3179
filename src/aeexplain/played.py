"""A figure as one Python file, as readers download it: its code, and in comments at its end the weights that it draws with."""

import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aeexplain.errors import ExplainError

FIGURE, WEIGHTS = "# aeexplain figure: ", "# aeexplain weights: "
INVITATION = "# To see it: "
NAME = re.compile(r"[a-z][a-z0-9-]*")
MOST_BYTES = 50_000_000  # of a weight file, unpacked
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
    """name: of the demo that it began as. source: its code alone. weights: the bytes of weight files by their names."""

    name: str
    source: str
    weights: dict[str, bytes]


def read_figure(path: Path) -> PlayedFigure:
    """Return what a file holds; one without weights is a demo like any other. What is wrong with it: ExplainError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise ExplainError(str(path), what or "cannot be read", "name the file of a figure") from error
    lines = text.split("\n")
    at = next((i for i, line in enumerate(lines) if line.startswith(FIGURE)), None)
    if at is None:
        return PlayedFigure(_name(path.stem.replace("_", "-"), str(path)), text, {})
    name = _name(lines[at].removeprefix(FIGURE).strip(), f"{path}:{at + 1}")
    own = lines[: at - 1] if at and lines[at - 1].startswith(INVITATION) else lines[:at]
    return PlayedFigure(name, "\n".join(own).rstrip() + "\n", dict(_weights(lines, at + 1, path)))


def write_site(figure: PlayedFigure, root: Path) -> None:
    """Write a small site into a folder: one article with this figure, its demo and its weights."""
    demo = f"played-{figure.name}"
    files = {
        "content/site.toml": SITE.encode(),
        "content/figure/article.md": ARTICLE.format(name=figure.name, demo=demo).encode(),
        f"demos/{demo.replace('-', '_')}.py": figure.source.encode(),
    }
    files |= {f"weights/{name}.json": content for name, content in figure.weights.items()}
    for place, content in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)


def _name(name: str, where: str) -> str:
    if not NAME.fullmatch(name):
        hint = "call the file as a module, such as two_waves.py"
        raise ExplainError(where, f"{name!r:.80} is no name of a figure", hint)
    return name


def _weights(lines: list[str], start: int, path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each weight file in the lines from one on."""
    heads = [i for i in range(start, len(lines)) if lines[i].startswith(WEIGHTS)]
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        where = f"{path}:{head + 1}"
        packed = "".join(line.removeprefix("# ").strip() for line in lines[head + 1 : end])
        yield _name(lines[head].removeprefix(WEIGHTS).strip(), where), _unpacked(packed, where)


def _unpacked(packed: str, where: str) -> bytes:
    try:
        data = binascii.a2b_base64(packed, strict_mode=True)
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        content = unpacker.decompress(data, MOST_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise ExplainError(where, f"its weights are damaged: {error}", HINT) from error
    if not unpacker.eof:
        raise ExplainError(where, "its weights are cut off, or larger than any", HINT)
    return content
