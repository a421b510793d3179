"""Where an article has code and HTML in blocks, by CommonMark's rules: nothing in them is a formula or any other token.

Code is set aside before Markdown sees the text, so that its tabs, trailing spaces and empty lines stay as they are.
"""

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from aeexplain.site.markup.nodes import CodeBlock

POSSIBLE = re.compile(r"^(?:[ \t>*+-]|\d{1,9}[.)])*(?:```|~~~|<| {4}|\t)|^.*\t", re.MULTILINE)
RAW_HTML = re.compile(
    rf"\s*<(?:/?(?:{'|'.join(block_names)}|script|pre|style|textarea)(?=[\s/>]|$)|[!?])", re.IGNORECASE
)
MARKER = re.compile(r"[*+-]|\d[.)]")
QUOTED = re.compile(r"[ \t>]*")


@dataclass(frozen=True)
class Block:
    """A block that begins and ends at indices of the text, at line ends both.

    lead: what Markdown wants before a paragraph in the same place. listed: it stands in a list. code: what it holds where it
    is code, else None. where: the index of its first character, behind what marks the quote or the list. closed: it is no
    fence without an end.
    """

    start: int
    end: int
    where: int
    lead: str
    listed: bool
    code: CodeBlock | None
    closed: bool = True

    def paragraph(self, aside: str) -> str:
        """Return a paragraph with the placeholder `aside`, to stand in the block's place."""
        if self.listed:
            return f"{self.lead}{aside}\n"
        edge = f"{self.lead.rstrip()}\n"
        return f"{edge}{self.lead}{aside}\n{edge}" if self.lead else f"\n{aside}\n\n"


def blocks(text: str) -> list[Block]:
    """Return the blocks of code and of HTML, in their order."""
    if not POSSIBLE.search(text):
        return []
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found, containers = [], list[str]()
    for token in _parser().parse(text.replace("\r", " ")):  # which would end a line for the parser alone
        if token.type in ("blockquote_open", "list_item_open"):
            containers.append(token.type)
        elif token.type in ("blockquote_close", "list_item_close"):
            containers.pop()
        elif token.type in ("fence", "code_block") or (
            token.type == "html_block" and RAW_HTML.match(token.content)
        ):
            found.append(_block(token, containers, lines, starts))
    return found


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.core.ruler.disable("inline")
    return parser.disable("reference")  # a note begins like one


def _block(token: Token, containers: list[str], lines: list[str], starts: list[int]) -> Block:
    first, end = token.map or [0, 0]
    line, is_html = lines[first], token.type == "html_block"
    while end - 1 > first and not lines[end - 1].strip(" \t>"):
        end -= 1
    opening = (
        token.markup if token.type == "fence" else token.content.lstrip("\n").partition("\n")[0].strip(" \t")
    )
    place = max(line.rfind(opening) if token.type == "code_block" else line.find(opening), 0)
    before = line[:place]
    lead = "".join("    " if each == "list_item_open" else "> " for each in containers)
    if MARKER.search(before):
        lead = before.rstrip() + " "
    closing = QUOTED.sub("", lines[end - 1], count=1).rstrip(" \t")
    closed = token.type != "fence" or (
        end - 1 > first and closing == token.markup[0] * len(closing) and len(closing) >= len(token.markup)
    )
    return Block(
        start=starts[first],
        end=min(starts[end], starts[-1] - 1),
        where=starts[first] + place,
        lead=lead,
        listed="list_item_open" in containers,
        code=None if is_html else CodeBlock(token.content, token.info.strip()),
        closed=closed,
    )
