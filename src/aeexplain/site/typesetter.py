"""Formulas to HTML and MathML by KaTeX, at build time: the reader downloads no script for them."""

import json
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from aeexplain.errors import ExplainError
from aeexplain.setup.node import node_executable, node_package
from aeexplain.site.cache import Cache
from aeexplain.site.digests import digest
from aeexplain.site.faults import Faults
from aeexplain.site.marks import Formula
from aeexplain.site.math import Rendered

SCRIPT = Path(__file__).with_name("katex.mjs")


class Typesetter:
    """KaTeX under a Node of its own, which starts with the first formula that is not kept and ends with `close`.

    What an article's formulas became last time is kept under `where`, so that a new one among a hundred is rendered alone.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._node: subprocess.Popen[str] | None = None

    def render(self, formulas: Iterable[Formula], faults: Faults, where: str) -> Rendered:
        """Return the HTML of each distinct formula by (tex, display); malformed TeX goes to `faults` with its place."""
        formulas = list(formulas)
        distinct = sorted({(formula.tex, formula.display) for formula in formulas})
        if not distinct:
            return {}
        answers = self._answers(distinct, digest(_version(), where))
        for formula in formulas:
            answer = answers[formula.tex, formula.display]
            if "error" in answer:
                place = _moved(formula, answer["position"])
                faults.add(
                    place, f"malformed TeX: {answer['error']}", f"in ${' '.join(formula.tex.split()):.120}$"
                )
        return {key: _boxed(answer["html"], key[1]) for key, answer in answers.items() if "html" in answer}

    def close(self) -> None:
        """End Node."""
        if self._node:
            self._node.communicate()
            self._node = None

    def _answers(self, distinct: list[tuple[str, bool]], key: str) -> dict[tuple[str, bool], Any]:
        kept = self._cache.read("formulas", key) or []
        known = {(tex, display): answer for tex, display, answer in kept}
        new = [each for each in distinct if each not in known]
        if new or len(known) > len(distinct):
            known |= dict(zip(new, self._asked(new), strict=True))
            known = {each: known[each] for each in distinct}
            self._cache.write("formulas", key, [[*each, answer] for each, answer in known.items()])
        return known

    def _asked(self, formulas: list[tuple[str, bool]]) -> list[Any]:
        """Have Node answer one line of formulas with one line of HTML."""
        if not formulas:
            return []
        node = self._node = self._node or _started()
        if not node.stdin or not node.stdout:
            raise RuntimeError("Node was started without pipes")
        try:
            node.stdin.write(json.dumps([{"tex": tex, "display": show} for tex, show in formulas]) + "\n")
            node.stdin.flush()
            answer = node.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            told = node.communicate()[1]
            self._node = None
            raise ExplainError(str(SCRIPT), f"failed under Node: {told.strip()[-2000:]}")
        told_of: list[Any] = json.loads(answer)
        return told_of


def _katex() -> Path:
    return node_package("katex") / "dist" / "katex.mjs"


@cache
def _version() -> str:
    """Return a digest of what turns TeX into HTML."""
    return digest(SCRIPT.read_bytes(), (node_package("katex") / "package.json").read_bytes())


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [node_executable(), SCRIPT, str(_katex())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def _boxed(html: str, display: bool) -> str:
    return f'<span class="math-box" tabindex="0">{html}</span>' if display else html


def _moved(formula: Formula, position: int) -> str:
    """Return the place `position` characters into a formula."""
    path, line, column = formula.where.rsplit(":", 2)
    before = formula.tex[:position]
    lines = before.count("\n")
    start = 1 if lines else int(column)
    return f"{path}:{int(line) + lines}:{start + len(before.rpartition('\n')[2])}"
