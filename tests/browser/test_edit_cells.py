"""Code that runs in an article's text: in a page of its own, with the real engine, edited by readers."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from aeexplain.cache import user_cache
from aeexplain.setup.node import node_package
from aeexplain.site.build.builder import build
from aeexplain.site.serve.server import Server

WAIT = 60_000  # milliseconds: the machine may be busy
SITE = 'title = "Code"\nsummary = "Code that runs."\nlanguage = "en"\n'
FRONT = '+++\ntitle = "{}"\nsummary = "Code that runs."\ndate = 2026-01-31\n+++\n\n'
ARTICLE = """Before.

```python live
import numpy as np

x = np.arange(5) - 2
print("mean", x.mean())
```

Then:

```python live
from aeexplain.draw import Plane, axes, drawing, line

plane = Plane.over(300, 200, (0, 4), (-4, 4))
drawing(300, 200, axes(plane, "i", "x"), line(plane, range(5), x, "a"), says=f"a line that ends at {x[-1]}")
```

Try:

```python exercise
def mean(values):
    return ...
# hint: Add them, then divide.
# solution:
def mean(values):
    return sum(values) / len(values)
# check:
assert mean([1, 2, 3]) == 2, "the mean of 1, 2 and 3 is 2"
```

```python live
mean(x + 4)
```
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with an article whose code runs, and one without such code."""
    root = tmp_path_factory.mktemp("code")
    for slug, text in {"code": ARTICLE, "plain": "```python\nx = 1\n```\n"}.items():
        (root / "articles" / slug).mkdir(parents=True)
        (root / "articles" / slug / "article.md").write_text(FRONT.format(slug.title()) + text, "utf-8")
    (root / "site.toml").write_text(SITE, "utf-8")
    build(root, root / "dist", cache=user_cache())
    with Server(root / "dist") as server:
        yield server.url


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """One page for the tests that throw their edits away."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


@dataclass(frozen=True)
class Cell:
    """A piece of the article's code."""

    page: Page
    index: int

    @property
    def box(self) -> Locator:
        return self.page.locator("[data-code-cell]").nth(self.index)

    @property
    def output(self) -> Locator:
        return self.box.locator("[data-output]")

    @property
    def fault(self) -> Locator:
        return self.box.locator(".edit-panel .fault")

    def open(self) -> "Cell":
        self.box.locator(".edit-code button").click()
        expect(self.box.locator(".says")).to_contain_text("change it", timeout=WAIT)
        return self

    def write(self, text: str) -> None:
        self.box.locator(".cm-content").focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def reset(self) -> None:
        self.box.get_by_role("button", name="Reset").click()
        expect(self.box.locator(".edit-panel")).to_have_count(0)


@pytest.fixture
def cells(shared: Page, address: str) -> list[Cell]:
    """The pieces of the article's code, as its page has them at first."""
    if not shared.url.endswith("/code/"):
        shared.goto(f"{address}code/")
    expect(shared.locator(".edit-panel")).to_have_count(0)
    return [Cell(shared, index) for index in range(4)]


def test_an_edit_runs_and_what_follows_from_it_follows(cells: list[Cell]) -> None:
    first, second, _, last = cells
    first.open()
    first.write("import numpy as np\nx = np.arange(5) * 2 - 4\nprint('twice', x.mean())\n")
    expect(first.output).to_have_text("twice 0.0", timeout=WAIT)
    expect(second.output.locator("svg")).to_have_attribute(
        "aria-label", "a line that ends at 4", timeout=WAIT
    )
    expect(last.output).to_contain_text("4.0", timeout=WAIT)
    first.write("x = 1\n(")
    expect(first.fault).to_contain_text("This is no Python: '(' was never closed", timeout=WAIT)
    expect(first.output).to_have_text("twice 0.0")
    expect(second.output).to_have_class("cell-output stale")
    first.reset()
    expect(first.output).to_have_text("mean 0.0", timeout=WAIT)
    expect(second.output.locator("svg")).to_have_attribute("aria-label", "a line that ends at 2")
    expect(second.output).to_have_class("cell-output")


def test_an_error_in_code_that_nobody_opened_is_told_where_it_arises(cells: list[Cell]) -> None:
    first, second, *_ = cells
    first.open()
    first.write("import numpy as np\nx = 'no numbers'\n")
    expect(second.box.locator(".cell-says")).to_contain_text("(line 4)", timeout=WAIT)
    first.reset()
    expect(second.box.locator(".cell-says")).to_have_text("", timeout=WAIT)


def test_an_exercise_says_what_is_missing_and_then_that_it_holds(cells: list[Cell]) -> None:
    _, _, exercise, last = cells
    exercise.box.locator(".edit-code button").click()
    says = exercise.box.locator(".cell-says")
    expect(says).to_have_text("Not yet: the mean of 1, 2 and 3 is 2", timeout=WAIT)
    exercise.write("def mean(values):\n    return 1 / 0\n")
    expect(says).to_contain_text("Not yet: ZeroDivisionError", timeout=WAIT)
    expect(last.output).to_contain_text("4.0", timeout=WAIT)
    exercise.write("def mean(values):\n    return float(np.mean(values))\n")
    expect(says).to_have_text("✓ The check holds.", timeout=WAIT)
    exercise.reset()


def test_an_endless_loop_ends_and_the_edit_is_kept(cells: list[Cell]) -> None:
    first, second, *_ = cells
    first.open()
    endless = "while True:\n    pass"
    first.write(endless)
    expect(first.fault).to_contain_text("ran for 5 seconds without an end", timeout=WAIT)
    expect(first.box.locator(".cm-content")).to_contain_text("while True:")
    first.write("import numpy as np\nx = np.ones(5)\nprint('again')\n")
    expect(first.output).to_have_text("again", timeout=WAIT)
    expect(second.output.locator("svg")).to_have_attribute(
        "aria-label", "a line that ends at 1.0", timeout=WAIT
    )
    first.reset()


def test_code_reaches_neither_network_nor_storage_nor_the_page(cells: list[Cell], shared: Page) -> None:
    first = cells[0].open()
    asked: list[str] = []
    shared.on("request", lambda request: asked.append(request.url))
    probes = ("js.fetch", "js.XMLHttpRequest", "js.indexedDB", "js.caches", "js.postMessage", "js.eval")
    first.write(
        f"import js\nfound = []\nfor probe in {probes!r}:\n    try:\n        found.append(repr(eval(probe)))\n"
        "    except Exception:\n        pass\nprint('within reach:', found)\nimport numpy as np\nx = np.arange(5)\n"
        "from aeexplain.draw import Drawing\n"
        "Drawing('<svg><script>window.bad = 1</script><a href=\"https://example.org\"><g onclick=\"1\"/></a></svg>', 'x')"
    )
    expect(first.output.locator("pre")).to_have_text("within reach: []", timeout=WAIT)
    expect(first.output.locator("svg")).to_have_count(1)
    assert first.output.locator("script, a, [onclick]").count() == 0
    assert shared.evaluate("window.bad ?? null") is None
    assert [url for url in asked if "/assets/engine" not in url] == []
    first.reset()


TWICE = "import numpy as np\nx = np.arange(5) * 2 - 4\nprint('twice', x.mean())\n"


def test_a_link_carries_the_edits_which_run_when_their_reader_asks_for_them(
    browser: Browser, address: str
) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{address}code/")
        first, last = Cell(page, 0).open(), Cell(page, 3)
        first.write(TWICE)
        expect(first.output).to_have_text("twice 0.0", timeout=WAIT)
        last.box.locator(".edit-code button").click()
        expect(last.box.locator(".cm-content")).to_be_focused(timeout=WAIT)
        last.write("x + 40\n")
        expect(last.output).to_contain_text("44", timeout=WAIT)
        first.box.get_by_role("button", name="Copy link").click()
        expect(first.box.locator(".says")).to_contain_text("Link copied")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link.startswith(f"{address}code/#Code?Cell1=")
        assert len(link) < 600
        # A text that does not pack well.
        last.write(f"'{''.join(hashlib.sha256(bytes([n])).hexdigest() for n in range(150))}'\n")
        last.box.get_by_role("button", name="Copy link").click()
        expect(last.box.locator(".says")).to_contain_text("download it instead")

        page = context.new_page()
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(link)
        offer = page.locator(".edit-offer")
        expect(offer).to_contain_text("A reader has edited this article’s code")
        expect(offer).to_be_in_viewport()
        page.wait_for_timeout(500)
        assert [url for url in fetched if "/engine" in url or "edit" in url.rpartition("/")[2]] == []
        first, last = Cell(page, 0), Cell(page, 3)
        expect(first.output).to_have_text("mean 0.0")
        offer.get_by_role("button", name="Show the edit").click()
        expect(first.output).to_have_text("twice 0.0", timeout=WAIT)
        expect(last.output).to_contain_text("44", timeout=WAIT)
        expect(first.box.locator(".says")).to_contain_text("Edited by a reader", timeout=WAIT)
        expect(offer).to_have_count(0)
        first.reset()
        last.reset()
        expect(first.output).to_have_text("mean 0.0", timeout=WAIT)
        page.goto(link[:-6])
        page.reload()
        offer.get_by_role("button", name="Show the edit").click()
        expect(offer).to_contain_text("cannot be shown", timeout=WAIT)
        expect(page.locator(".edit-panel")).to_have_count(0)


def test_a_download_is_the_articles_code_as_one_file_that_runs(cells: list[Cell], shared: Page) -> None:
    first = cells[0].open()
    first.write(TWICE)
    expect(first.output).to_have_text("twice 0.0", timeout=WAIT)
    with shared.expect_download() as download:
        first.box.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "code.py"
    file = download.value.path()
    assert "# def mean(values):\n#     return ...\n" in file.read_text("utf-8")
    done = subprocess.run([sys.executable, file], capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stdout) == (0, "twice 0.0\n"), done.stderr
    first.reset()


def test_the_keyboard_gets_in_and_out(cells: list[Cell], shared: Page) -> None:
    first = cells[0]
    first.box.locator(".edit-code button").focus()
    shared.keyboard.press("Enter")
    expect(first.box.locator(".cm-content")).to_be_focused(timeout=WAIT)
    shared.keyboard.press("Escape")
    expect(first.box.get_by_role("button", name="Run", exact=True)).to_be_focused()
    for _ in ("Compare", "Copy link", "Download", "Reset"):
        shared.keyboard.press("Tab")
    shared.keyboard.press("Enter")
    expect(first.box.locator(".edit-code button")).to_be_focused()


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_has_nothing_to_say_of_an_open_editor(browser: Browser, address: str, scheme, width) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        page.goto(f"{address}code/")
        first = Cell(page, 0).open()
        first.write("x = 1\nprint(x)\n1 / 0\n")
        expect(first.fault).to_contain_text("ZeroDivisionError", timeout=WAIT)
        page.evaluate((node_package("axe-core") / "axe.min.js").read_text("utf-8") + "\n;true")
        found = page.evaluate(
            "async () => (await axe.run(document)).violations.flatMap((each) => each.nodes.map((node) => [each.id, node.html]))"
        )
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_all_stands_there_and_a_page_without_such_code_has_none_of_it(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}code/")
        expect(page.locator("[data-output]").first).to_have_text("mean 0.0")
        expect(page.locator("[data-output] svg")).to_be_visible()
        expect(page.locator("[data-part=solution] code")).to_be_attached()
        expect(page.locator(".edit-code")).to_have_count(0)
    with browser.new_context() as context:
        page = context.new_page()
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(f"{address}plain/", wait_until="networkidle")
        assert [url for url in fetched if "code." in url.rpartition("/")[2] or "edit" in url] == []
        assert "aeexplain-page" not in page.content()


def test_nothing_but_the_button_comes_before_it_is_pressed(page: Page, address: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{address}code/", wait_until="networkidle")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(500)
    assert [url for url in fetched if "/engine" in url or "edit" in url.rpartition("/")[2]] == []


def test_the_autoencoder_in_the_article_is_changed_where_it_stands(page: Page, site: str) -> None:
    page.goto(f"{site}autoencoders/#numpy")
    second = Cell(page, 1)
    expect(second.output).to_contain_text("after 500 steps")
    second.open()
    listing = second.box.locator(":scope > .listing code").text_content() or ""
    second.write(listing.replace("500", "50"))
    expect(second.output).to_contain_text("after 50 steps", timeout=WAIT)
    expect(second.output.locator("img")).to_be_visible()
    second.reset()
    expect(second.output).to_contain_text("after 500 steps")
