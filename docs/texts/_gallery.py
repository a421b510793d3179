"""The gallery's demos: which shows what, and the lines of it that do."""

import re
from functools import cache
from pathlib import Path

from aeexplain_texts._markdown import body_of, fence

DEMOS = Path(__file__).parents[1] / "demos"
DOCSTRING = re.compile(r'"""(?:\w+: )?(.*?)\.?"""', re.DOTALL)


@cache
def sources():
    """Return the source of each demo of the gallery, by its name."""
    paths = sorted(DEMOS.glob("[a-z]*.py"))
    return {path.stem.replace("_", "-"): path.read_text("utf-8") for path in paths}


def demo_of(name, kinds=("control", "mark", "image")):
    """Return the name of the demo that shows something: the one named after it, else the first that calls it; else "".

    kinds: with which its name may begin.
    """
    named = [each for each in sources() if each.partition("-")[2] == name.replace("_", "-").lower()]
    calling = [each for each, source in sources().items() if re.search(rf"\b{name}\(", source)]
    return next((each for each in (*named, *calling) if each.partition("-")[0] in kinds), "")


def figure(name):
    """Return a demo as a figure, below the lines of its `compute`."""
    source = sources()[name]
    return f"{fence(body_of(source, 'compute'))}\n\n::demo {name} {caption(name)}"


def caption(name):
    """Return the sentence with which a demo's file begins."""
    return f"{DOCSTRING.match(sources()[name])[1]}."


def declared(name):
    """Return the line in which a demo declares its first control."""
    found = re.search(r"controls=\{\s*(.*?)\},?\n? *(?:views=|\))", sources()[name], re.DOTALL)
    return " ".join(found[1].split()).rstrip(", ").replace("( ", "(").replace(", )", ")")
