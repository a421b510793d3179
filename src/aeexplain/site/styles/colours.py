"""What pictures of the site take from its style sheet: the light colours, and the rules for the marks of drawings."""

import json
import re
from contextlib import suppress
from functools import cache

from aeexplain.files.digests import digest
from aeexplain.site.styles.colour_values import WHITE, NoColourError, read_colour
from aeexplain.site.styles.lexemes import declarations

ROOTS = re.compile(r"(?:^|[\s,])(?::root|html|:where\(:root\)|:where\(html\))(?:,|$)")


def style_of(css: str) -> str:
    """Return a digest of what previews take from a style sheet."""
    return digest(json.dumps(variables(css)), marks(css))


@cache
def variables(css: str) -> dict[str, str]:
    """Return the light colours by their custom property's name, as six hexadecimal digits each.

    One that lets something through is as it looks on the page's paper.
    """
    values = custom_properties(css)
    paper = WHITE
    with suppress(NoColourError):
        paper = read_colour("var(--paper)", values).over(WHITE)
    found = {}
    for name, value in values.items():
        with suppress(NoColourError):
            found[name] = read_colour(value, values).over(WHITE if name == "--paper" else paper).hex
    return found


def custom_properties(css: str) -> dict[str, str]:
    """Return the values of the root's custom properties; of several rules, such as a theme's after ours, the last."""
    return {
        each.name: each.value
        for each in declarations(css)
        if each.name.startswith("--") and len(each.around) == 1 and ROOTS.search(each.around[0])
    }


@cache
def marks(css: str) -> str:
    """Return the style sheet's rules outside of media queries, its variables filled in."""
    rules = re.findall(
        r"^[^@{}\n][^{}@]*\{[^{}]*\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL), re.MULTILINE
    )
    colours = variables(css)
    return re.sub(r"var\((--[\w-]+)\)", lambda match: colours.get(match[1], "none"), "\n".join(rules))
