"""The contact sheets of the shipped weights."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

from aeexplain import checkpoint
from aeexplain.checkpoint import Checkpoint
from aeexplain.tracebacks import run_author_code
from aeexplain.training import recipes
from aeexplain.training.sheets.sheet_layout import Picture


def contact_sheets(weights_dir: Path) -> Iterator[tuple[str, Picture]]:
    """Yield name and contact sheet of every weight file whose recipe draws one; ExplainError where a file is refused."""
    for name in recipes.names():
        path, sheet = weights_dir / f"{name}.json", recipes.find(name).sheet
        if sheet and path.is_file():
            weights = checkpoint.loads(path.read_text(encoding="utf-8"), f"weights/{path.name}")
            yield name, _drawn(sheet, weights)


def _drawn(sheet: Callable[..., Picture], weights: Checkpoint) -> Picture:
    """Return a recipe's sheet; an exception of its author's code: ExplainError with the line."""
    return run_author_code(
        inspect.getfile(sheet), lambda: sheet(weights.models, weights.samples), placed=False
    )
