"""The parser of the dialect: markdown-it with GitHub's additions, the article's own rules, and typographic quotes."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, html_inline
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from aeexplain.site.markup.dialect.blocks import add_blocks
from aeexplain.site.markup.dialect.inlines import add_inlines
from aeexplain.site.markup.dialect.links import add_links
from aeexplain.site.markup.dialect.quotes import sources
from aeexplain.site.markup.dialect.reading import dashes, part
from aeexplain.site.markup.dialect.renderer import Renderer
from aeexplain.site.markup.dialect.set_aside import set_aside

OPTIONS = {
    "html": True,
    "xhtmlOut": False,
    "linkify": True,
    "typographer": True,
    "tasklists": True,
    "alerts": True,
    "store_labels": True,
    "maxNesting": 100,
}
RULES = ["linkify", "table", "strikethrough", "smartquotes"]


@cache
def parser() -> MarkdownIt:
    """Return the parser; it keeps nothing of what it has read."""
    md = MarkdownIt("commonmark", OPTIONS, renderer_cls=Renderer).enable(RULES)
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.disable(["footnote_ref"])
    md.core.ruler.disable(["normalize", "linkify"])
    add_blocks(md)
    add_inlines(md, part)
    add_links(md)
    md.inline.ruler.at("html_inline", _html_inline)
    md.core.ruler.at("inline", set_aside)
    md.core.ruler.before("inline", "sources", sources)
    md.core.ruler.after("inline", "dashes", dashes)
    return md


def _html_inline(state: StateInline, silent: bool) -> bool:
    """Read a tag of HTML as CommonMark does, and keep where it stands."""
    start = state.pos
    if not html_inline(state, silent):
        return False
    if not silent:
        state.tokens[-1].meta = {"at": start}
    return True
