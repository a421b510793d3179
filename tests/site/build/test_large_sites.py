"""What an unchanged build of a large site costs, as counts: for each article the same few things, however many there are."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from types import SimpleNamespace

import pytest

from aeexplain.cache import Cache
from aeexplain.site.build import builder
from aeexplain.site.content.front_matter import read
from aeexplain.site.markup import figure_head

FRONT = '+++\ntitle = "Number {0}"\nsummary = "S."\ndate = 2026-01-31\ntags = ["a"]\n+++\n\nWords of {0}.\n'
SITE = 'title = "S"\nsummary = "About."\nlanguage = "en"\nurl = "https://example.org/"\n'
# Builds a site that has been built, and prints which of these its process has imported.
UNCHANGED = """
import json, sys
from pathlib import Path
from aeexplain.cache import Cache
from aeexplain.site.build.builder import build
root = Path(sys.argv[1])
build(root, root / "dist", cache=Cache(root / "cache"))
heavy = ("numpy", "aeexplain.bridge", "aeexplain.demo.demo", "aeexplain.nn", "aeexplain.draw", "fontTools", "pybtex")
print(json.dumps([name for name in heavy if name in sys.modules]))
"""
counted = Counter()
watching = []


def hear(event, arguments):
    """Count what is opened and which folders are listed while somebody watches."""
    if watching and event in ("open", "os.scandir", "os.listdir") and isinstance(arguments[0], str):
        counted[event] += 1


def write(root, count):
    """Write a site of so many articles, one of which has a demo of its own."""
    for number in range(count):
        folder = root / "articles" / f"number-{number}"
        folder.mkdir(parents=True)
        (folder / "article.md").write_text(FRONT.format(number), encoding="utf-8")
    (root / "site.toml").write_text(SITE, encoding="utf-8")


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    """What an unchanged build of three articles does, and of nine, which several processes have set.

    That is the files that it opens, the folders that it lists, and the front matter that it parses.
    """
    sys.addaudithook(hear)
    return [cost(tmp_path_factory.mktemp(f"site-of-{count}"), count) for count in (3, 9)]


def cost(root, count):
    write(root, count)
    cache = Cache(root / "cache")
    builder.build(root, root / "dist", cache=cache)
    read._peeked.cache_clear()
    parsed, scanned = [], []
    with pytest.MonkeyPatch.context() as patch:
        loads, requests = tomllib.loads, figure_head.requests
        patch.setattr(tomllib, "loads", lambda text: parsed.append(text) or loads(text))
        patch.setattr(
            "aeexplain.site.content.articles.requests", lambda text: scanned.append(text) or requests(text)
        )
        counted.clear()
        watching.append(True)
        try:
            builder.build(root, root / "dist", cache=cache)
        finally:
            watching.clear()
    of_articles = [text for text in parsed if "Number" in text]
    return SimpleNamespace(
        root=root, count=count, counted=counted.copy(), parsed=of_articles, scanned=scanned
    )


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    """What a build does after one word of one of three articles was changed: files opened, and the articles that it sets."""
    root, made = tmp_path_factory.mktemp("edited"), []
    write(root, 3)
    cache = Cache(root / "cache")
    builder.build(root, root / "dist", cache=cache)
    path = root / "articles" / "number-1" / "article.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Words", "Others"), encoding="utf-8")
    make_page = builder.make_page
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            builder,
            "make_page",
            lambda job, context: made.append(job.article_source.where) or make_page(job, context),
        )
        counted.clear()
        watching.append(True)
        try:
            builder.build(root, root / "dist", cache=cache)
        finally:
            watching.clear()
    return SimpleNamespace(counted=counted.copy(), made=made)


def more(costs, event):
    """Return how often something happens for each article more."""
    few, many = costs
    return (many.counted[event] - few.counted[event]) / (many.count - few.count)


def test_an_unchanged_build_opens_two_files_for_an_article_and_one_folder(costs):
    # Its text, what was kept of its page, and its folder in the former site, which is removed.
    assert more(costs, "open") == 3


def test_an_unchanged_build_lists_the_folder_of_an_article_a_few_times(costs):
    # For what lies beside it, for its translations, and for what nothing publishes.
    assert more(costs, "os.scandir") + more(costs, "os.listdir") <= 4


def test_an_unchanged_build_reads_front_matter_and_calls_of_figures_once(costs):
    for each in costs:
        assert len(each.parsed) == each.count
        assert len(each.scanned) == each.count


def test_an_unchanged_build_starts_without_numpy_and_what_draws(costs):
    done = subprocess.run(
        [sys.executable, "-c", UNCHANGED, str(costs[0].root)], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


def test_an_edit_of_one_article_sets_one_article_and_lists_all(costs, edited):
    assert edited.made == ["articles/number-1/article.md"]
    assert edited.counted["open"] - costs[0].counted["open"] < 40, "the lists, the page, and what they need"
