"""What figures say in another language: a table for each demo, beside the translation of the article that calls it."""

import ast
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from aeexplain.errors import ExplainError
from aeexplain.site.content.front_matter.figure_words import FILE
from aeexplain.site.figures.figure import OPTION
from aeexplain.site.markup.nodes import FigureRequest

if TYPE_CHECKING:
    from aeexplain.demo.translation import Translator


def check_words(demo: str, say: "Translator", source: bytes) -> None:
    """Raise an ExplainError for the first entry that nothing of the figure says, as it was drawn or stands in its source."""
    from aeexplain.demo.translation import (
        unused,
    )  # only here, since it comes with NumPy, which most builds do not need

    texts = _texts(source)
    if idle := [each for each in unused(say) if not _stands_in(texts, each)]:
        more = f" and {len(idle) - 1} more" if len(idle) > 1 else ""
        what = f"the demo {demo!r} says {idle[0]!r:.80}{more} nowhere"
        raise ExplainError(
            f"{OPTION}{FILE}", what, "write its text as the figure has it, with {names} for what changes"
        )


def _stands_in(texts: list[str], entry: str) -> bool:
    from aeexplain.demo.translation import VALUE

    parts = filter(None, VALUE.split(entry)[::2])
    return all(any(part in text for text in texts) for part in parts)


def _texts(source: bytes) -> list[str]:
    """Return the texts in a demo's source, of one with values in it the parts."""
    nodes = ast.walk(ast.parse(source))
    return [each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def figure_words(requests: Iterable[FigureRequest]) -> dict[str, str]:
    """Return the file that brings a page the words of its figures, by its path in site-packages; none where they have none."""
    tables: Mapping[str, Mapping[str, str]] = {each.demo: dict(each.words) for each in requests if each.words}
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True)
    if not tables:
        return {}
    from aeexplain.bridge import FIGURE_WORDS  # only here, as above

    return {f"aeexplain/demos/{FIGURE_WORDS}": text}
