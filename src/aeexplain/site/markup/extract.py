"""The first pass over an article's markdown: its blocks, and what is not Markdown's set aside with its place.

Markdown would read `_`, `*` and `<` inside a formula as its own. Each formula, figure, citation, number, note and address
becomes a node, for which a placeholder stands in Markdown's tokens.
"""

from collections.abc import Sequence

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.dialect.context import Context, Include
from aeexplain.site.markup.dialect.includes import fit
from aeexplain.site.markup.dialect.macros import expanded
from aeexplain.site.markup.dialect.parser import QUOTES, parser
from aeexplain.site.markup.folds.fold_order import FoldOrder
from aeexplain.site.markup.limits import check_bounds
from aeexplain.site.markup.nodes import Formula, Scanned


def nothing_beside(name: str, where: str) -> tuple[str, str]:
    """Refuse a file that a text includes which has no folder."""
    raise ExplainError(where, f"no file named {name!r} beside the article", "put it there")


def scan(
    text: str,
    where: str,
    errors: ErrorList,
    first_line: int = 1,
    included: Include = nothing_beside,
    quotes: str = QUOTES,
    origins: Sequence[int] = (),
) -> Scanned:
    """Return an article's body with everything set aside.

    `first_line` is the body's line in its file, `quotes` as of `parser`; where code has written some of its lines, `origins`
    has the line of each. included: path and text of a file that the article includes, by its name and the place that asks;
    none: ExplainError.
    """
    with errors.collecting():
        check_bounds(text, where, first_line)
        context = Context(
            [], where, first_line, errors, FoldOrder(errors), included, characters=len(text), written=origins
        )
        return _scanned(text, context, quotes)
    return Scanned((), ())


def _scanned(text: str, context: Context, quotes: str) -> Scanned:
    errors = context.errors
    text = fit(text, context.line, context)
    context.lines = text.split("\n")
    context.env["context"] = context
    tokens = parser(quotes).parse(text, context.env)
    for twice in context.env.get("duplicate_refs", ()):
        what = f"the link {twice['label'].lower()!r} is defined twice"
        errors.add(context.line(twice["map"][0]), what, "remove one")
    context.folds.end()
    if context.macros:
        _expand(context)
    return Scanned(tuple(tokens), tuple(context.nodes), tuple(context.headings), frozenset(context.refused))


def _expand(context: Context) -> None:
    """Write the article's macros out, wherever in it they were defined."""
    for index, node in enumerate(context.nodes):
        if isinstance(node, Formula):
            with context.errors.collecting():
                context.nodes[index] = expanded(node, context.macros)
