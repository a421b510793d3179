"""The contact sheets of the shipped weights."""

from collections.abc import Iterator
from pathlib import Path

from aeexplain import checkpoint
from aeexplain.training import recipes
from aeexplain.training.sheets import Picture


def sheets(weights_dir: Path) -> Iterator[tuple[str, Picture]]:
    """Yield name and contact sheet of every weight file whose recipe draws one; ExplainError where a file is refused."""
    for name in recipes.names():
        path, sheet = weights_dir / f"{name}.json", recipes.find(name).sheet
        if sheet and path.is_file():
            weights = checkpoint.loads(path.read_text(encoding="utf-8"), f"weights/{path.name}")
            yield name, sheet(weights.models, weights.samples)
