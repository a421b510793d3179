r"""Formulas as they are found: between dollar signs or LaTeX's own marks; `\label` and `\tag` are taken out of displays."""

import re
from dataclasses import dataclass, field

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.markup.token_patterns import LIKE_MONEY, STANDING, Token

TAG = re.compile(r"[ \t]*\\tag(?P<star>\*?)\s*\{(?P<tag>(?:\\.|[^{}\\]|\{[^{}]*\})*)\}")
LABEL = re.compile(r"[ \t]*\\label\s*\{(?P<label>[^{}]*)\}")
FIT = re.compile(r"eq:[\w.:-]*\w")
FENCED = re.compile(r"`+")
# What KaTeX wants otherwise. Environments that number their lines by themselves: only a display with a label has a number.
TO_KATEX = (
    (re.compile(r"\\(?:begin|end)\{displaymath\*?\}"), ""),
    (re.compile(r"\\begin\{eqnarray\*?\}"), r"\\begin{darray}{rcl}"),
    (re.compile(r"\\end\{eqnarray\*?\}"), r"\\end{darray}"),
    (re.compile(rf"(\\(?:begin|end)\{{(?:{STANDING}))(?=\}})"), r"\1*"),
    (re.compile(r"\\mbox(?=\s*\{)"), r"\\text"),
)


def display(token: Token) -> Formula:
    r"""`$$TeX$$`, perhaps with `{#eq:name}` behind it or `\label{eq:name}` in it."""
    label = token.match["numbered"]
    label = label and re.sub(r"\Aeq-", "eq:", label)  # as Quarto writes it
    if label is not None and not FIT.fullmatch(label):
        raise ExplainError(token.where, f"{label!r} is no label of an equation", "write {#eq:NAME}")
    return _display(token, token["shown"], token.match.start("shown"), label or "")


def inline(token: Token) -> Formula:
    """`$TeX$`; GitHub wants backticks within the dollar signs at times, and they are no part of it."""
    tex, start = token["tex"], token.match.start("tex")
    ticks = FENCED.match(tex)
    if ticks and tex.endswith(ticks[0]) and len(tex) > 2 * len(ticks[0]):
        start += len(ticks[0])
        tex = tex[len(ticks[0]) : -len(ticks[0])]
    if LIKE_MONEY.match(tex):
        what = f"a formula that begins like a sum of money: ${' '.join(tex.split()):.30}$"
        raise ExplainError(
            token.where, what, r"write \$ for a dollar sign, \text{...} for words in a formula"
        )
    columns, edited = token.starts(start, tex), Edited(tex, token.escapes(start, tex))
    edited.for_katex()
    return Formula(edited.tex, False, token.at(start), columns=columns, edits=tuple(edited.edits))


def _display(token: Token, tex: str, start: int, label: str) -> Formula:
    """Return a display whose TeX stands at an index of the token; two labels, or one that cannot be: ExplainError."""
    columns, edited = token.starts(start, tex), Edited(tex, token.escapes(start, tex))
    for found in reversed(list(LABEL.finditer(tex))):
        inner, place = found["label"].strip(), token.at(start + found.start("label"))
        if label:
            what = f"a second label in one display, {inner!r}"
            raise ExplainError(place, what, "keep one, or part the display")
        label = inner if inner.startswith("eq:") else f"eq:{inner}"
        if not FIT.fullmatch(label):
            raise ExplainError(place, f"{inner!r} is no label of an equation", r"write \label{eq:NAME}")
        edited.replace(found.start(), found.end(), "")
    tag, bare = _tag(token, tex, start)
    for found in reversed(list(TAG.finditer(edited.tex))):
        edited.replace(found.start(), found.end(), "")
    edited.for_katex()
    return Formula(edited.tex, True, token.at(start), label, columns, tuple(edited.edits), tag, bare)


def _tag(token: Token, tex: str, start: int) -> tuple[str, bool]:
    """Return what a display's tag shows, as HTML, and whether it stands without parentheses; several tags: ExplainError."""
    found = list(TAG.finditer(tex))
    if not found:
        return "", False
    if len(found) > 1:
        place = token.at(start + found[1].start() + len(found[1][0]) - len(found[1][0].lstrip()))
        raise ExplainError(place, "a second tag in one display", "keep one, or part the display")
    shown, at = found[0]["tag"], start + found[0].start("tag")
    if not shown.strip():
        raise ExplainError(token.at(start + found[0].start("tag")), "a tag that says nothing", "fill it in")
    if "$" not in shown and re.search(r"[\\^_{]", shown):
        shown = rf"$\text{{{shown}}}$"
    return token.scan(shown, at, "a tag"), bool(found[0]["star"])


@dataclass
class Edited:
    """TeX that is changed for KaTeX, and where how many characters went: (index in the result, how many; fewer than 0 came)."""

    tex: str
    edits: list[tuple[int, int]] = field(default_factory=list)

    def replace(self, start: int, end: int, by: str) -> None:
        """Put `by` into the place of a part."""
        gone = end - start - len(by)
        self.edits = [(at - gone if at >= end else at, more) for at, more in self.edits]
        if gone:
            self.edits.append((start + len(by), gone))
        self.tex = self.tex[:start] + by + self.tex[end:]

    def for_katex(self) -> None:
        """Write what KaTeX does not know in its own words."""
        for pattern, by in TO_KATEX:
            for found in reversed(list(pattern.finditer(self.tex))):
                self.replace(found.start(), found.end(), found.expand(by))
