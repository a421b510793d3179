"""What pictures of the site take from its style sheet: the light colours, and the rules for the marks of drawings."""

import json
import re
from functools import cache

from aeexplain.files.digests import digest


def style_of(css: str) -> str:
    """Return a digest of what previews take from a style sheet."""
    return digest(json.dumps(variables(css)), marks(css))


@cache
def variables(css: str) -> dict[str, str]:
    """Return the light colours by their custom property's name; one that is another by its name has that one's."""
    # Of several rules, such as a theme's after the one that ships, the last counts, as in browsers.
    declared = "".join(re.findall(r"^:root \{(.*?)\}", css, re.DOTALL | re.MULTILINE))
    found = dict(re.findall(r"(--[\w-]+): light-dark\((#\w+),", declared))
    for name, other in re.findall(r"(--[\w-]+): var\((--[\w-]+)\);", declared):
        if other in found:
            found[name] = found[other]
    return found


@cache
def marks(css: str) -> str:
    """Return the style sheet's rules outside of media queries, its variables filled in."""
    rules = re.findall(
        r"^[^@{}\n][^{}@]*\{[^{}]*\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL), re.MULTILINE
    )
    colours = variables(css)
    return re.sub(r"var\((--[\w-]+)\)", lambda match: colours.get(match[1], "none"), "\n".join(rules))
