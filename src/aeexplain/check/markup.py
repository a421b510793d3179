"""Valid HTML, by html-validate under Node."""

import json
from collections.abc import Iterator
from pathlib import Path

from aeexplain.check.findings import Finding
from aeexplain.setup.node import node_package, run_node

SCRIPT = Path(__file__).with_name("markup.mjs")


def invalid_markup(dist: Path) -> Iterator[Finding]:
    """Yield what html-validate's recommended rules say against any page."""
    pages = sorted(str(page) for page in dist.rglob("*.html"))
    told = json.loads(run_node(SCRIPT, "", str(node_package("html-validate")), *pages, seconds=300))
    for page, line, column, rule, message in told:
        where = Path(page).relative_to(dist).as_posix()
        yield Finding(f"html: {rule}", f"{where}:{line}:{column}", message)
