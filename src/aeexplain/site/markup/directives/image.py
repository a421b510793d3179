"""`::image plots/elbow.py {#fig:elbow alt="what it shows" width=60%} caption`: a picture, or what a script draws."""

import re

from aeexplain.errors import ExplainError
from aeexplain.site.markup.dialect.attributes import BRACES, LABEL, SIZE, Attributes, read_attributes
from aeexplain.site.markup.nodes import Image, Node
from aeexplain.site.markup.token_patterns import Token

NAME = re.compile(r"\s*(?:\"(?P<quoted>[^\"\n]+)\"|(?P<bare>[^\s{\"]+))")
MORE = re.compile(r"^::more\b", re.MULTILINE)
TAKES = ("alt", "width", "height", "title")
FORM = '::image FILE {#fig:NAME alt="WHAT IT SHOWS" width=60%} CAPTION'


def image(token: Token) -> Node:
    """Return the picture with its caption; without a file or a text alternative: ExplainError."""
    rest, start = token["rest"], token.match.start("rest")
    named = NAME.match(rest)
    if not named:
        raise ExplainError(token.where, "an image without a file", f"write {FORM}")
    end, given = named.end(), Attributes("", (), ())
    at = end + len(rest[end:]) - len(rest[end:].lstrip())
    if rest.startswith("{", at) and not rest.startswith("{{", at):
        braces = BRACES.match(rest, at)
        read = read_attributes(braces) if braces else None
        if braces is None or read is None:
            raise ExplainError(token.at(start + at), "the braces of an image cannot be read", f"write {FORM}")
        given, end = read, braces.end()
    values = _checked(given, token.at(start + at))
    if not values.get("alt", "").strip():
        raise ExplainError(token.where, "an image without a text alternative", f"write {FORM}")
    text = rest[end:].strip()
    first = rest.index(text, end) if text else end
    if more := MORE.search(rest, end):
        raise ExplainError(token.at(start + more.start()), "::more behind an image", "write it as text below")
    label = LABEL.fullmatch(given.id)
    others = {key: value for key, value in values.items() if key != "alt"}
    if given.classes:
        others["class"] = " ".join(given.classes)
    return Image(
        named["quoted"] or named["bare"],
        values["alt"],
        token.where,
        tuple(others.items()),
        f"fig:{label['name']}" if label else "",
        token.scanned("rest", "a caption", text, first) if text else "",
    )


def _checked(given: Attributes, where: str) -> dict[str, str]:
    """Return the values of an image by their keys; one that it does not take: ExplainError."""
    for key, value in given.values:
        if key not in TAKES and not key.startswith("data-"):
            raise ExplainError(
                where, f"an image takes no {key!r}", f"it takes #id, .class, {', '.join(TAKES)}"
            )
        if key in ("width", "height") and not SIZE.fullmatch(value):
            raise ExplainError(where, f"{value!r} is no size of an image", "write 50%, 300 or 12em")
    if given.id and not LABEL.fullmatch(given.id):
        raise ExplainError(where, f"{given.id!r} is no id of an image", "write {#fig:NAME}")
    return dict(given.values)
