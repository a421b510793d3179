"""Formulas on the page: labels that hold them, the rules and the font that set them (see typesetter)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from aeexplain.setup.node import node_package
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.math.math_font import math_fonts

IN_LABEL = re.compile(r"\$([^$]+)\$")
FORMULA = 'class="katex"'
FAMILY = "Formula"
OWN_RULES = Path(__file__).with_name("formulas.css")
# Of Temml's rules those for one of the fonts that it knows, and those for breaks that we make otherwise.
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FOREIGN = (
    re.compile(r"@font-face\s*\{[^}]*\}", re.DOTALL),
    re.compile(r"math \{\s*display: inline-flex;[^}]*\}\s*math > mrow \{[^}]*\}", re.DOTALL),
    re.compile(r"math \{ display: inline; \}\s*math > mrow \{ padding: 0 \}"),
    re.compile(r"\.tml-eqn::before \{[^}]*\}\s*body \{[^}]*\}", re.DOTALL),
)

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


@dataclass(frozen=True)
class FormulaStyle:
    """What of the style sheet sets formulas, the fonts that it names by their places, and the place of the first."""

    css: str
    files: Mapping[str, bytes]
    first: str


def formula_style() -> FormulaStyle:
    """Return how formulas are set. The fonts go by another name than theirs: they are changed."""
    faces, files = [], {}
    for name, (font, characters) in math_fonts().items():
        place = hashed_name(f"fonts/{name}", font)
        files[place] = font
        faces.append(
            f'@font-face{{font-family:"{FAMILY}";font-display:swap;src:url({place.partition("/")[2]}) format("woff2");'
            f"unicode-range:{characters}}}\n"
        )
    rules = map(_lean, (_temml_rules(), OWN_RULES.read_text(encoding="utf-8")))
    return FormulaStyle("".join((*faces, *rules)), files, next(iter(files)))


def _temml_rules() -> str:
    """Return Temml's style sheet without what is for others."""
    css = (node_package("temml") / "dist" / "Temml-STIX2.css").read_text(encoding="utf-8")
    for pattern in FOREIGN:
        css, found = pattern.subn("", css)
        if not found:
            raise RuntimeError(f"Temml's style sheet has no {pattern.pattern}")
    return css.replace("STIX2, math", f'"{FAMILY}", math')


def _lean(css: str) -> str:
    """Return rules without comments and the white space around lines."""
    lines = (line.strip() for line in COMMENT.sub("", css).splitlines())
    return "".join(f"{line}\n" for line in lines if line)
