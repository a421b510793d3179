"""Formulas on the page: labels that hold them, KaTeX's style sheet and the fonts that they need (see typesetter)."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.metadata import version
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest
from aeexplain.setup.node import node_package
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.math import subset_fonts

IN_LABEL = re.compile(r"\$([^$]+)\$")
CLASS = re.compile(r'class="([^"]*)"')

THEIRS, OURS = "KaTeX_", "Formula_"  # before a font's own name
FONTS = {  # a font → what in a page's formulas asks for it
    "Main-Regular": "katex-html",
    "Math-Italic": "mathnormal",
    "AMS-Regular": "mathbb|amsrm",
    "Size1-Regular": "delimsizing size1|small-op",
    "Size2-Regular": "delimsizing size2|large-op",
    "Caligraphic-Regular": "mathcal",
}

Rendered = Mapping[tuple[str, bool], str]
"""HTML by (TeX, whether it is a display)."""


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
    """Return KaTeX's style sheet and the fonts that it names, made lean, by file name; to make them takes two seconds, once.

    They go by another name than KaTeX's, which their license keeps for those fonts as they were.
    """
    dist = node_package("katex") / "dist"
    css = (dist / "katex.min.css").read_text(encoding="utf-8")
    css = re.sub(r",url\([^)]*\.(?:woff|ttf)\) format\(\"(?:woff|truetype)\"\)", "", css)
    whole = {name: (dist / name).read_bytes() for name in re.findall(r"url\((fonts/[^)]+\.woff2)\)", css)}

    def make() -> dict[str, bytes]:
        return {
            Path(name).name.replace(THEIRS, OURS): subset_fonts.lean(font) for name, font in whole.items()
        }

    key = digest(subset_fonts.VERSION, version("fonttools"), OURS, *whole.values())
    lean = user_cache().files("fonts", key, make)
    return {"katex.css": css.replace(THEIRS, OURS).encode()} | {
        f"fonts/{name}": font for name, font in lean.items()
    }


def fonts_of(html: str) -> list[str]:
    """Return the fonts (see `stylesheet`) that a page's formulas need at once: fetched late, they would move the text."""
    if 'class="katex"' not in html:
        return []
    classes = "\n".join(set(CLASS.findall(html)))
    return [f"fonts/{OURS}{font}.woff2" for font, sign in FONTS.items() if re.search(sign, classes)]
