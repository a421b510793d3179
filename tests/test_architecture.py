"""The pages on architecture and dependencies speak of the tree as it is: tables name all rooms, named modules are there."""

import re

import pytest
from test_rooms import BESIDE, MAY_IMPORT, SITE_ROOMS

DOCUMENTS = ("docs/pages/architecture.md", "docs/pages/dependencies.md")
MODULE = re.compile(r"`(\w[\w/]*\.(?:py|m?js|toml))`")
ROW = re.compile(r"^\| `([\w/.*]+)`", re.MULTILINE)


def modules_named(text):
    return sorted(set(MODULE.findall(text)))


def stands_in(name, paths):
    """Tell whether a module is there; a document may leave out the folders that the sentence is about."""
    return any(path == name or path.endswith(f"/{name}") for path in paths)


@pytest.fixture(scope="module")
def paths(root):
    folders = (root / "src", root / "tests", root / "content")
    own = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
    return [path.relative_to(root).as_posix() for path in (*own, *root.glob("*"))]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_a_document_names_is_there(document, root, paths):
    named = modules_named((root / document).read_text(encoding="utf-8"))
    assert named
    assert not [name for name in named if not stands_in(name, paths)]


def test_a_module_that_was_moved_is_missed():
    assert modules_named("`core/cache.py` and `validate_atlas.js`, `a b.py`") == [
        "core/cache.py",
        "validate_atlas.js",
    ]
    assert stands_in("core/cache.py", ["src/aeexplain/site/core/cache.py"])
    assert not stands_in("ore/cache.py", ["src/aeexplain/site/core/cache.py"])


def test_the_tables_name_every_room(root):
    """The table of the browser's rooms follows the two; its names stand alone, as they are in that folder."""
    named = {row.partition("/*")[0] for row in ROW.findall((root / DOCUMENTS[0]).read_text(encoding="utf-8"))}
    beside = {f"site/{name}.py" for name in BESIDE}
    site = {f"site/{room}" for room in SITE_ROOMS if room != "build_context"} | beside
    browser = {path.name for path in (root / "src" / "aeexplain" / "browser").iterdir() if path.is_dir()}
    assert named == {*MAY_IMPORT, "browser", *site, *browser}
