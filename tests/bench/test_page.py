"""How the bench of pages sums up; no browser and no Lighthouse."""

import pytest

from aeexplain.bench import page
from aeexplain.bench.page import summed_up
from aeexplain.bench.table import page_table
from aeexplain.errors import ExplainError


def test_bytes_are_counted_by_kind_and_lighthouses_figures_are_medians():
    fetched = {
        "http://a.example/x/": 50_000,
        "http://a.example/assets/article.1.js": 20_000,
        "http://a.example/assets/worker.1.js": 5_000,
        "http://a.example/assets/site.1.css?v=1": 10_000,
        "http://a.example/assets/icon.svg": 100,
    }
    names = ("score", "first", "largest", "blocking", "shift")
    audited = [dict.fromkeys(names, value) for value in (0.1, 0.9, 0.5)]
    cost = summed_up("x", fetched, 7, audited)
    assert (cost.score, cost.shift, cost.elements, cost.requests) == (0.5, 0.5, 7, 5)
    assert cost.kilobytes == pytest.approx(85.1)
    assert cost.kinds == "page 50.0, scripts 25.0, style 10.0, other 0.1"


def test_the_table_has_a_line_for_each_article():
    audited = [{"score": 0.975, "first": 1234.4, "largest": 2000, "blocking": 60, "shift": 0}]
    text = page_table([summed_up("x", {"http://a.example/x/": 110_400}, 8794, audited)])
    assert text.splitlines()[-1] == (
        "| x | 0.97 | 1234 ms | 2000 ms | 60 ms | 0.000 | 8,794 | 1 | 110 (page 110.4) |"
    )


def test_lighthouse_is_asked_again_where_it_missed_the_beginning(monkeypatch):
    answers = [ExplainError("lighthouse", "NO_NAVSTART"), '{"score": 1}']

    def run(*_, **__):
        answer = answers.pop(0)
        if isinstance(answer, ExplainError):
            raise answer
        return answer

    monkeypatch.setattr(page, "node_package", lambda name: name)
    monkeypatch.setattr(page, "find_browser", lambda: "chromium")
    monkeypatch.setattr(page, "run_node", run)
    assert page._audited("http://a.example/") == {"score": 1}


def test_without_lighthouse_it_says_what_sets_it_up(monkeypatch):
    def missing(name):
        raise ExplainError(name, "is not there")

    monkeypatch.setattr(page, "node_package", missing)
    with pytest.raises(ExplainError, match=r"lighthouse is not there; python build\.py test"):
        page._audited("http://a.example/")
