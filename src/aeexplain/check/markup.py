"""Valid HTML, by html-validate under Node."""

import json
from collections.abc import Iterator
from pathlib import Path

from aeexplain.check.findings import Finding, Level
from aeexplain.setup.node import node_package, run_node

SEVERE = 2  # an error, as html-validate counts
SCRIPT = Path(__file__).with_name("markup.mjs")


def invalid_markup(dist: Path) -> Iterator[Finding]:
    """Yield what html-validate's recommended rules say against any page."""
    pages = sorted(str(page) for page in dist.rglob("*.html"))
    messages = json.loads(run_node(SCRIPT, "", str(node_package("html-validate")), *pages, seconds=300))
    for page, line, column, rule, message, severity in messages:
        where = Path(page).relative_to(dist).as_posix()
        level: Level = "error" if severity == SEVERE else "warning"
        yield Finding(f"html: {rule}", f"{where}:{line}:{column}", message, level)
