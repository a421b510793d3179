"""The first pass over an article's markdown: its blocks, and what is not Markdown's set aside with its place.

Markdown would read `_`, `*` and `<` inside a formula as its own. Each formula, figure, citation, number, note and address
becomes a node, for which a placeholder stands in Markdown's tokens.
"""

from collections.abc import Sequence

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import PRIVATE, UNPRINTABLE
from aeexplain.site.markup.dialect.context import Context
from aeexplain.site.markup.dialect.macros import expanded
from aeexplain.site.markup.dialect.parser import QUOTES, parser
from aeexplain.site.markup.folds.fold_order import FoldOrder
from aeexplain.site.markup.limits import check_bounds
from aeexplain.site.markup.nodes import Formula, Scanned

UNFIT = (
    (PRIVATE, "a private-use character, which the builder keeps for itself"),
    (UNPRINTABLE, "a character that no page can show"),
)
IN_ITS_PLACE = "\ufffd"


def scan(
    text: str,
    where: str,
    errors: ErrorList,
    first_line: int = 1,
    quotes: str = QUOTES,
    origins: Sequence[int] = (),
) -> Scanned:
    """Return an article's body with everything set aside.

    `first_line` is the body's line in its file, `quotes` as of `parser`; where code has written some of its lines, `origins`
    has the line of each.
    """
    with errors.collecting():
        check_bounds(text, where, first_line)
        return _scanned(text, where, errors, first_line, quotes, origins)
    return Scanned((), ())


def _scanned(
    text: str, where: str, errors: ErrorList, first_line: int, quotes: str, origins: Sequence[int]
) -> Scanned:
    text = text.replace("\r", " ")  # which would end a line for the parser alone
    context = Context(text.split("\n"), where, first_line, errors, FoldOrder(errors), origins=origins)
    for kind, what in UNFIT:
        if match := kind.search(text):
            line = text.count("\n", 0, match.start())
            errors.add(context.line(line, match.start() - context.offset(line)), what, "remove it")
            text = kind.sub(IN_ITS_PLACE, text)
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
