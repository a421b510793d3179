"""The editions of an article's page that the bench compares; no browser and no engine."""

import json

import pytest

from aeexplain.bench.starts import article_pages
from aeexplain.bench.starts.article_pages import PAGE_DATA, lay_out_article
from aeexplain.errors import ExplainError
from aeexplain.project import Project

ENGINE = {
    "pyodide": "../engine/",
    "lock": {},
    "index": "0",
    "files": {"pyodide.mjs": {"plain": 1}, "snapshot.bin": {"plain": 9}, "a.wasm": {"plain": 2}},
    "snapshot": {
        "image": "snapshot.bin",
        "libraries": [["/a.so", "a.wasm"]],
        "library": {"numpy.zip": {"plain": 5}},
    },
}


@pytest.fixture
def dist(tmp_path, monkeypatch):
    monkeypatch.setattr(article_pages, "stock_folder", lambda _: {"stock/pyodide.mjs": b""})
    folder = tmp_path / "dist" / "x"
    folder.mkdir(parents=True)
    data = json.dumps({"engine": ENGINE, "worker": {"url": "../w.js", "integrity": "sha256-x"}, "demos": {}})
    page = f'<script type="application/json" id="aeexplain-page">{data}</script><p>Text.</p>'
    (folder / "index.html").write_text(page)
    return folder.parent


def data_of(folder, page):
    return json.loads(PAGE_DATA.search((folder / page / "index.html").read_text())[2])


def test_each_kind_has_the_articles_own_page_with_another_start_alone(dist, tmp_path):
    folder = tmp_path / "out"
    pages = lay_out_article(folder, dist, "x", Project(tmp_path))
    assert [*pages] == ["snapshot", "trimmed", "stock", "floor"]
    whole, trimmed, stock = (data_of(folder, pages[kind]) for kind in ("snapshot", "trimmed", "stock"))
    assert whole["engine"] == ENGINE
    assert trimmed["engine"]["files"] == {"pyodide.mjs": {"plain": 1}, "numpy.zip": {"plain": 5}}
    assert "snapshot" not in trimmed["engine"]
    assert trimmed | {"engine": ENGINE} == whole
    assert stock | {"worker": whole["worker"]} == trimmed
    assert (folder / stock["worker"]["url"].removeprefix("../")).is_file()
    assert (folder / pages["floor"]).is_file()


def test_an_article_without_a_figure_that_moves_is_refused(dist, tmp_path):
    (dist / "x" / "index.html").unlink()
    (dist / "x" / "index.html").write_text("<p>Text.</p>")
    with pytest.raises(
        ExplainError, match=r"x/index\.html has no figure that moves|has no figure that moves"
    ):
        lay_out_article(tmp_path / "out", dist, "x", Project(tmp_path))
