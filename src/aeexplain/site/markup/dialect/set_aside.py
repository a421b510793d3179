"""The pass over an article's blocks, in their order: what is not Markdown's becomes nodes, and the paragraphs are read."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token as Block

from aeexplain.site.markup import listings
from aeexplain.site.markup.dialect.attributes import AT_END, Attributes, read_attributes
from aeexplain.site.markup.dialect.blocks import whole_display
from aeexplain.site.markup.dialect.context import context_of
from aeexplain.site.markup.dialect.foreign import refused_line
from aeexplain.site.markup.dialect.macros import definitions, kept
from aeexplain.site.markup.dialect.raw_html import rewritten
from aeexplain.site.markup.dialect.reading import begin, end, part, read_inline, rendered
from aeexplain.site.markup.dialect.tables import Row, check_code
from aeexplain.site.markup.fences import Fence, read_fence
from aeexplain.site.markup.live_fences import read_live_code
from aeexplain.site.markup.nodes import (
    CodeBlock,
    FoldClosing,
    FoldOpening,
    Heading,
    Image,
    LiveCode,
    Node,
    NoteText,
    Statement,
    TableCaption,
)
from aeexplain.site.markup.placeholders import BLOCK, INLINE
from aeexplain.site.markup.positions import Positions
from aeexplain.site.markup.token_handlers import HANDLERS
from aeexplain.site.markup.token_patterns import STATEMENTS, Token

ALL = frozenset(HANDLERS) | {"note", "table", "figure", "heading", "link", "image"}
OWN = {
    "directive": ("figure", re.compile(r"::(?P<directed>\S*)[ \t]*(?P<rest>.*)", re.DOTALL)),
    "caption": ("table", re.compile(r"Table:[ \t]*(?P<title>.*)", re.DOTALL)),
    "fold": ("fold", re.compile(r"(?P<fold>:::[^\n]*)")),
}
NESTED = {
    "nested_directive": ("figure", "a figure stands within nothing else"),
    "nested_fold": ("fold", "a fold neither begins nor ends within something else"),
}
AT_THE_BEGINNING = "write it at the beginning of a line, outside of lists and quotes"
DRAWN = re.compile(r"[ \t>]*-{2,}[ \t]+-{2,}")
WITHIN_HTML = re.compile(r"(?<=[\s\"'])markdown(?=[\s=>])")
BEHIND_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->[ \t]*(?P<text>[^\s<])", re.DOTALL)
DEEPEST = 60  # levels of lists and quotes in one another
PARAGRAPH_TAKES = {"lang", "dir", "style"}


def set_aside(state: StateCore) -> None:
    """Read an article's blocks: a rule of markdown-it that stands in the place of its own for what is within paragraphs."""
    _Walk(state).run()


class _Walk:
    def __init__(self, state: StateCore) -> None:
        self.state, self.context, self.md = state, context_of(state), state.md
        self.out: list[Block] = []
        self.containers: list[int] = []  # how many elements of HTML were open where each began
        self.notes: list[tuple[int, str]] = []  # where in `out` each note began, and what it stands in
        self.row: Row | None = None
        self.shift = any(token.tag == "h1" and token.level == 0 for token in state.tokens)

    def run(self) -> None:
        tokens = self.state.tokens
        if any(token.level > DEEPEST for token in tokens):
            self.context.errors.add(
                self.context.where, "lists or quotes are nested too deeply", "nest them ten deep at most"
            )
            self.state.tokens = []
            return
        at = 0
        while at < len(tokens):
            at += self._block(tokens, at)
        if self.out and self.out[-1].type == "caption":
            self._lost_caption(self.out.pop())
        end(self.context, 0, 0)
        self.state.tokens = self.out

    def _block(self, tokens: list[Block], at: int) -> int:
        """Read the block at an index, and return how many tokens it took."""
        block = tokens[at]
        if self.out and self.out[-1].type == "caption" and block.type != "table_open":
            self._lost_caption(self.out.pop())
        match block.type:
            case "paragraph_open" | "dt_open" if tokens[at + 1].type == "inline":
                return self._paragraph(tokens, at)
            case "heading_open":
                return self._heading(block, tokens[at + 1], tokens[at + 2])
            case "fence" | "code_block":
                self._code(block)
            case "html_block":
                self._html(block)
            case "display":
                self._display(block)
            case "directive" | "caption" | "fold":
                self._own(block)
            case "nested_directive" | "nested_fold":
                kind, what = NESTED[block.type]
                self._refuse(block, block.content.split("\n")[0], what, AT_THE_BEGINNING, kind)
            case "footnote_reference_open":
                self.notes.append((len(self.out), self.context.inside))
                self.context.inside = "a note"
                self.out.append(block)
            case "footnote_reference_close":
                self._note()
            case "inline":
                self._inline(block)
                self.out.append(block)
            case "table_open" if self.out and self.out[-1].type == "caption":
                self._captioned(tokens, at)
                self._other(block)
            case _:
                self._other(block)
        return 1

    def _captioned(self, tokens: list[Block], at: int) -> None:
        """Give a table, which begins at an index, the caption above it."""
        caption = self.out.pop()
        node = self.context.nodes[caption.meta["node"]]
        label = node.label if isinstance(node, TableCaption) else ""
        closing = next(
            block for block in tokens[at:] if block.type == "table_close" and block.level == tokens[at].level
        )
        tokens[at].meta = closing.meta = {"label": label, "placeholder": caption.content}

    def _other(self, block: Block) -> None:
        match block.type:
            case "tr_open":
                self.row = Row(self.context, (block.map or [0])[0])
                self.context.errors_before_row = len(self.context.errors)
            case "tr_close" if self.row:
                self.row.check_end()
                self.row = None
            case "alert_open":
                self._keep_id(block)
            case "statement_open":
                self._keep_id(block)
                self._statement(block)
            case "hr" if block.map and DRAWN.match(line := self.context.lines[block.map[0]]):
                hint = "write | a | b |, and |---|---| below the head"
                self._refuse(block, line.strip(), "a table drawn with lines", hint, "table")
        if block.nesting == 1:
            self.containers.append(begin(self.context))
        elif block.nesting == -1 and self.containers:
            since = self.containers.pop()
            end(self.context, since, self.containers[-1] if self.containers else 0)
        self.out.append(block)

    def _keep_id(self, block: Block) -> None:
        """Note the id of a callout or a theorem."""
        context, id = self.context, block.meta.get("id", "")
        if not id:
            return
        where = context.line((block.map or [0])[0])
        if id in context.raw_ids:
            what = f"the id {id!r} is given twice, first at {context.raw_ids[id]}"
            context.errors.add(where, what, "choose another")
        context.raw_ids.setdefault(id, where)

    def _statement(self, block: Block) -> None:
        """Make a node of a theorem's head, whose placeholder is then what the block holds."""
        context, given = self.context, block.meta
        kind, id, title = given["kind"], given["id"], given["title"]
        prefix, where = STATEMENTS[kind], context.line((block.map or [0])[0])
        begun, _, name = id.replace("-", ":", 1).partition(":")
        if name and begun in STATEMENTS.values() and begun != prefix:
            hint = f"write {{#{prefix}:{name}}}" if prefix else "write {#NAME}"
            context.errors.add(where, f"the id {id!r} is of another kind than {kind!r}", hint)
        name = name if name and begun == prefix else id
        with context.reading(Positions(block.content, context.lines, given["titled"])):
            shown = (
                part(context, self.md, title, max(block.content.find(title), 0), "a caption") if title else ""
            )
        number = sum(isinstance(each, Statement) and each.kind == kind for each in context.nodes) + 1
        label = f"{prefix}:{name}" if prefix and id else ""
        node = Statement(kind, number if prefix else 0, label, id, shown, where)
        block.content = context.add(node)

    def _positions(self, block: Block) -> Positions:
        if self.row and block.type == "inline":
            return self.row.cell(block.content)
        return Positions(block.content, self.context.lines, block.map[0] if block.map else 0)

    def _inline(self, block: Block, inside: str | None = None) -> None:
        context = self.context
        with context.reading(self._positions(block), 0, inside):
            if self.row:
                check_code(context, block.content)
                context.row = self.row.line
            read_inline(context, self.md, block)
            context.row = ""

    def _paragraph(self, tokens: list[Block], at: int) -> int:
        opening, block, closing = tokens[at : at + 3]
        positions = self._positions(block)
        with self.context.reading(positions):
            if refused := refused_line(block.content):
                self.context.refuse(*refused)
                return 3
            if (macros := definitions(block.content)) is not None:
                with self.context.errors.collecting():
                    kept(self.context.macros, macros, self.context.at(0))
                return 3
            self._paragraph_attributes(opening, block)
        self._inline(block)
        if figure := self._figure(block, opening):
            self.out.append(figure)
        else:
            self.out += (opening, block, closing)
        return 3

    def _paragraph_attributes(self, opening: Block, block: Block) -> None:
        """Give a paragraph the attributes that its last line holds."""
        before, _, last = block.content.rpartition("\n")
        found = AT_END.match(last)
        given = read_attributes(found) if found and before and not opening.hidden else None
        if given is None:
            return
        block.content = before
        self._give(opening, given, len(before) + 1, PARAGRAPH_TAKES, "a paragraph")

    def _give(self, opening: Block, given: Attributes, at: int, takes: set[str], what: str) -> None:
        if given.id:
            opening.attrSet("id", given.id)
            self.context.raw_ids.setdefault(given.id, self.context.at(at))
        if given.classes:
            opening.attrSet("class", " ".join(given.classes))
        for key, value in given.values:
            if key in takes or key.startswith("data-"):
                opening.attrSet(key, value)
            else:
                self.context.refuse(at, f"{what} takes no {key!r}", "it takes #id and .class")

    def _figure(self, block: Block, opening: Block) -> Block | None:
        """Return the figure that a paragraph is whose only content is an image with a title or a label, else None."""
        children = block.children or []
        if len(children) != 1 or "image" not in children[0].meta or opening.hidden:
            return None
        index, title = children[0].meta["image"], children[0].meta["title"]
        image = self.context.nodes[index]
        if not isinstance(image, Image) or not (title or image.label):
            return None
        with self.context.reading(self._positions(block)):
            if opening.attrs:
                what, hint = "attributes beneath an image", "write them right behind it, in its line"
                self.context.refuse(len(block.content), what, hint)
            start = max(block.content.find(title, children[0].meta["at"]), 0) if title else 0
            caption = part(self.context, self.md, title, start, "a caption")
        others = tuple(pair for pair in image.attributes if pair[0] != "title")
        self.context.nodes[index] = Image(image.source, image.alt, image.where, others, image.label, caption)
        return Block("aside", "", 0, content=children[0].content, block=True)

    def _heading(self, opening: Block, block: Block, closing: Block) -> int:
        context = self.context
        where = self._heading_place(opening, block)
        if context.inside:
            context.errors.add(where, f"a heading cannot stand in {context.inside}", "move it into the text")
            context.refused.add("heading")
            return 3
        label = self._heading_attributes(opening, block)
        if opening.level == 0:
            context.folds.refuse_heading(where)
            context.headings.append(Heading(int(opening.tag[1]), label, where))
        if self.shift:
            opening.tag = closing.tag = f"h{int(opening.tag[1]) + 1}"
        if opening.tag == "h7":
            context.errors.add(where, "a heading below the sixth level", "write ## for the first ones")
        self._inline(block, "a heading")
        self.out += (opening, block, closing)
        return 3

    def _heading_place(self, opening: Block, block: Block) -> str:
        line = (opening.map or [0])[0]
        if opening.markup.startswith("#"):
            return self.context.line(line, max(self.context.lines[line].find("#"), 0))
        with self.context.reading(self._positions(block)):
            return self.context.at(0)

    def _heading_attributes(self, opening: Block, block: Block) -> str:
        """Take the attributes from a heading's end, and return the id among them, "" for none."""
        found = AT_END.search(block.content)
        given = read_attributes(found) if found else None
        if found is None or given is None:
            return ""
        with self.context.reading(self._positions(block)):
            self._give(
                opening, Attributes("", given.classes, given.values), found.start(), set(), "a heading"
            )
        block.content = block.content[: found.start()]
        opening.meta = {"label": given.id}
        return given.id

    def _code(self, block: Block) -> None:
        context, line = self.context, (block.map or [0])[0]
        column = max(context.lines[line].find(block.markup), 0) if block.markup else 0
        where = context.line(line, column)
        if not block.meta.get("closed", True):
            context.errors.add(where, "a code fence is not closed", f"close it with {block.markup}")
            context.refused |= ALL  # it took the rest of the text
        info = block.info.strip()
        if info == "math":
            self._display(Block("display", "", 0, content=block.content, map=[line + 1, line + 2]))
            return
        before = len(context.errors)
        with context.errors.collecting():
            listings.check_language_of(info, where)
            if code := read_live_code(block.content, info, where, context.origin(line + 1)[1]):
                self._aside(code)
                return
        fence = Fence() if len(context.errors) > before else self._fence(block, line, column)
        self._aside(CodeBlock(block.content, info, fence))

    def _fence(self, block: Block, line: int, column: int) -> Fence:
        """Return what a fence says behind its marks, which begin in a column of a line."""
        context, start = self.context, column + len(block.markup)
        lines = block.content.count("\n") + (not block.content.endswith("\n") and bool(block.content))
        fence = read_fence(block.info, lines, lambda index: context.line(line, start + index), context.errors)
        if fence.label in context.raw_ids:
            what = f"the id {fence.label!r} is given twice, first at {context.raw_ids[fence.label]}"
            context.errors.add(context.line(line, column), what, "choose another")
        elif fence.label:
            context.raw_ids[fence.label] = context.line(line, column)
        return fence

    def _aside(self, node: CodeBlock | LiveCode) -> None:
        self.out.append(Block("aside", "", 0, content=self.context.add(node, BLOCK), block=True))

    def _html(self, block: Block) -> None:
        content = block.content.rstrip("\n")
        with self.context.reading(Positions(content, self.context.lines, (block.map or [0])[0])):
            if (inside := WITHIN_HTML.search(content)) and "\n" in content:
                hint = "leave an empty line behind the tag and above the one that closes it"
                self.context.refuse(inside.start(), "Markdown within HTML, right behind its tag", hint)
            if behind := BEHIND_COMMENT.match(content):
                what = "text behind a comment, where Markdown leaves it as it is"
                self.context.refuse(behind.start("text"), what, "write it into the next line")
            block.content = f"{listings.boxed(rewritten(self.context, content))}\n"
        block.meta = {"open": len(self.context.open_tags) > self.context.open_from}
        self.out.append(block)

    def _display(self, block: Block) -> None:
        """Read a formula that is a block."""
        context = self.context
        with context.reading(self._positions(block)), context.errors.collecting():
            found = whole_display(block.content)
            if (macros := definitions(found["shown"])) is not None:
                kept(context.macros, macros, context.at(0))
                return
            content = f"<p>{context.add(HANDLERS['display'](self._token(found)))}</p>"
            self.out.append(Block("aside", "", 0, content=content, block=True))
            return
        context.refused.add("display")

    def _token(self, found: re.Match[str]) -> Token:
        context = self.context
        return Token(
            found,
            context.at,
            lambda text, at, inside: part(context, self.md, text, at, inside),
            context.starts,
            context.escapes,
        )

    def _own(self, block: Block) -> None:
        """Read a directive, a caption or the mark of a fold."""
        kind, pattern = OWN[block.type]
        context = self.context
        with context.reading(self._positions(block)), context.errors.collecting():
            indent = len(block.content) - len(block.content.lstrip())
            found = pattern.match(block.content, indent)
            if found is None:
                raise RuntimeError("a block's rule and its pattern differ")
            node = HANDLERS[kind](self._token(found))
            content = context.add(node, INLINE if kind == "table" else BLOCK)
            made = Block(block.type if kind != "figure" else "aside", "", 0, content=content, block=True)
            made.meta = {"node": len(context.nodes) - 1}
            self._follow_fold(node, block)
            self.out.append(made)
            return
        context.refused.add(kind)
        if kind == "fold":
            context.folds.excuse()

    def _follow_fold(self, node: Node, block: Block) -> None:
        line, context = (block.map or [0])[0], self.context
        if isinstance(node, FoldOpening | FoldClosing) and context.open_tags:
            context.errors.add(node.where, "a fold's mark in an element of HTML", "move it out of there")
        match node:
            case FoldOpening():
                context.folds.open(node, context.offset(line + 1) - 1)
            case FoldClosing():
                context.folds.close(node, "\n".join(context.lines), context.offset(line))

    def _lost_caption(self, block: Block) -> None:
        node = self.context.nodes[block.meta["node"]]
        if isinstance(node, TableCaption):
            self.context.errors.add(node.where, "a caption without a table", "write the table right below it")

    def _note(self) -> None:
        """Make a node of a note that ends."""
        context = self.context
        start, context.inside = self.notes.pop()
        opening, *blocks = self.out[start:]
        del self.out[start:]
        line, name = (opening.map or [0])[0], str(opening.meta["label"])
        where = context.line(line, max(context.lines[line].find(f"[^{name}]"), 0))
        if not blocks:
            context.errors.add(where, f"the note {name!r} holds nothing", "write it, or remove it")
        html = rendered(context, self.md, blocks).rstrip("\n")
        if [block.type for block in blocks] == ["paragraph_open", "inline", "paragraph_close"]:
            html = html.removeprefix("<p>").removesuffix("</p>")
        context.nodes.append(NoteText(name, html, where))

    def _refuse(self, block: Block, text: str, what: str, hint: str, kind: str) -> None:
        line = (block.map or [0])[0]
        place = self.context.line(line, max(self.context.lines[line].find(text.strip()), 0))
        self.context.errors.add(place, what, hint)
        self.context.refused.add(kind)
