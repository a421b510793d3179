"""How commands speak: results on the standard output, errors and progress on the standard error."""

import json
import sys
from dataclasses import fields
from itertools import takewhile
from typing import Any

from rich.console import Console

from aeexplain.project import INSIDE_WHEEL, PACKAGE
from aeexplain.tables import Table, laid_out

INSTALLED = (PACKAGE / INSIDE_WHEEL).is_dir()  # by pip, not run from a checkout
console = Console(highlight=False, emoji=False, soft_wrap=True)
error_console = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


def print_error(message: str) -> None:
    """Print a message as an error."""
    error_console.print(f"error: {spelt(message)}", markup=False)


def spelt(text: str) -> str:
    """Return a text with commands as they are called here: `aeexplain serve` where the generator is installed."""
    return (
        text.replace("python build.py", "aeexplain").replace("build.py", "aeexplain") if INSTALLED else text
    )


def print_json(value: object) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, indent=1) + "\n")


def print_costs(title: str, costs: list[Any]) -> None:
    """Print one table of a bench: a row for each figure, a column for each field."""
    if not costs:
        return
    names = tuple(field.name for field in fields(costs[0]))
    texts = takewhile(lambda name: isinstance(getattr(costs[0], name), str), names)
    rows = [tuple(_cell(getattr(cost, name)) for name in names) for cost in costs]
    print_table(Table(title, names, rows, keys=max(1, len(list(texts)))))


def print_table(table: Table) -> None:
    """Print a table as wide as the terminal; where the output goes elsewhere, each row on one line."""
    width = console.width if sys.stdout.isatty() else None
    console.print(laid_out(table, width), markup=False)


def _cell(value: Any) -> str:
    match value:
        case float():
            return f"{value:.2f}" if value < 10 else f"{value:.1f}"
        case None:
            return ""
        case list():
            return ", ".join(f"{each:.0f}" for each in value) or "none"
        case _:
            return str(value)
