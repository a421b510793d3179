"""The parser of the dialect: markdown-it with GitHub's additions, the article's own rules, and typographic quotes."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from aeexplain.site.markup.dialect.blocks import INTERRUPTS, add_blocks
from aeexplain.site.markup.dialect.includes import add_includes
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
QUOTES = "“”‘’"
RULES = ["linkify", "table", "strikethrough", "smartquotes"]


class _Inline(StateInline):
    """The state of a paragraph in which a formula counts as a word beside stars, as its first letter would."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802 (markdown-it's name)
        """Return whether stars at an index may open or close emphasis, and how many there are."""
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before, behind = self.src[max(start - 1, 0) : start], self.src[end : min(end + 1, self.posMax)]
        if "$" not in (before, behind):
            return super().scanDelims(start, canSplitWord)
        kept = self.src, self.posMax
        before, behind = before.replace("$", "x"), behind.replace("$", "x")
        self.src = before + self.src[start:end] + behind
        self.posMax = len(self.src)
        found = super().scanDelims(len(before), canSplitWord)
        self.src, self.posMax = kept
        return found


class Inlines(ParserInline):
    """The parser of paragraphs, with that state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read a text and put what it holds into `tokens`."""
        state = _Inline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@cache
def parser(quotes: str = QUOTES) -> MarkdownIt:
    """Return the parser; it keeps nothing of what it has read. quotes: the marks of the outer pair, then of the inner one."""
    md = MarkdownIt("zero", renderer_cls=Renderer)
    md.inline = Inlines()
    md.configure("commonmark", {**OPTIONS, "quotes": quotes})
    md.enable(RULES)
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.disable(["footnote_ref"])
    md.core.ruler.disable(["normalize", "linkify"])
    add_blocks(md)
    add_includes(md, INTERRUPTS)
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
