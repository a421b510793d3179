"""What `serve` sends beside the site."""

import json
import re
import shutil
from contextlib import contextmanager
from functools import partial
from urllib.request import urlopen

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.serve.build_process import Rebuilder
from aeexplain.site.serve.live_reload import Channel, ReloadingHandler
from aeexplain.site.serve.server import Server

SCRIPT = r'<script type="module" src="/\.serve/reload\.mjs\?version={version}&amp;page=([\d-]+)"></script>'


@contextmanager
def served(folder, channel):
    with Server(folder, 0, partial(ReloadingHandler, channel=channel)) as server:
        yield server.url


def read(url):
    with urlopen(url) as answer:
        return answer.read().decode()


def test_pages_are_sent_with_the_script_and_published_without(house):
    build(house, house / "dist")
    channel = Channel()
    channel.tell([])
    with served(house / "dist", channel) as url:
        for page in ("", "first/", "first/index.html?a=b", "colophon/"):
            assert re.search(SCRIPT.format(version=1), read(url + page))
        for name in re.findall(r'from "./(.*?)"', read(url + ".serve/reload.mjs")):
            assert "export" in read(f"{url}.serve/{name}")
        assert "EventSource" in read(url + ".serve/shared.js")
        assert read(url + "feed.xml") == (house / "dist" / "feed.xml").read_text()
    assert not [path for path in (house / "dist").rglob("*.html") if ".serve" in path.read_text()]


def test_pages_whose_digest_another_page_names_are_sent_as_they_are(tmp_path):
    page = "<html><head></head><body>A fold.</body></html>"
    for place in ("assets/folds/a.1.html", "assets.html"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(page)
    with served(tmp_path, Channel()) as url:
        assert read(f"{url}assets/folds/a.1.html") == page
        assert "reload.mjs" in read(f"{url}assets.html")


def test_a_page_that_is_written_before_its_version_is_told_has_a_stamp_of_its_own(tmp_path):
    page, stamps = tmp_path / "page.html", []
    with served(tmp_path, Channel()) as url:
        for text in ("one", "two"):
            page.write_text(f"<html><head></head><body>{text}</body></html>")
            stamps += [re.search(SCRIPT.format(version=0), read(f"{url}page.html"))[1] for _ in range(2)]
    assert stamps[0] == stamps[1] != stamps[2] == stamps[3]


def test_before_anything_is_built_a_page_waits(tmp_path):
    with served(tmp_path / "dist", Channel()) as url:
        assert "reload.mjs?version=0" in read(url)


def test_a_page_is_told_of_each_build_and_of_what_is_wrong(tmp_path):
    channel = Channel()
    with served(tmp_path, channel) as url, urlopen(url + ".serve/events") as events:
        assert events.headers["Content-Type"] == "text/event-stream"

        def news():
            line = next(line for line in events if line.startswith(b"data: "))
            return json.loads(line.removeprefix(b"data: "))

        assert news() == {"version": 0, "errors": []}
        channel.tell([])
        assert news() == {"version": 1, "errors": []}
        channel.tell([ExplainError("a.md:1:2", "<b>no</b>", "mend it")])
        error = {"where": "a.md:1:2", "what": "<b>no</b>", "hint": "mend it"}
        assert news() == {"version": 1, "errors": [error]}
        channel.tell([])
        assert news() == {"version": 2, "errors": []}


def test_a_process_builds_again_and_again_and_tells_what_is_wrong(house):
    article, page = house / "content/first/article.md", house / "dist/first/index.html"
    text = article.read_text()
    with Rebuilder(house, house / "dist", print) as rebuilder:
        rebuilder.build()
        article.write_text(f"{text}\nMore $y$.\n")
        rebuilder.build()
        assert re.search(r"More <span class=.katex.>", page.read_text())
        article.write_text(f"{text}\n@sec:none and @fig:none.\n")
        with pytest.raises(ExplainError) as raised:
            rebuilder.build()
        assert len(str(raised.value).splitlines()) == 2
        assert "More" in page.read_text()
        shutil.rmtree(article.parent)
        with pytest.raises(ExplainError, match="no article"):
            rebuilder.build()
