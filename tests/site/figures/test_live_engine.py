"""The engine of a site: made once for all sites of one version, whatever their demos are."""

import json

import pytest

from aeexplain.cache import Cache
from aeexplain.runtime import engine as making
from aeexplain.setup import fetch
from aeexplain.site.build_context import BuildContext
from aeexplain.site.figures.demo_code import page_code
from aeexplain.site.figures.live_engine import live_engine

DEMO = "from aeexplain.demo import Demo\nDEMO = Demo(lambda: {{}}, '{}')\n"


class Made:
    """An engine of one file."""

    def __init__(self):
        self.files = {"file": b"content"}

    def payload(self, address):
        return {"pyodide": address, "snapshot": {}}


@pytest.fixture
def sites(tmp_path, monkeypatch):
    """A function that returns the engine of a site with a demo of this text; and how often one was made."""
    made = []
    monkeypatch.setattr(making, "make_engine", lambda *_, **__: made.append(1) or Made())
    monkeypatch.setattr(fetch, "numpy_wheel", lambda _: None)

    def engine(site, text):
        (tmp_path / site / "demos").mkdir(parents=True, exist_ok=True)
        (tmp_path / site / "demos" / "own_one.py").write_text(text)
        with BuildContext(tmp_path / site, Cache(tmp_path / "cache")) as context:
            return live_engine(context, print), page_code(context.project, ["own-one"])

    return engine, made


def test_a_changed_demo_costs_no_engine_and_another_site_has_the_same(sites):
    engine, made = sites
    (one, before), (two, after) = engine("a", DEMO.format("one")), engine("a", DEMO.format("two"))
    other, _ = engine("b", "import asyncio\n")
    assert made == [1]
    assert (one.folder, one.payload, one.digests) == (two.folder, two.payload, two.digests)
    assert (one.folder, one.payload, one.digests) == (other.folder, other.payload, other.digests)
    assert before != after


def test_the_code_of_a_page_has_characters_by_number_where_its_demos_name_them(sites):
    engine, _ = sites
    _, code = engine("a", 'BULLET = "\\N{BULLET}ä"\n')
    assert json.loads(code) == {"aeexplain/demos/own_one.py": 'BULLET = "\\u2022ä"\n'}
