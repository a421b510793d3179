"""Numbers that an article tells of its models, read from their weight files: `{{ metric("file", "path", ".3f") }}`.

The call is taken apart, never evaluated.
"""

import ast
import re
from collections.abc import Callable
from contextlib import suppress

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.markup.nodes import Metric

CALLS = {"metric": ("FILE", "PATH"), "ratio": ("FILE", "PATH", "PATH")}
FORMAT = re.compile(r",?(?:\.\d{1,2})?[efg%]")
# What Jekyll, Hugo and Quarto write between two braces: names of the site and its pages, and filters.
LIQUID = re.compile(
    r"\A(?:site|page|layout|post|include|content|paginator)(?:[.\s|]|\Z)|\A[$.][A-Za-z]|\|\s*[a-z_]+(?:\s*:.*)?\s*\Z"
)
DEFAULT = ".3g"
LONGEST = 300  # characters of a call

Lookup = Callable[[str, str], float]


def metric_html(metric: Metric, lookup: Lookup) -> str:
    """Return the number that a call asks for as HTML; ExplainError, with the call's place, where there is none."""
    name, words = _call(metric)
    wanted = len(CALLS[name])
    form = words[wanted] if len(words) > wanted else DEFAULT
    if len(words) not in (wanted, wanted + 1):
        raise ExplainError(
            metric.where,
            f"{name} wants {wanted} words and perhaps a format, got {len(words)}",
            f"write {_example(name)}",
        )
    if not FORMAT.fullmatch(form):
        raise ExplainError(
            metric.where, f"{form!r} is no format", "write '.3f', ',.0f', '.1%', '.2e' or '.3g'"
        )
    values = [lookup(words[0], path) for path in words[1:wanted]]
    if len(values) == 2 and values[1] == 0:
        raise ExplainError(metric.where, f"{words[2]!r} is zero, so the ratio is none")
    value = values[0] / values[1] if len(values) == 2 else values[0]
    return f'<data value="{value!r}">{formatted_number(value, form)}</data>'


def formatted_number(value: float, form: str) -> str:
    """Return a number as HTML in a format of Python's: a true minus, and powers of ten as such."""
    digits, _, exponent = f"{value:{form}}".replace("-", "−").partition("e")
    if not exponent:
        return digits
    power = exponent.replace("+", "").replace("−0", "−").removeprefix("0")
    return f"{digits}&nbsp;×&nbsp;10<sup>{power}</sup>"


def _call(metric: Metric) -> tuple[str, list[str]]:
    """Return the name and the words of a call such as `metric("a", "b")`."""
    if LIQUID.search(metric.call):
        what = f"a command of another generator, '{{{{ {metric.call:.60} }}}}'"
        hint = r"write what it gives: a file beside the article by its name, an article as ../SLUG/; or \{{ for braces"
        raise ExplainError(metric.where, what, hint)
    node = _parsed(metric.call)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
        what = f"{metric.call!r:.80} is no number of a model"
        raise ExplainError(metric.where, what, f"write {_example('metric')}, or set it as `code`")
    words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if node.func.id not in CALLS:
        what = f"nothing is named {node.func.id!r:.80} between braces"
        raise ExplainError(metric.where, what, did_you_mean(node.func.id, CALLS))
    if len(words) != len(node.args):
        what = f"{node.func.id} wants words between quotes"
        raise ExplainError(metric.where, what, f"write {_example(node.func.id)}")
    return node.func.id, words


def _parsed(call: str) -> ast.expr:
    """Return the call's syntax tree, or a constant where it has none that we would take."""
    if len(call) <= LONGEST and "\\" not in call:
        with suppress(
            SyntaxError, ValueError, MemoryError, RecursionError
        ):  # the last two: nested too deeply
            return ast.parse(call, mode="eval").body
    return ast.Constant(None)


def _example(name: str) -> str:
    return f'{{{{ {name}({", ".join(f'"{word}"' for word in CALLS[name])}, ".3g") }}}}'
