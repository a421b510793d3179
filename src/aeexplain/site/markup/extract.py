"""The first pass over an article's markdown: what is not Markdown's is set aside before Markdown sees the text.

Markdown would read `_`, `*` and `<` inside a formula as its own. Each formula, figure, citation, number, note and address
gives way to a placeholder. Because the pass runs on the author's own text, every fault can name its line and
column.
"""

import re
from bisect import bisect_right
from html import escape

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import PRIVATE, UNPRINTABLE
from aeexplain.site.markup.code_blocks import Block, blocks
from aeexplain.site.markup.folds.fold_order import FoldOrder
from aeexplain.site.markup.limits import check_bounds
from aeexplain.site.markup.listings import check_language_of
from aeexplain.site.markup.nodes import FoldClosing, FoldOpening, Heading, Node, Scanned
from aeexplain.site.markup.placeholders import BLOCK, INLINE, placeholder
from aeexplain.site.markup.token_handlers import HANDLERS
from aeexplain.site.markup.token_patterns import LABEL_AT_END, TOKEN, Token

UNFINISHED = {
    "dollar": ("a formula is not closed", r"close it, or write \$ for a dollar sign"),
    "brace": ("a number is not closed", r"close it with }}, or write \{{ for two braces"),
    "underline": (
        "a heading made by underlining",
        "write ## and the heading; for a rule, leave the line above it empty",
    ),
}
UNFIT = (
    (PRIVATE, "a private-use character, which the builder keeps for itself"),
    (UNPRINTABLE, "a character that no page can show"),
)
ALONE = {"figure", "fold", "table"}  # what is a block of its own
CROSSING = {"comment", "display"}  # what may hold empty lines, and with them what looks like blocks
# What Markdown's own backslash leaves alone, so written that nothing comes of it; of all other signs it takes care itself.
PLAIN = {**{sign: sign for sign in "$@%,/:;?^"}, **{sign: f"&#{ord(sign)};" for sign in "&<\"'=~"}}
ALL = frozenset(HANDLERS)
GAP = re.compile(r"\n[ \t]*\n")
FOLDS = {"fold", "foldamid"}
BARRED = {
    "a heading": {"heading", "citation", "narrative", "reference", "notecall", "link", "image"},
    "a fold's title": {*FOLDS, "heading", "citation", "narrative", "reference", "notecall", "link", "image"},
    "a caption": {*FOLDS, "heading", "notecall", "note", "table", "figure", "image"},
    "a note": {*FOLDS, "heading", "notecall", "note", "table", "figure", "image"},
    "a citation": {"heading", "notecall", "citation", "narrative", "image"},
}


def scan(text: str, where: str, errors: ErrorList, first_line: int = 1) -> Scanned:
    """Return an article's body with everything set aside; `first_line` is the body's line in its file."""
    with errors.collecting():
        check_bounds(text, where, first_line)
        return _Scanner(text, where, errors, first_line).scanned()
    return Scanned("", ())


class _Scanner:
    def __init__(self, text: str, where: str, errors: ErrorList, first_line: int) -> None:
        self.text, self.where, self.errors, self.first_line = text, where, errors, first_line
        self.nodes: list[Node] = []
        self.headings: list[Heading] = []
        self.refused: set[str] = set()
        self._folds = FoldOrder(errors)
        self._opened: list[int] = []  # where brackets open that may become links
        self._edge = -1  # where the last block ended
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]  # where each begins

    def scanned(self) -> Scanned:
        for kind, what in UNFIT:
            if match := kind.search(self.text):
                self.errors.add(self._at(match.start()), what, "remove it")
        parts, at = [], 0
        for block in blocks(self.text):
            if block.start < at:
                continue  # a formula or a comment, which began before it, goes on
            before, at = self._until(at, block.start)
            parts.append(before)
            if block.start >= at:
                parts.append(self._block(block))
                at = block.end
        parts.append(self._until(at, len(self.text))[0])
        self._folds.end()
        return Scanned(
            "".join(parts),
            tuple(self.nodes),
            tuple(self.headings),
            self.text,
            self.first_line,
            frozenset(self.refused),
        )

    def _block(self, block: Block) -> str:
        """Return what stands in the text for a block of code or HTML."""
        self._edge = block.end
        if block.code is None:
            return self.text[block.start : block.end]
        if not block.closed:
            opening = self.text[block.where :].partition("\n")[0]
            fence = opening[: len(opening) - len(opening.lstrip(opening[0]))]
            self.errors.add(self._at(block.where), "a code fence is not closed", f"close it with {fence}")
            self.refused |= ALL  # it took the rest of the text
        with self.errors.collecting():
            check_language_of(block.code.language, self._at(block.where))
        self.nodes.append(block.code)
        return block.paragraph(placeholder(BLOCK, len(self.nodes) - 1))

    def _replace(self, text: str, offset: int, inside: str = "") -> str:
        """Return a part of the text that begins at `offset` with what it holds set aside."""
        outer, self._opened = self._opened, []
        replaced, _ = self._walk(text, 0, len(text), offset, inside)
        self._opened = outer
        return replaced

    def _until(self, start: int, end: int) -> tuple[str, int]:
        """Return the text up to a block with what it holds set aside, and where it ends, perhaps in the block."""
        return self._walk(self.text, start, end, 0, "")

    def _walk(self, text: str, at: int, end: int, offset: int, inside: str) -> tuple[str, int]:
        parts = []
        while at < end and (match := TOKEN.search(text, at)) and match.start() < end:
            if match.end() > end and match.lastgroup not in CROSSING:
                match = TOKEN.search(text, at, end)
                if not match:
                    break
            parts.append(text[at : match.start()])
            at = match.end()
            kind = match.lastgroup or ""
            if kind == "link" and not self._is_link(match):
                at = match.start() + 1
                parts.append("]")
                continue
            parts.append(self._token(match, kind, offset, inside))
        return "".join((*parts, text[at:end])), max(at, end)

    def _is_link(self, match: re.Match[str]) -> bool:
        """Tell whether a link's end has its beginning, in the same paragraph; it is used up then."""
        if match["defined"] is not None:
            return True
        opened = self._opened.pop() if self._opened else None
        return opened is not None and not GAP.search(match.string, opened, match.start())

    def _token(self, match: re.Match[str], kind: str, offset: int, inside: str) -> str:
        token = Token(match, offset, self._at, self._replace)
        if kind in BARRED.get(inside, ()):
            what = f"{match[0].splitlines()[0]!r} cannot stand in {inside}"
            self.errors.add(token.where, what, "move it into the text")
            self.refused.add(kind)
            return ""
        if kind in UNFINISHED and match.start() + offset != self._edge:
            what, hint = UNFINISHED[kind]
            self.errors.add(token.where, what, hint)
            self.refused.add("display")
        elif kind == "heading":
            return self._heading(token)
        elif kind in HANDLERS:
            return self._aside(kind, token)
        return self._markdown(match, kind)

    def _markdown(self, match: re.Match[str], kind: str) -> str:
        """Return what is Markdown's own, so written that it reads it as CommonMark does."""
        match kind:
            case "open":
                self._opened.append(match.start())
            case "close":
                self._opened = self._opened[:-1]
            case "escape":
                return PLAIN.get(match[0][1], match[0])
            case "backticks":
                return "".join(f"\\{tick}" for tick in match[0])
            case "break":
                return "  \n"
            case "tag":
                return "<" + escape(match[0][1:-1], quote=False).replace("&amp;", "&") + ">"
        return match[0]

    def _aside(self, kind: str, token: Token) -> str:
        """Keep a token's node, and return what stands for it in the text."""
        with self.errors.collecting():
            self.nodes.append(HANDLERS[kind](token))
            aside = placeholder(BLOCK if kind in ALONE else INLINE, len(self.nodes) - 1)
            if kind == "note":
                return ""
            if kind == "link":
                return _swapped(token.match, aside)
            if kind == "fold":
                self._follow_fold(token)
            return f"\n{aside}\n\n" if kind in ALONE else aside
        self.refused.add(kind)
        if kind in FOLDS:
            self._folds.excuse()
        return ""

    def _follow_fold(self, token: Token) -> None:
        match self.nodes[-1]:
            case FoldOpening() as opening:
                self._folds.open(opening, token.offset + token.match.end())
            case FoldClosing() as closing:
                self._folds.close(closing, self.text, token.offset + token.match.start())

    def _heading(self, token: Token) -> str:
        self._folds.refuse_heading(token.where)
        label = LABEL_AT_END.search(token["heads"])
        self.headings.append(Heading(len(token["level"]), label["label"] if label else "", token.where))
        return f"{token['level']} {token.scanned('heads', 'a heading')}"

    def _at(self, index: int) -> str:
        line = bisect_right(self._lines, index) - 1
        return f"{self.where}:{self.first_line + line}:{index - self._lines[line] + 1}"


def _swapped(match: re.Match[str], aside: str) -> str:
    """Return a link's text with the placeholder where its target was."""
    group = next(name for name in ("target_angle", "target", "defined") if match[name] is not None)
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + aside + match[0][end:]
