"""Bare pages on which nothing but one start happens: for browsers that no program drives, and for the floor of all starts."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.languages.tables import SHIPPED, words_of
from aeexplain.languages.words import USUAL
from aeexplain.project import Project
from aeexplain.runtime.engine import Engine, make_engine
from aeexplain.runtime.packing import compress_file
from aeexplain.runtime.shrink.pyodide_files import SCRIPTS, WASM
from aeexplain.runtime.stock import stock_files
from aeexplain.runtime.wheel import zipped
from aeexplain.setup.fetch import numpy_wheel
from aeexplain.site.figures.demo_code import page_code
from aeexplain.site.pages.scripts import BROWSER, bundles

PAGES = Path(__file__).parents[1] / "pages"
DEMO, WEIGHT = "bottleneck", "bottleneck"
# The modules of ours that the page's script begins with.
AHEAD = ("page/page_data.js", *(f"loading/{name}.js" for name in ("compressed_forms", "connection_speed")))
KINDS = {  # kind → its page's script
    "snapshot": "ours.js",
    "trimmed": "ours.js",
    "stock": "stock.js",
    "floor": "floor.js",
}


def lay_out(folder: Path, project: Project) -> None:
    """Write a site of one page for each kind; what the kinds have in common, they get in the same compression."""
    ours = make_engine(numpy_wheel(), project)
    page_data = {
        "stock": {"folder": "stock/", "demo": DEMO, "weight": WEIGHT, "address": f"{WEIGHT}.json"},
        "floor": {"folder": "stock/", "lock": ours.lock},
    }
    pages = engine_pages(ours, project, page_data, KINDS)
    write_files(folder, pages | stock_folder(project) | {"empty.zip": zipped({})})


def engine_pages(
    engine: Engine,
    project: Project,
    more_data: Mapping[str, object] | None = None,
    kinds: Collection[str] = ("snapshot", "trimmed"),
) -> dict[str, bytes]:
    """Return the files of a site on whose pages an engine starts, one for each kind; `more_data` is for all of them."""
    text = project.weight_file(WEIGHT).read_bytes()
    code = page_code(project, [DEMO])
    files = {
        **{path.name: path.read_bytes() for path in PAGES.glob("*.js")},
        **{f"browser/{name}": (BROWSER / name).read_bytes() for name in _modules()},
        **{f"engine/{name}": content for name, content in engine.files.items()},
        "worker.js": bundles(user_cache(), words_of(USUAL, SHIPPED))["worker"],
        "code.json": code,
        f"{WEIGHT}.json": text,
    }
    page_data = {
        "code": {"url": "code.json", "bytes": len(code)},
        "demos": {DEMO: {"weights": {WEIGHT: {"url": f"{WEIGHT}.json", "bytes": len(text)}}}},
        **(more_data or {}),
    }
    engines = {"trimmed": engine.without_snapshot()}
    for kind in kinds:
        of_kind = page_data | {"engine": engines.get(kind, engine).payload("engine/")}
        files[f"{kind}.html"] = _page(KINDS[kind], of_kind)
    return files


def stock_folder(project: Project) -> dict[str, bytes]:
    """Return the files of stock Pyodide by their places; those that ours has too, in our compression as well."""
    theirs = stock_files(numpy_wheel(), project)
    alike = {f"{name}.br": compress_file(name, theirs[name])["br"] for name in (*SCRIPTS, WASM)}
    return {f"stock/{name}": content for name, content in (theirs | alike).items()}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (path → content) into a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _modules() -> list[str]:
    return [path.relative_to(BROWSER).as_posix() for path in sorted(BROWSER.rglob("*.js"))]


def _page(script: str, page_data: Mapping[str, object]) -> bytes:
    """Return a page; the modules of ours that it begins with are asked for at once."""
    data = json.dumps(page_data).replace("<", "\\u003c")
    ahead = AHEAD if script == "ours.js" else ()
    links = "".join(f'<link rel="modulepreload" href="browser/{name}">' for name in ahead)
    return (
        f'<!doctype html><html lang="en"><title>Bench</title>{links}<body>'
        f'<script type="application/json" id="aeexplain-page">{data}</script>'
        f'<script type="module" src="{script}"></script>'
    ).encode()
