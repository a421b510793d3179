r"""Macros that an article defines for its formulas: `\newcommand` and its kin, in a paragraph or a display of their own."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.markup.tex import Edited

NAMED = re.compile(
    r"\s*(?:\\(?P<new>(?:re|provide)?newcommand)\*?\s*(?:\{\s*(?P<braced>\\[A-Za-z]+)\s*\}|(?P<bare>\\[A-Za-z]+))\s*"
    r"(?:\[(?P<count>\d)\]\s*)?(?P<default>\[[^\]]*\])?"
    r"|\\(?P<operator>DeclareMathOperator)(?P<star>\*?)\s*\{\s*(?P<named>\\[A-Za-z]+)\s*\}"
    r"|\\def\s*(?P<defined>\\[A-Za-z]+)\s*(?P<arguments>(?:\#\d)*))\s*(?=\{)"
)
CALLED = re.compile(r"\\[A-Za-z]+")
ARGUMENT = re.compile(r"(?P<before>\\[A-Za-z]+)?#(?P<number>\d)")
SINGLE = re.compile(r"\\[A-Za-z]+|\\.|[^{}\\#]")
MOST_EXPANDED = 1000
BEGINS = re.compile(r"\s*\\(?:(?:re|provide)?newcommand|DeclareMathOperator|def)(?![A-Za-z])")


def definitions(text: str) -> dict[str, str] | None:
    """Return the macros of a text that holds nothing else, as KaTeX takes them; None for any other text."""
    if not BEGINS.match(text):
        return None
    found, at = dict[str, str](), 0
    while named := NAMED.match(text, at):
        end = _braces_end(text, named.end())
        if end is None:
            return None
        body, at = text[named.end() + 1 : end], end + 1
        name = next(filter(None, (named[each] for each in ("braced", "bare", "named", "defined"))))
        if named["default"]:
            return None
        found[name] = rf"\operatorname{named['star']}{{{body}}}" if named["operator"] else body
    return found if not text[at:].strip() else None


def kept(macros: dict[str, str], new: Mapping[str, str], where: str) -> None:
    """Add macros to those of the article; one that means two things: ExplainError."""
    for name, body in new.items():
        if macros.setdefault(name, body) != body:
            what = f"the macro {name} is defined twice, and differently"
            raise ExplainError(where, what, "give one another name: a macro is the whole article's")


def expanded(formula: Formula, macros: Mapping[str, str]) -> Formula:
    """Return a formula without macros of the article; one that calls itself, or lacks what it is called with: ExplainError."""
    edited, at, count = Edited(formula.tex, list(formula.edits)), 0, 0
    while found := CALLED.search(edited.tex, at):
        body = macros.get(found[0])
        if body is None:
            at = found.end()
            continue
        count += 1
        arguments, end = _arguments(edited.tex, found.end(), body)
        if arguments is None or count > MOST_EXPANDED:
            what = (
                "expands too far"
                if arguments is not None
                else f"is called without what it wants, {body!r:.40}"
            )
            raise ExplainError(
                formula.place(found.start()), f"the macro {found[0]} {what}", "see where it is defined"
            )
        made = ARGUMENT.sub(partial(_put, arguments), body)
        apart = " " if re.search(r"\\[A-Za-z]+\Z", made) and edited.tex[end : end + 1].isalpha() else ""
        edited.replace(found.start(), end, made + apart)
        at = found.start()
    return replace(formula, tex=edited.tex, edits=tuple(edited.edits)) if count else formula


def _put(arguments: list[str], found: re.Match[str]) -> str:
    """Return an argument for where it stands in a macro's body: apart from a command's name before it."""
    given = arguments[int(found["number"]) - 1]
    before = found["before"] or ""
    return before + (" " if before and given[:1].isalpha() else "") + given


def _arguments(tex: str, at: int, body: str) -> tuple[list[str] | None, int]:
    """Return what a macro is called with and where that ends; None where there is less than its body wants."""
    wanted = max((int(found["number"]) for found in ARGUMENT.finditer(body)), default=0)
    found: list[str] = []
    for _ in range(wanted):
        while tex[at : at + 1].isspace():
            at += 1
        end = _braces_end(tex, at) if tex[at : at + 1] == "{" else None
        single = SINGLE.match(tex, at)
        if end is not None:
            found.append(tex[at + 1 : end])
            at = end + 1
        elif single:
            found.append(single[0])
            at = single.end()
        else:
            return None, at
    return found, at


def _braces_end(text: str, start: int) -> int | None:
    """Return the index of the brace that closes the one at `start`."""
    depth, at = 0, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
            if not depth:
                return at
        at += 1
    return None
