"""`%%figure NAME`: a cell with a `compute` becomes the file of a figure, and the figure is shown.

    %%figure two-waves
    def compute(shift=(0.0, 3.2)):
        t = np.linspace(0, 12, 200)
        return {"sum": drawing(...), "height": readout(...)}

What a cell leaves out is added: imports of what it uses, `describe`, and a declaration whose controls follow from the defaults
of `compute`, as for interact: (low, high) or (low, high, step) a slider, True or False a toggle, a list of words a choice.
"""

import ast
import itertools
import keyword
import re
from pathlib import Path
from typing import Any

from aeexplain import demo as controls_and_views
from aeexplain import draw
from aeexplain.demo import Demo, Drawing, Pixels, Table
from aeexplain.errors import ExplainError
from aeexplain.files.atomic import write_atomically
from aeexplain.notebook.widget import FigureWidget, show

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
DESCRIBE = '''

def describe({parameters}):
    """Tell the state in a sentence, for those who cannot see it."""
    return f"{sentence}"
'''
DECLARATION = """

DEMO = Demo(
    compute,
    describe,
    controls={{{controls}}},
    views={{{views}}},
)
"""


def load_ipython_extension(ipython: Any) -> None:
    """Let a notebook know the cell magic: %load_ext aeexplain.notebook."""
    ipython.register_magic_function(lambda line, cell: figure(line, cell), "cell", "figure")


def figure(line: str, cell: str, folder: Path | None = None) -> FigureWidget:
    """Write a cell as the file of a figure, demos/NAME.py in the folder, and return the figure, to be shown.

    A name that is none, a cell that is no Python or has no `compute`, a file that is there and was written otherwise:
    ExplainError.
    """
    name, _, option = line.strip().partition(" ")
    if not NAME.fullmatch(name) or option.strip() not in ("", "--replace"):
        raise ExplainError(
            f"%%figure {line.strip()!r:.60}",
            "names no figure",
            "write %%figure two-waves, or %%figure two-waves --replace",
        )
    text = demo_text(name, cell)
    path = (folder or Path.cwd()) / "demos" / f"{name.replace('-', '_')}.py"
    if path.exists() and path.read_text(encoding="utf-8") != text and not option:
        raise ExplainError(
            str(path),
            "is there already, and another",
            f"choose another name, or write %%figure {name} --replace",
        )
    shown = show(_run(text, str(path))["DEMO"])
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, text.encode())
    return shown


def demo_text(name: str, cell: str) -> str:
    """Return the text of a figure's file: the cell, with what it leaves out; see the module."""
    place = f"%%figure {name}"
    try:
        tree = ast.parse(cell)
    except SyntaxError as error:
        raise ExplainError(
            f"{place}:{error.lineno}", f"is no Python: {error.msg}", "mend the line"
        ) from error
    if not any(isinstance(node, ast.FunctionDef) and node.name == "compute" for node in tree.body):
        raise ExplainError(
            place, "has no function compute", "write def compute(...): and return the views by their names"
        )
    text = cell.strip() + "\n"
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    if not _assigns(tree, "DEMO"):
        text = _declared(text, functions["compute"], place, has_describe="describe" in functions)
    doc = "" if ast.get_docstring(tree) else f'"""{name.replace("-", " ").capitalize()}."""\n\n'
    return doc + _imports(ast.parse(text)) + text


def _declared(text: str, compute: ast.FunctionDef, place: str, has_describe: bool) -> str:
    """Return the text with a declaration, for which the views are drawn once, and the defaults of compute gone."""
    defaults = _defaults(compute, place)
    plain = _without_defaults(text, compute)
    if not has_describe:
        sentence = ", ".join(f"{key} {{{key}}}" for key in defaults) or "One state."
        plain += DESCRIBE.format(parameters=", ".join(defaults), sentence=sentence)
    names = _run(_imports(ast.parse(plain)) + plain, place)
    starts = {key: start for key, (_, start) in defaults.items()}
    drawn = names["compute"](**starts)
    pictures = [key for key, shown in drawn.items() if isinstance(shown, Drawing | Pixels | Table)]
    ordered = [*pictures, *(key for key in drawn if key not in pictures)]
    views = [
        f'"{key}": View("{_title(key)}"{", " + chr(34) + "half" + chr(34) if key in pictures else ""})'
        for key in ordered
    ]
    controls = [f'"{key}": {declared}' for key, (declared, _) in defaults.items()]
    return plain + DECLARATION.format(controls=", ".join(controls), views=", ".join(views))


def _defaults(compute: ast.FunctionDef, place: str) -> dict[str, tuple[str, Any]]:
    """Return each parameter's control, as code, and what compute gets of it at the start."""
    parameters = [each.arg for each in compute.args.args]
    given = compute.args.defaults
    if len(given) < len(parameters):
        missing = parameters[: len(parameters) - len(given)]
        hint = "write (low, high), True or False, or a list of words: def compute(shift=(0.0, 3.2)):"
        raise ExplainError(
            f"{place}:{compute.lineno}", f"{', '.join(missing)} has no default to make a control of", hint
        )
    found = {}
    for key, node in zip(parameters, given, strict=True):
        try:
            found[key] = _control(_title(key), ast.literal_eval(node))
        except ValueError as error:
            what = f"the default of {key} makes no control"
            raise ExplainError(
                f"{place}:{node.lineno}", what, "write (low, high), True or False, or a list of words"
            ) from error
    return found


def _control(label: str, default: object) -> tuple[str, Any]:
    match default:
        case bool():
            return f'Toggle("{label}", {default})', default
        case (int() | float() as low, int() | float() as high) if low < high:
            whole = isinstance(low, int) and isinstance(high, int)
            return _slider(label, low, high, 1 if whole else round((high - low) / 50, 6))
        case (int() | float() as low, int() | float() as high, int() | float() as step) if (
            low < high and step > 0
        ):
            return _slider(label, low, high, step)
        case [str(), str(), *_] if all(isinstance(each, str) for each in default):
            return f'Choice("{label}", {tuple(default)!r})', 0
    raise ValueError(default)


def _slider(label: str, low: float, high: float, step: float) -> tuple[str, float]:
    """Return a slider that starts about in the middle, as code, and its start."""
    start = round(low + step * round((high - low) / (2 * step)), 6)
    return f'Slider("{label}", {low}, {high}, start={start}, step={step}, plays=True)', start


def _without_defaults(text: str, compute: ast.FunctionDef) -> str:
    """Return the text without the defaults of its function compute."""
    lines = [line.encode() for line in text.splitlines(keepends=True)]  # columns of syntax trees count bytes
    starts = [0, *itertools.accumulate(map(len, lines))]
    content = b"".join(lines)
    for parameter, default in reversed(list(zip(compute.args.args, compute.args.defaults, strict=True))):
        end = starts[(parameter.end_lineno or 1) - 1] + (parameter.end_col_offset or 0)
        rest = starts[(default.end_lineno or 1) - 1] + (default.end_col_offset or 0)
        content = content[:end] + content[rest:]
    return content.decode()


def _imports(tree: ast.Module) -> str:
    """Return imports of what the text uses and does not name itself: np, and what figures are made of."""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    own = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    own |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    lines = ["import numpy as np\n\n"] if "np" in used - own else []
    drawn = used & set(draw.__all__) - own
    declared = used & set(controls_and_views.__all__) - own - drawn
    for module, names in (("aeexplain.demo", declared), ("aeexplain.draw", drawn)):
        lines += [f"from {module} import {', '.join(sorted(names))}\n"] if names else []
    return "".join(lines) + "\n\n" if lines else ""


def _assigns(tree: ast.Module, name: str) -> bool:
    targets = (target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets)
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _run(text: str, place: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "figure"}
    exec(compile(text, place, "exec"), names)
    if "DEMO" in names and not isinstance(names["DEMO"], Demo):
        raise ExplainError(
            place,
            "its DEMO is no Demo",
            "end it with DEMO = Demo(compute, describe, controls=..., views=...)",
        )
    return names


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize() if not keyword.iskeyword(key) else key
