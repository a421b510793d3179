"""One article's page as built, and the same page with other ways of starting Python, which a reader's start is held against."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from aeexplain.bench.starts.bare_pages import PAGES, stock_folder, write_files
from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime.wheel import zipped

PAGE_DATA = re.compile(r'(<script type="application/json" id="aeexplain-page">)(.*?)(</script>)', re.DOTALL)
STOCK_WORKER = "article-stock-worker.js"


def lay_out_article(folder: Path, dist: Path, slug: str, project: Project) -> dict[str, str]:
    """Write a built site with other editions of an article's page beside it; return the address of each kind's page.

    snapshot: the page as it is; trimmed: without its snapshot; stock: its figures ask Pyodide and NumPy as they come; floor: a
    bare page that only instantiates Pyodide's WebAssembly.
    """
    shutil.copytree(dist, folder, copy_function=os.link, dirs_exist_ok=True)
    text = (dist / slug / "index.html").read_text(encoding="utf-8")
    found = PAGE_DATA.search(text)
    if not found:
        raise ExplainError(f"{slug}/index.html", "has no figure that moves", "name another article")
    page = json.loads(found[2])

    def edition(data: dict[str, Any]) -> bytes:
        whole = json.dumps(data).replace("<", "\\u003c")
        return PAGE_DATA.sub(lambda match: match[1] + whole + match[3], text, count=1).encode()

    without = page | {"engine": without_snapshot(page["engine"])}
    stock = {"url": f"../{STOCK_WORKER}", "integrity": ""}
    floor = {"floor": {"folder": "stock/", "lock": page["engine"]["lock"]}}
    bare = (
        '<!doctype html><html lang="en"><title>Floor</title><body>'
        f'<script type="application/json" id="aeexplain-page">{json.dumps(floor)}</script>'
        '<script type="module" src="floor.js"></script>'
    )
    write_files(
        folder,
        {
            **stock_folder(project),
            **{path.name: path.read_bytes() for path in PAGES.glob("*.js")},
            "trimmed/index.html": edition(without),
            "as-stock/index.html": edition(without | {"worker": stock}),
            "floor.html": bare.encode(),
            "empty.zip": zipped({}),
        },
    )
    return {"snapshot": f"{slug}/", "trimmed": "trimmed/", "stock": "as-stock/", "floor": "floor.html"}


def without_snapshot(engine: dict[str, Any]) -> dict[str, Any]:
    """Return what a page knows of an engine, as if no snapshot of it had been taken."""
    snapshot = engine["snapshot"]
    of_snapshot = {snapshot["image"], *(name for _, name in snapshot["libraries"])}
    files = {name: sizes for name, sizes in engine["files"].items() if name not in of_snapshot}
    kept = {name: value for name, value in engine.items() if name != "snapshot"}
    return kept | {"files": {**files, **snapshot["library"]}}
