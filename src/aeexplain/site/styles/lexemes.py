"""What a style sheet is made of, as far as one has to know that to find its addresses, blocks and declarations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEXEME = re.compile(
    r"""(?P<comment>/\*.*?\*/)|(?P<open_comment>/\*)|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?P<quote>["'])"""
    r"""|url\(\s*(?P<url>[^"'()\s]*)\s*\)|url\(\s*(?:"(?P<url2>[^"\n]*)"|'(?P<url1>[^'\n]*)')\s*\)|(?P<sign>[{}()\[\];])""",
    re.DOTALL | re.IGNORECASE,
)
NAME = re.compile(r"-?-?[a-zA-Z_][\w-]*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def address_of(lexeme: re.Match[str]) -> str:
    """Return the address that a match of LEXEME names; empty where it names none."""
    return lexeme["url"] or lexeme["url1"] or lexeme["url2"] or ""


def plain(css: str) -> str:
    """Return a style sheet with spaces for comments and dots for strings, as long as before: their signs count for nothing."""
    return LEXEME.sub(_blank, css)


def _blank(match: re.Match[str]) -> str:
    if match["sign"]:
        return match[0]
    sign = " " if match["comment"] else "."
    return re.sub(r"[^\n]", sign, match[0])


@dataclass(frozen=True)
class Declaration:
    """A declaration: where it begins in the sheet, what it says of which property, and the heads of the blocks around it."""

    index: int
    name: str
    value: str
    around: tuple[str, ...]


def declarations(css: str) -> Iterator[Declaration]:
    """Yield the declarations of a sheet that `check_rules` passes, those in blocks within blocks among them."""
    bare, blocks, start, depth = plain(css), list[str](), 0, 0
    for match in re.finditer(r"[{}();]", bare):
        sign, index = match[0], match.start()
        if sign in "()":
            depth += 1 if sign == "(" else -1
        elif not depth:
            name, colon, _ = bare[start:index].partition(":")
            if sign == "{":
                blocks.append(bare[start:index].strip())
            elif colon and blocks and NAME.fullmatch(name.strip()):
                at = start + len(name) - len(name.lstrip())
                value = COMMENT.sub("", css[start + len(name) + 1 : index]).strip()
                yield Declaration(at, name.strip(), value, tuple(blocks))
            if sign == "}" and blocks:
                blocks.pop()
            start = index + 1
