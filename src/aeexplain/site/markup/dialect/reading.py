"""What stands within a paragraph is read, and becomes HTML: dashes, dots and quotes as typesetters write them."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes, text_join
from markdown_it.token import Token

from aeexplain.site.markup.dialect.context import Context
from aeexplain.site.markup.dialect.raw_html import check_closed, rewritten

SIGN = re.compile(r"(?<!-)---(?!-)|(?<!-)--(?!-)|\.\.\.|(?<!\w)'(?=\d\ds?\b)")
NEEDED = re.compile(r"--|\.\.\.|'\d\d")
MADE = {"---": "—", "--": "–", "...": "…", "'": "’"}


def part(context: Context, md: MarkdownIt, text: str, at: int, inside: str) -> str:
    """Return the HTML of a part of the text that is read, which begins at the index `at`: a caption, for example."""
    block = Token("inline", "", 0, content=text, children=[])
    with context.reading(context.positions, context.base + at, inside):
        read_inline(context, md, block)
    return rendered(context, md, [block])


def rendered(context: Context, md: MarkdownIt, blocks: Sequence[Token]) -> str:
    """Return the HTML of blocks that were read."""
    state = StateCore("", md, context.env, list(blocks))
    for rule in (dashes, smartquotes, text_join):
        rule(state)
    return str(md.renderer.render(state.tokens, md.options, context.env))


def read_inline(context: Context, md: MarkdownIt, block: Token) -> None:
    """Read what stands within a paragraph; the HTML in it opens and closes there what it opens."""
    children = block.children = []
    md.inline.parse(block.content, md, context.env, children)
    before, since = context.open_from, begin(context)
    opened = [since]
    for child in children:
        if child.nesting == 1:
            opened.append(begin(context))
        elif child.nesting == -1 and len(opened) > 1:
            end(context, opened.pop(), opened[-1])
        elif child.type == "html_inline":
            with context.reading(context.positions, context.base + child.meta["at"]):
                child.content = rewritten(context, child.content, in_paragraph=True)
    end(context, since, before)


def begin(context: Context) -> int:
    context.open_from = len(context.open_tags)
    return context.open_from


def end(context: Context, since: int, before: int) -> None:
    check_closed(context, since)
    context.open_from = before


def dashes(state: StateCore) -> None:
    """Replace them in all texts but addresses that stand bare."""
    for token in state.tokens:
        if token.type == "inline" and token.children and NEEDED.search(token.content):
            _replace(token.children)


def _replace(tokens: list[Token]) -> None:
    bare = False
    for token in tokens:
        if token.type in ("link_open", "link_close") and token.info == "auto":
            bare = token.type == "link_open"
        elif token.type == "text" and not bare:
            token.content = SIGN.sub(lambda found: MADE[found[0]], token.content)
