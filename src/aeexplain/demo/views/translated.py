"""A view in another language: all its texts, and nothing else of it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from aeexplain.demo.views.table import Table
from aeexplain.demo.views.words import Words
from aeexplain.draw import Drawing, Pixels
from aeexplain.draw.svg import words

Say = Callable[[str], str]

# The texts of SVG as `draw` writes it: between elements, and what a drawing is called.
TEXT = re.compile(r'(?<=>)[^<>]+(?=</)|(?<= aria-label=")[^"]*(?=")')
SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def translated_view(shown: Any, say: Say) -> Any:
    """Return what a demo gives for a view, with its texts in another language."""
    match shown:
        case Words():
            return replace(shown, text=say(shown.text))
        case Table():
            rows = [[_cell(cell, say) for cell in row] for row in shown.rows]
            return replace(
                shown, heads=[say(head) for head in shown.heads], rows=rows, caption=say(shown.caption)
            )
        case Drawing():
            return replace(shown, svg=_svg(shown.svg, say), says=say(shown.says))
        case Pixels():
            return replace(shown, says=say(shown.says), over=_svg(shown.over, say))
    return shown


def _cell(cell: Any, say: Say) -> Any:
    return say(cell) if isinstance(cell, str) else translated_view(cell, say)


def _svg(svg: str, say: Say) -> str:
    return TEXT.sub(lambda found: words(say(_plain(found[0]))), svg)


def _plain(text: str) -> str:
    for written, sign in SIGNS:
        text = text.replace(written, sign)
    return text
