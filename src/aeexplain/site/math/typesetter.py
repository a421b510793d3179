"""Formulas to MathML at build time: KaTeX reads them, Temml writes them, and the reader downloads no script for them."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from aeexplain.cache import Cache
from aeexplain.files.digests import digest
from aeexplain.setup.node import failure, node_executable, node_package
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.math.formulas import Rendered

BATCH = 200  # formulas in a line, so that Node needs no more memory for a long article than for a short one
MEMORY = ("--max-semi-space-size=8", "--max-old-space-size=96")  # MB; by itself it takes half as much again
SCRIPT, WRITER = (Path(__file__).with_name(name) for name in ("typeset.mjs", "mathml.mjs"))
NO_MACROS: Mapping[str, str] = {}

type Kept = tuple[str, bool, dict[str, Any] | None]
"""TeX, whether it is a display, and the error where it has one; the HTML is kept beside it."""


class Typesetter:
    """KaTeX and Temml under a Node of its own, which starts with the first formula that is not kept and ends with `close`.

    What an article's formulas became last time is kept under `where`, so that a new one among a hundred is rendered alone.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._node: subprocess.Popen[str] | None = None

    def render(
        self,
        formulas: Iterable[Formula],
        errors: ErrorList,
        where: str,
        macros: Mapping[str, str] = NO_MACROS,
    ) -> Rendered:
        """Return the HTML of each distinct formula by (tex, display); malformed TeX goes to `errors` with its place.

        macros: the TeX of an author's commands by their names.
        """
        formulas = list(formulas)
        distinct = sorted({(formula.tex, formula.display) for formula in formulas})
        if not distinct:
            return {}
        answers = self._answers(distinct, digest(_version(), where, json.dumps(dict(macros))), macros)
        for formula in formulas:
            answer = answers[formula.tex, formula.display]
            if "error" in answer:
                place = formula.place(answer["position"])
                errors.add(
                    place, f"malformed TeX: {answer['error']}", f"in ${' '.join(formula.tex.split()):.120}$"
                )
        return {key: answer["html"] for key, answer in answers.items() if "html" in answer}

    def close(self) -> None:
        """End Node."""
        if self._node:
            self._node.communicate()
            self._node = None

    def _answers(
        self, distinct: list[tuple[str, bool]], key: str, macros: Mapping[str, str]
    ) -> dict[tuple[str, bool], Any]:
        kept, texts = self._cache.read_long("formulas", key, list[Kept]) or ([], [])
        known = {
            (tex, show): error or {"html": html} for (tex, show, error), html in zip(kept, texts, strict=True)
        }
        new = [each for each in distinct if each not in known]
        if new or len(known) > len(distinct):
            known |= dict(zip(new, self._asked(new, macros), strict=True))
            known = {each: known[each] for each in distinct}
            rendered = [(*each, None if "html" in answer else answer) for each, answer in known.items()]
            texts = [answer.get("html", "") for answer in known.values()]
            self._cache.write_long("formulas", key, rendered, texts)
        return known

    def _asked(self, formulas: list[tuple[str, bool]], macros: Mapping[str, str]) -> list[Any]:
        """Return what Node makes of each formula."""
        own = {"macros": dict(macros)} if macros else {}
        answers: list[Any] = []
        for start in range(0, len(formulas), BATCH):
            batch = [
                {"tex": tex, "display": display, **own} for tex, display in formulas[start : start + BATCH]
            ]
            answers += json.loads(self._line(json.dumps(batch)))
        return answers

    def _line(self, asked: str) -> str:
        """Have Node answer one line with one line."""
        node = self._node = self._node or _started()
        if not node.stdin or not node.stdout:
            raise RuntimeError("Node was started without pipes")
        try:
            node.stdin.write(f"{asked}\n")
            node.stdin.flush()
            answer = node.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            message = node.communicate()[1]
            self._node = None
            raise failure(SCRIPT, node.returncode, message)
        return answer


def _libraries() -> list[Path]:
    return [node_package(name) / "dist" / f"{name}.mjs" for name in ("katex", "temml")]


@cache
def _version() -> str:
    """Return a digest of what turns TeX into HTML, and of what keeps it."""
    packages = (node_package(name) / "package.json" for name in ("katex", "temml"))
    tools = (Path(__file__), SCRIPT, WRITER, *packages)
    return digest(*(path.read_bytes() for path in tools))


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [node_executable(), *MEMORY, SCRIPT, *map(str, _libraries())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
