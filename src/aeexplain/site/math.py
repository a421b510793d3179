"""Formulas to HTML and MathML by KaTeX, at build time: the reader downloads no script for them."""

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from aeexplain.setup.node import node_package, run_node
from aeexplain.site.faults import Faults
from aeexplain.site.marks import Formula

IN_LABEL = re.compile(r"\$([^$]+)\$")

FONTS = {  # a font → what in a page's formulas asks for it
    "Main-Regular": "katex-html",
    "Math-Italic": "mathnormal",
    "AMS-Regular": "mathbb|amsrm",
    "Size1-Regular": "delimsizing size1|small-op",
    "Size2-Regular": "delimsizing size2|large-op",
    "Caligraphic-Regular": "mathcal",
}

Rendered = Mapping[tuple[str, bool], str]


def render(formulas: Iterable[Formula], faults: Faults) -> Rendered:
    """Return the HTML of each distinct formula by (tex, display); malformed TeX goes to `faults` with its place."""
    formulas = list(formulas)
    distinct = sorted({(formula.tex, formula.display) for formula in formulas})
    if not distinct:
        return {}
    asked = json.dumps([{"tex": tex, "display": display} for tex, display in distinct])
    answers = json.loads(run_node(Path(__file__).with_name("katex.mjs"), asked, str(_katex())))
    by_key = dict(zip(distinct, answers, strict=True))
    for formula in formulas:
        answer = by_key[formula.tex, formula.display]
        if "error" in answer:
            where = _moved(formula, answer["position"])
            faults.add(where, f"malformed TeX: {answer['error']}", f"in ${formula.tex.strip()}$")
    return {key: _boxed(answer["html"], key[1]) for key, answer in by_key.items() if "html" in answer}


def label_formulas(labels: Iterable[str], where: str) -> list[Formula]:
    """Return the formulas between dollar signs in labels of controls and views."""
    return [Formula(tex, False, where) for label in labels for tex in IN_LABEL.findall(label)]


def label_html(label: str, rendered: Rendered) -> str:
    """Return a label as HTML: text escaped, formulas between dollar signs rendered."""
    parts = IN_LABEL.split(label)  # text, tex, text, ...
    return "".join(rendered[part, False] if i % 2 else escape(part) for i, part in enumerate(parts))


def label_text(label: str) -> str:
    """Return a label as plain text, for attributes: formulas lose their dollar signs."""
    return IN_LABEL.sub(r"\1", label)


def stylesheet() -> dict[str, bytes]:
    """Return KaTeX's style sheet and the fonts that it names, by file name."""
    dist = node_package("katex") / "dist"
    css = (dist / "katex.min.css").read_text(encoding="utf-8")
    css = re.sub(r",url\([^)]*\.(?:woff|ttf)\) format\(\"(?:woff|truetype)\"\)", "", css)
    fonts = sorted(set(re.findall(r"url\((fonts/[^)]+\.woff2)\)", css)))
    return {"katex.css": css.encode()} | {font: (dist / font).read_bytes() for font in fonts}


def fonts_of(html: str) -> list[str]:
    """Return the fonts (see `stylesheet`) that a page's formulas need at once: fetched late, they would move the text."""
    if 'class="katex"' not in html:
        return []
    return [f"fonts/KaTeX_{font}.woff2" for font, sign in FONTS.items() if re.search(sign, html)]


def _katex() -> Path:
    return node_package("katex") / "dist" / "katex.mjs"


def _boxed(html: str, display: bool) -> str:
    return f'<span class="math-box" tabindex="0">{html}</span>' if display else html


def _moved(formula: Formula, position: int) -> str:
    """Return the place `position` characters into a formula."""
    path, line, column = formula.where.rsplit(":", 2)
    before = formula.tex[:position]
    lines = before.count("\n")
    start = 1 if lines else int(column)
    return f"{path}:{int(line) + lines}:{start + len(before.rpartition('\n')[2])}"
