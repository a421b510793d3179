"""`::: deeper Title {#id}`: a fold that holds what goes further, up to a line `:::`; the id may be left out."""

import re

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import FoldOpening
from aeexplain.site.markup.token_patterns import Token

ID = re.compile(r"[ \t]*\{#(?P<id>[^\s{}]*)\}[ \t]*\Z")
FIT = re.compile(r"[\w.:-]*\w")


def deeper(token: Token, rest: str, start: int) -> FoldOpening:
    """Return the fold that begins with `rest`, which stands `start` characters into the token.

    Without a title, or with an id that cannot be one: ExplainError.
    """
    found = ID.search(rest)
    title = rest[: found.start()] if found else rest
    if not title.strip():
        raise ExplainError(token.where, "a fold without a title", "write ::: deeper TITLE")
    label = found["id"] if found else ""
    if found and not FIT.fullmatch(label):
        raise ExplainError(token.where, f"{label!r} is no id of a fold", "write {#NAME} behind its title")
    return FoldOpening(token.scanned("fold", "a fold's title", title.rstrip(), start), label, token.where)
