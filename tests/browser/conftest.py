"""One Chromium for each module, a fresh context for each test. Without a browser these tests fail; they never skip."""

import json
import shutil
import threading
import traceback
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

import aeexplain
from aeexplain import bridge, demos
from aeexplain.cache import Cache
from aeexplain.languages.tables import SHIPPED, words_of
from aeexplain.project import Project
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.site.build_context import BuildContext
from aeexplain.site.core.config import Config
from aeexplain.site.core.security_headers import CONTENT_SECURITY_POLICY
from aeexplain.site.figures import fold
from aeexplain.site.figures.figure import FailedFigure, Figure, read_atlas, read_figure_parts
from aeexplain.site.figures.render import draw
from aeexplain.site.markup.folds.word_counts import WordCounts
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.pages.article_html import ArticleMetadata
from aeexplain.site.serve.server import HOST, Handler

STAND = Path(__file__).with_name("stand")
STOOD = [
    FigureRequest.plain(name)
    for name in (
        *("instruments", "neighbour", "spans", "sizes", "handles"),
        *("paced", "gestures", "trays", "folded"),
    )
]
# What is in the first window lives only when somebody shows interest, which here is at once.
INTEREST = 'addEventListener("load", () => dispatchEvent(new Event("scroll")));'
# Two figures of one demo, on a page of their own: twins.html.
TWINS = [
    FigureRequest("instruments", "early", (("t", "3"),)),
    FigureRequest("instruments", "late", (("t", "17"),)),
]
DESK = ViewportSize(width=1280, height=900)
FORMER = {"early": "instruments"}
WORDS = words_of("en", SHIPPED)
# What every page of the stand is given.
COMMON = {
    "word": WORDS,
    "config": Config("Tests", "Tests.", "Nobody", "en", "https://example.org/"),
    "policy": CONTENT_SECURITY_POLICY,
    "has_feed": False,
    "editions": (),
    "links": {
        "style": "site.css",
        "script": "browser/page/main.js",
        "theme": "browser/page/theme.js",
        "late": "browser/page/offline/offline_button.js",
        "reading": "browser/page/reading.js",
        "service": "browser/page/offline/service_worker.js",
        "icon": "site.css",
    },
    # The stand changes a module, whose digest would be another.
    "integrity": dict.fromkeys(("style", "script", "theme", "late", "reading"), ""),
    "type_faces": [],
    "language": "en",
    "direction": "ltr",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; where there is none, the ExplainError says what to install.

    It ends with its module: Playwright allows one at a time, and what `build.py check` does is tested beside these.
    """
    executable = find_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile: no storage, no cache, a desk's screen.

    To open its window and to compile what a page runs takes longer than most tests: those of a module with the mark
    `one_profile` share one, and find nothing stored in it.
    """
    if request.node.get_closest_marker("one_profile"):
        shared = request.getfixturevalue("profile")
        yield shared
        _leave(shared)
    else:
        context = browser.new_context(viewport=DESK)
        yield context
        context.close()


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A profile with a desk's screen, whose window an empty page keeps open."""
    with browser.new_context(viewport=DESK) as context:
        context.new_page()
        yield context


def _leave(profile: BrowserContext) -> None:
    """Close what a test has opened in a profile, and forget what it has stored."""
    empty, *opened = profile.pages
    session = profile.new_cdp_session(empty)
    for page in opened:
        origin = "/".join(page.url.split("/")[:3])
        page.close()
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of the profile."""
    return context.new_page()


@pytest.fixture
def touch_page(browser: Browser) -> Iterator[Page]:
    """An empty page on a phone, with a finger: `finger(kind, x, y)`, kind being "Start", "Move" or "End"."""
    screen = ViewportSize(width=360, height=640)
    with browser.new_context(viewport=screen, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)

        def finger(kind: str, *place: float) -> None:
            points = [{"x": place[0], "y": place[1]}] if place else []
            session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

        page.finger = finger  # type: ignore[attr-defined]
        yield page


@pytest.fixture
def stand(served_stand: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a page with every control, for a test in whose time Python finds the demos of that page.

    They are looked for in every test anew, as another fixture may have turned to another site's since the last.
    """
    monkeypatch.setattr(demos, "__path__", demos.__path__)  # as it is afterwards again
    Project(STAND).activate()
    return served_stand


@pytest.fixture(scope="module")
def served_stand(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with every control, from the real templates, style sheet and modules.

    Only the module that starts Pyodide is another: it asks this process's Python, which is there at once.
    """
    folder = tmp_path_factory.mktemp("stand")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demos, "__path__", demos.__path__)  # as it is afterwards again
        with TemporaryDirectory() as kept, BuildContext(STAND, Cache(Path(kept))) as context:
            drawn = _figures(context, STOOD)
            twins = _figures(context, TWINS)
            for each in (*drawn, *twins):
                (folder / each.fold.place).parent.mkdir(parents=True, exist_ok=True)
                (folder / each.fold.place).write_bytes(each.fold.content)
            (folder / "index.html").write_text(_page(context, drawn), encoding="utf-8")
            (folder / "twins.html").write_text(_page(context, twins), encoding="utf-8")
        for each in (*drawn, *twins):
            if each.atlas:
                (folder / f"{each.id}.bin").write_bytes(each.atlas)
        (folder / "interest.js").write_text(INTEREST, encoding="utf-8")
        shutil.copy(root / "templates" / "assets" / "site.css", folder)
        shutil.copytree(Path(aeexplain.__file__).parent / "browser", folder / "browser")
        shutil.copy(STAND / "runtime.js", folder / "browser" / "worker")
        listener = ThreadingHTTPServer((HOST, 0), partial(_Answers, directory=str(folder)))
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{listener.server_address[1]}/"
        listener.shutdown()
        listener.server_close()


class _Answers(Handler):
    """Serves the page, and answers for Python."""

    stage = bridge.Stage()

    def do_POST(self) -> None:  # noqa: N802 (the name that http.server calls)
        kind, *asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer: dict[str, object] = {}
        try:
            frame = getattr(self.stage, kind)(*asked)
            answer = {"header": frame and frame[0], "pixels": frame and b64encode(frame[1]).decode()}
        except Exception as error:
            answer = {"raised": {"type": type(error).__name__, "traceback": traceback.format_exc()}}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass(frozen=True)
class _Stood:
    """A figure of the stand: its id, its demo, its HTML, the page of its fold and its atlas, if it has one."""

    id: str
    demo: str
    html: str
    fold: fold.FoldFile
    atlas: bytes | None


def _figures(context: BuildContext, requests: list[FigureRequest]) -> list[_Stood]:
    drawn = [draw(request, context) for request in requests]
    failed = [str(error) for each in drawn if isinstance(each, FailedFigure) for error in each.errors]
    assert not failed, "\n".join(failed)
    return [_stood(each, context) for each in drawn if isinstance(each, Figure)]


def _stood(figure: Figure, context: BuildContext) -> _Stood:
    id, demo = figure.request.id, figure.request.demo
    parts = read_figure_parts(figure, context.cache)
    page = fold.fold_file(demo, parts, context.templates, COMMON)
    html = fold.with_links(
        parts.html(1, "A caption.", former=FORMER.get(id, "")), lambda _: page.link("", WORDS)
    )
    return _Stood(
        id, demo, WORDS.fill(html), page, read_atlas(figure, context.cache) if figure.atlas else None
    )


def _page(context: BuildContext, drawn: list[_Stood]) -> str:
    return context.templates.render(
        "article.html",
        article=ArticleMetadata(
            "stand",
            *["A stand"] * 3,
            *["For tests."] * 2,
            ("Nobody",),
            date(2026, 1, 1),
            1,
            1,
            WordCounts(9, 0, 0, 0),
            0,
        ),
        # A figure right under the title would move by itself.
        body=Markup(
            "<p>Before.</p>"
            + "<p>Between.</p>".join(each.html for each in drawn)
            + '<script src="interest.js"></script>'
        ),
        contents=[],
        minutes=1,
        **COMMON,
        fonts=[],
        preview="preview.png",
        manifest={
            "engine": {"pyodide": "browser/", "files": {"python": {"plain": 7_000_000}}},
            "worker": {"url": "browser/worker/worker.js"},
            "demos": {each.demo: {"weights": {}} for each in drawn},
            "atlases": {
                each.id: {"url": f"{each.id}.bin", "bytes": len(each.atlas)} for each in drawn if each.atlas
            },
        },
        version="1",
        root="",
    )
