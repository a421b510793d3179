"""The tokens of the style sheet: its colours, light and dark, and its sizes."""

import re

from aeexplain_texts._markdown import code, table

from aeexplain.project import PACKAGE, STYLE, Project

TOKEN = re.compile(r"^  --([\w-]+): (.*?);(?: /\* (.*?) \*/)?$", re.MULTILINE)
PAIR = re.compile(r"light-dark\((.*), (.*)\)")


def tokens():
    """Return the name, the value and the comment of each token of the first `:root`, in the sheet's order."""
    sheet = Project(PACKAGE.parents[1]).template(STYLE).read_text("utf-8")
    return TOKEN.findall(re.search(r"^:root \{(.*?)^\}", sheet, re.DOTALL | re.MULTILINE)[1])


def text():
    """Return a table of colours, with a swatch for each, and one of all other tokens."""
    colours = [
        (code(f"--{name}"), _swatch(name), *map(code, pair.groups()))
        for name, value, _ in tokens()
        if (pair := PAIR.fullmatch(value))
    ]
    others = [
        (code(f"--{name}"), code(value), said) for name, value, said in tokens() if not PAIR.fullmatch(value)
    ]
    return "\n\n".join(
        (
            table(("token", "colour", "light", "dark"), colours),
            table(("token", "value", "note"), others),
        )
    )


def _swatch(name):
    return f'<span class="swatch" style="background: var(--{name})"></span>'
