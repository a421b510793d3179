"""The templates that ship, with the blocks that each has to be filled otherwise."""

import re

from aeexplain_texts._markdown import code, table

from aeexplain.project import PACKAGE, Project

BLOCK = re.compile(r"\{% block (\w+)")


def text():
    """Return a table of all templates."""
    folder = Project(PACKAGE.parents[1]).template("base.html").parent
    rows = [
        (code(path.name), ", ".join(map(code, dict.fromkeys(BLOCK.findall(path.read_text("utf-8"))))))
        for path in sorted(folder.glob("*.*"))
    ]
    return table(("template", "blocks of its own"), rows)
