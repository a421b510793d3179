"""What can be wrong, and what to do: read from the code that says so."""

import ast
import re
from collections import defaultdict

from aeexplain_texts._markdown import prose, table

from aeexplain.project import PACKAGE

PARTS = {
    "The command line": ("cli", "setup", "starters.py", "project.py", "played.py"),
    "Articles and pages": ("site/content", "site/markup", "site/math", "site/pages"),
    "site.toml, templates, styles": ("site/core", "site/build", "site/styles"),
    "Figures": ("demo", "draw", "bridge.py", "site/figures", "edits", "notebook"),
    "Models and weight files": ("training", "checkpoint.py", "nn", "runtime"),
}
# What is more than … alone, which only a run knows.
LETTERS = re.compile(r"[a-z]{2}")
# Where the words of what is wrong stand among the arguments of what makes or notes an error.
MAKERS = {"ExplainError": 1, "add": 1, "refuse": 1, "_refusal": 1}


def text():
    """Return for each part of the tool a table of what it can find wrong, and what to do about it."""
    found = defaultdict(set)
    for title, rooms in PARTS.items():
        for room in rooms:
            path = PACKAGE / room
            for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
                found[title] |= set(_errors(ast.parse(file.read_text("utf-8"))))
    return "\n\n".join(f"## {title}\n\n{_table(found[title])}" for title in PARTS)


def _table(pairs):
    rows = sorted((prose(what), prose(hint)) for what, hint in pairs)
    return table(("what is wrong", "what to do"), rows)


def _errors(node, names=None):
    """Yield what is wrong and what to do for each error that a piece of code makes in words of its own.

    names: the texts that have names where the code stands.
    """
    names = dict(names or {})
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            names[each.targets[0].id] = each.value
        at = MAKERS.get(_name(each.func)) if isinstance(each, ast.Call) else None
        if at is not None and len(each.args) > at:
            what, hint = (_words(part, names) for part in (*each.args[at : at + 2], None)[:2])
            if LETTERS.search(what) and " " in what:
                yield what, hint
        yield from _errors(each, names)


def _name(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _words(node, names):
    """Return a text as code builds it, with … for what only a run knows; "" where it builds none of its own."""
    if isinstance(node, ast.Name):
        node = names.get(node.id)
    match node:
        case ast.Constant(value=str()):
            return " ".join(node.value.split())
        case ast.JoinedStr():
            parts = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
            return " ".join("".join(parts).split())
        case ast.Call(func=ast.Name(id="did_you_mean")):
            return "take the nearest name, which it tells"
    return ""
