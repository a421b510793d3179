"""Keep for offline: stored on a press alone, opened without a network, never in the way of a newer build, and removable."""

import base64
import re
import shutil
import time
from functools import partial

import pytest
from playwright.sync_api import Error, expect

from aeexplain.site.build.builder import build
from aeexplain.site.serve.server import Handler, Server

LIVE = 120_000  # milliseconds that a slow machine may take to fetch and to start the engine
STORED = """async () => ({
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    kept: localStorage.length + (await indexedDB.databases()).length,
})"""
NOTHING = {"caches": 0, "workers": 0, "kept": 0}
SITE = 'title = "S"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'
FRONT = '+++\ntitle = "T"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'


class Brief(Handler):
    """Hangs up after each answer, so that a server that has stopped answers nobody any more.

    faults: what befalls the paths that match: a status, "page" (the front page in the place of a file), "changed",
    "hang", "stall", "cut".
    """

    protocol_version = "HTTP/1.0"

    def __init__(self, *args, faults, **more):
        self.faults = faults
        super().__init__(*args, **more)

    def do_GET(self):  # noqa: N802 (the name that http.server calls)
        fault = next((fault for path, fault in self.faults.items() if re.search(path, self.path)), None)
        if fault == "hang":
            time.sleep(60)
        elif fault in ("stall", "cut"):  # half of what it says that it sends, and then nothing, or the end
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Half</title><p>Half of the text" + b" " * 2000)
            self.wfile.flush()
            time.sleep(60 if fault == "stall" else 0)
        elif fault == "page":
            self.path = "/index.html"
            super().do_GET()
        elif fault == "changed":
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()
            self.wfile.write(b"//")
        elif fault:
            self.send_error(fault)
        else:
            super().do_GET()


def serving(folder, port=0, faults=None):
    server = Server(folder, port)
    handler = partial(Brief, directory=str(folder), faults={} if faults is None else faults)
    server._listener.RequestHandlerClass = handler
    return server


@pytest.fixture
def house(tmp_path, root):
    """A function that builds a site of one article with this text, always in the same place; return that."""
    shutil.copytree(root / "templates", tmp_path / "templates")
    (tmp_path / "weights").mkdir()
    (tmp_path / "content" / "first").mkdir(parents=True)
    (tmp_path / "content" / "site.toml").write_text(SITE, encoding="utf-8")

    def built(text):
        (tmp_path / "content" / "first" / "article.md").write_text(FRONT + text + "\n", encoding="utf-8")
        build(tmp_path, tmp_path / "dist")
        return tmp_path / "dist"

    return built


def keep(page):
    page.locator(".keep").scroll_into_view_if_needed()
    page.get_by_role("button", name=re.compile("^Keep for offline")).click()
    expect(page.locator(".keep [role=status]")).to_have_text(re.compile("^The article is kept"), timeout=LIVE)


def status_of(page):
    return page.locator(".keep [role=status]")


def press(page, name):
    page.get_by_role("button", name=re.compile(name)).click()


def is_styled(page):
    """Whether the style sheet of the page's own edition holds."""
    return page.locator("h1").evaluate("h1 => getComputedStyle(h1).fontWeight") != "400"


def colour_of(page):
    return page.locator("h1").evaluate("h1 => getComputedStyle(h1).color")


def restyle(tmp_path, colour):
    """The next edition's headings have this colour."""
    sheet = tmp_path / "templates" / "assets" / "site.css"
    sheet.write_text(sheet.read_text("utf-8") + f"\nh1 {{\n  color: {colour};\n}}\n", encoding="utf-8")


COPY = "This is the copy that is kept in this browser: the site did not bring the page."


def port_of(server):
    return int(server.url.rstrip("/").rpartition(":")[2])


def test_a_kept_article_opens_without_a_network_and_a_new_build_is_never_masked(page, house):
    dist = house("The first edition.")
    with serving(dist) as server:
        address, port = server.url + "first/", port_of(server)
        page.goto(address)
        expect(page.get_by_role("button", name="Keep for offline (0.0 MB)")).to_be_visible()
        assert page.evaluate(STORED) == NOTHING
        keep(page)
    page.reload()
    expect(page.get_by_text("The first edition.")).to_be_visible()
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).fontWeight") != "400", (
        "the style is kept too"
    )

    house("The second edition.")
    with serving(dist, port):
        page.reload()
        expect(page.get_by_text("The second edition.")).to_be_visible()
        expect(page.locator(".keep [role=status]")).to_have_text(
            re.compile("^The article is kept in this browser, with")
        )
        assert page.evaluate(STORED)["caches"] == 1
    page.reload()
    expect(page.get_by_text("The second edition.")).to_be_visible()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator(".keep [role=status]")).to_have_text("Nothing of the article is kept any more.")
    assert page.evaluate(STORED) == NOTHING
    page.goto("about:blank")
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(address)


def test_what_cannot_be_kept_whole_is_not_kept(page, house, tmp_path):
    with serving(house("Text.")) as server:
        page.goto(server.url + "first/")
        next((tmp_path / "dist" / "assets").glob("favicon*.svg")).unlink()
        page.get_by_role("button", name=re.compile("^Keep for offline")).click()
        expect(page.locator(".keep [role=status]")).to_have_text(
            re.compile("^The article could not be kept: .*404")
        )
        assert page.evaluate(STORED) == NOTHING


def test_where_storage_is_refused_nothing_is_offered(page, house):
    page.add_init_script(
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with serving(house("Text.")) as server:
        page.goto(server.url + "first/", wait_until="networkidle")
        expect(page.locator(".keep button")).to_be_hidden()
    assert complaints == []


def test_the_figures_of_a_kept_article_live_without_a_network(page, built):
    with serving(built) as server:
        page.goto(server.url + "autoencoders/")
        keep(page)
    page.reload()
    figure = page.locator("#bottleneck")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    figure.locator("input[name=k]").fill("5")
    expect(figure.locator("[data-describe]")).to_contain_text("from 5 of 32")
    other = page.locator("#vae [data-more]")
    other.evaluate("fold => void (fold.open = true)")
    expect(other.locator(".demo-code .listing code")).to_contain_text("def compute", timeout=LIVE)


@pytest.mark.parametrize("old_assets", ["left", "removed"])
def test_an_old_tab_keeps_the_new_edition_whole(page, house, tmp_path, old_assets):
    dist = house("The first edition.")
    with serving(dist) as server:
        page.goto(server.url + "first/")
        shutil.copytree(dist / "assets", tmp_path / "old")
        restyle(tmp_path, "rgb(1, 2, 3)")
        house("The second edition.")
        if old_assets == "left":
            for path in (tmp_path / "old").rglob("*.*"):
                place = dist / "assets" / path.relative_to(tmp_path / "old")
                if path.is_file() and not place.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, place)
        keep(page)
        expect(status_of(page)).to_contain_text("published anew since you opened this page: reload it")
    press(page, "^Reload")
    expect(page.get_by_text("The second edition.")).to_be_visible()
    assert colour_of(page) == "rgb(1, 2, 3)"


def test_an_old_tab_whose_modules_are_others_asks_to_reload_and_keeps_nothing(page, house):
    dist = house("The first edition.")
    with serving(dist) as server:
        page.goto(server.url + "first/")
        text = (dist / "first" / "index.html").read_text("utf-8")
        mark = re.search('data-keep="([^"]+)"', text)[1]
        script = re.search(r"assets/(offline\.[^/]+)\.js", text)[1]
        other = text.replace(mark, "0123456789ab").replace(script, "offline.0")
        (dist / "first" / "index.html").unlink()  # it may be a link to what an earlier build wrote
        (dist / "first" / "index.html").write_text(other, encoding="utf-8")
        press(page, "^Keep for offline")
        expect(status_of(page)).to_have_text(
            "The article has been published anew since you opened this page; reload it to keep it for offline."
        )
        expect(page.get_by_role("button", name="Reload")).to_be_enabled()
        assert page.evaluate(STORED) == NOTHING


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("folder", ["", "some/folder/"])
@pytest.mark.parametrize("way", ["first", "first/index.html", "first?from=mail#end", "first/?from=mail#end"])
def test_a_kept_article_opens_under_all_its_addresses(page, house, tmp_path, folder, way):
    dist = house("Text.\n\n## End\n\nThe end.")
    web = dist
    if folder:
        web = tmp_path / "web"
        (web / folder).parent.mkdir(parents=True)
        (web / folder).symlink_to(dist)
    with serving(web) as server:
        page.goto(f"{server.url}{folder}first/")
        keep(page)
    page.goto("about:blank")
    page.goto(f"{server.url}{folder}{way}")
    expect(page.get_by_text("The end.")).to_be_visible()
    assert is_styled(page)
    rest = re.sub(r"^first/?(index\.html)?", "", way)
    assert page.url == f"{server.url}{folder}first/{rest}"


def test_an_article_kept_from_its_index_is_the_same_one(page, house):
    with serving(house("Text.")) as server:
        page.goto(server.url + "first/index.html")
        keep(page)
    page.goto(server.url + "first/")
    assert is_styled(page)


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("fault", [500, 503, 511, 404, "hang", "stall", "cut"])
@pytest.mark.parametrize("way", ["first/", "first"])
def test_a_site_that_does_not_bring_the_page_hides_no_kept_copy(page, house, fault, way):
    faults = {}
    with serving(house("The text."), faults=faults) as server:
        page.goto(server.url + "first/")
        keep(page)
        page.reload()
        expect(page.get_by_text(COPY)).to_be_hidden()
        faults["."] = fault
        page.goto("about:blank")
        page.goto(server.url + way)
        expect(page.get_by_text("The text.")).to_be_visible()
        expect(page.get_by_text(COPY)).to_be_visible()
        assert is_styled(page)
        faults.clear()
        page.goto("about:blank")
        page.goto(server.url + way)
        expect(page.get_by_text("The text.")).to_be_visible()
        expect(page.get_by_text(COPY)).to_be_hidden()


def test_an_article_that_is_not_kept_is_what_the_site_answers(page, house):
    faults = {}
    with serving(house("The text."), faults=faults) as server:
        page.goto(server.url + "first/")
        keep(page)
        faults["colophon"] = 503
        assert page.goto(server.url + "colophon/").status == 503


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("fault", [404, 500, "page", "hang"])
def test_an_update_that_fails_leaves_the_former_edition_whole(page, house, tmp_path, fault):
    faults = {}
    dist = house("The first edition.")
    with serving(dist, faults=faults) as server:
        page.goto(server.url + "first/")
        keep(page)
        before = colour_of(page)
        restyle(tmp_path, "rgb(1, 2, 3)")
        house("The second edition.")
        faults["favicon"] = fault
        icon = next((dist / "assets").glob("favicon*.svg"))
        page.evaluate(
            """async (name) => {
          for (const each of await caches.keys()) {
            const cache = await caches.open(each);
            for (const { url } of await cache.keys()) if (url.includes(name)) await cache.delete(url);
          }
        }""",
            icon.name,
        )
        page.goto("about:blank")
        page.goto(server.url + "first/")
        expect(page.get_by_text("The second edition.")).to_be_visible()
        if fault == "hang":
            page.wait_for_timeout(1000)  # and the tab is closed in the middle of it
        else:
            expect(status_of(page)).to_have_text(
                re.compile("^The article could not be kept: .* What was kept before is still there.$")
            )
        page.goto("about:blank")
    page.goto(server.url + "first/")
    expect(page.get_by_text("The first edition.")).to_be_visible()
    assert colour_of(page) == before
    expect(status_of(page)).to_have_text("The article is kept in this browser.")
    assert page.evaluate(STORED)["caches"] == 1


def test_a_file_that_the_host_replaces_by_a_page_is_not_kept(page, house):
    with serving(house("Text."), faults={"favicon": "page"}) as server:
        page.goto(server.url + "first/")
        press(page, "^Keep for offline")
        expect(status_of(page)).to_have_text(
            re.compile("^The article could not be kept: favicon.*: the server sent a page in its place.$")
        )
        assert page.evaluate(STORED) == NOTHING


def test_a_module_that_was_changed_on_the_way_is_not_kept(page, house):
    faults = {}
    with serving(house("Text."), faults=faults) as server:
        page.goto(server.url + "first/")
        faults["/reading."] = "changed"
        press(page, "^Keep for offline")
        expect(status_of(page)).to_have_text(
            re.compile("^The article could not be kept: reading\\..*\\.js is not what the build wrote.$")
        )
        assert page.evaluate(STORED) == NOTHING


def test_two_tabs_that_keep_at_once_keep_it_once(context, house):
    tabs = [context.new_page(), context.new_page()]
    with serving(house("Text.")) as server:
        for tab in tabs:
            tab.goto(server.url + "first/")
            tab.get_by_role("button", name=re.compile("^Keep for offline")).wait_for()
        for tab in tabs:
            tab.evaluate("document.querySelector('.keep button').click()")
        for tab in tabs:
            expect(status_of(tab)).to_have_text(re.compile("^The article is kept"))
        assert tabs[0].evaluate(STORED)["caches"] == 1
        press(tabs[0], "^Remove it")
        expect(status_of(tabs[0])).to_have_text("Nothing of the article is kept any more.")
        tabs[1].evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(tabs[1].get_by_role("button", name=re.compile("^Keep for offline"))).to_be_visible()
        assert tabs[0].evaluate(STORED) == NOTHING


def test_a_tab_that_fails_takes_nothing_from_one_that_keeps(context, house):
    tabs = [context.new_page(), context.new_page()]
    with serving(house("Text.")) as server:
        for tab in tabs:
            tab.goto(server.url + "first/")
            tab.get_by_role("button", name=re.compile("^Keep for offline")).wait_for()
        tabs[1].route("**/first/", lambda route: route.abort())
        for tab in tabs:
            tab.evaluate("document.querySelector('.keep button').click()")
        expect(status_of(tabs[1])).to_have_text(re.compile("^The article could not be kept: "))
        expect(status_of(tabs[0])).to_have_text(re.compile("^The article is kept"))
    tabs[0].reload()
    expect(tabs[0].get_by_text(COPY)).to_be_visible()


def test_storage_that_is_full_is_told_in_a_sentence_and_nothing_is_half_kept(page, house):
    with serving(house("Text.")) as server:
        page.goto(server.url + "first/")
        devtools = page.context.new_cdp_session(page)
        origin = server.url.rstrip("/")
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 20_000})
        press(page, "^Keep for offline")
        expect(status_of(page)).to_have_text(
            re.compile("^The article could not be kept: the browser has too little room for it")
        )
        assert page.evaluate(STORED) == NOTHING
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin})
        keep(page)


def test_to_keep_one_article_in_vain_leaves_another_kept(page, house, tmp_path):
    other = tmp_path / "content" / "other"
    other.mkdir()
    (other / "article.md").write_text(FRONT + "Another text.\n", encoding="utf-8")
    faults = {}
    with serving(house("The text."), faults=faults) as server:
        page.goto(server.url + "first/")
        keep(page)
        page.goto(server.url + "other/")
        page.get_by_role("button", name=re.compile("^Keep for offline")).wait_for()
        faults["other"] = 503
        press(page, "^Keep for offline")
        expect(status_of(page)).to_have_text(re.compile("^The article could not be kept: .* 503.$"))
    page.goto(server.url + "first/")
    expect(page.get_by_text("The text.")).to_be_visible()


def test_storage_that_the_browser_clears_is_noticed(page, house):
    with serving(house("Text.")) as server:
        page.goto(server.url + "first/")
        keep(page)
        page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        keep(page)
    page.reload()
    expect(page.get_by_text(COPY)).to_be_visible()


def test_a_copy_that_was_read_of_a_slow_site_is_brought_up_to_date(page, house):
    faults = {}
    dist = house("The first edition.")
    with serving(dist, faults=faults) as server:
        page.goto(server.url + "first/")
        keep(page)
        house("The second edition.")
        faults["."] = 503
        page.route("**/first/", lambda route: (faults.clear(), route.continue_()))
        page.goto("about:blank")
        page.goto(server.url + "first")
        expect(page.get_by_text("The first edition.")).to_be_visible()
        expect(status_of(page)).to_have_text(
            re.compile("^The article is kept .* reload it to read what is kept")
        )
    press(page, "^Reload")
    expect(page.get_by_text("The second edition.")).to_be_visible()


def test_on_an_insecure_host_nothing_is_offered(page, house):
    dist = house("Text.")
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(route):
        path = dist / route.request.url.removeprefix("http://insecure.test/")
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page.route("http://insecure.test/**", answer)
    page.goto("http://insecure.test/first/", wait_until="networkidle")
    assert not page.evaluate("isSecureContext")
    expect(page.locator(".keep button")).to_be_hidden()
    assert complaints == []


def test_a_page_whose_modules_a_newer_edition_removed_asks_to_reload(page, house):
    dist = house("The first edition.\n\n" + "Much text.\n\n" * 100)
    with serving(dist) as server:
        page.goto(server.url + "first/")
        house("The second edition.")
        next((dist / "assets").glob("offline.*.js")).unlink()
        page.locator(".keep").scroll_into_view_if_needed()
        expect(status_of(page)).to_have_text(
            "The article has been published anew since you opened this page; reload it to keep it for offline."
        )
        press(page, "^Reload")
        expect(page.get_by_text("The second edition.")).to_be_visible()


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


def test_the_pictures_and_formulas_of_a_kept_article_are_kept(page, house, tmp_path):
    (tmp_path / "content" / "first" / "dot.png").write_bytes(base64.b64decode(PIXEL))
    with serving(house("A formula, $x^2$.\n\n![A dot](dot.png)")) as server:
        page.goto(server.url + "first/")
        keep(page)
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto("about:blank")
    page.goto(server.url + "first/", wait_until="load")
    picture = page.get_by_role("img", name="A dot")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('main img[alt=\"A dot\"]').naturalWidth === 1")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em Formula'))")
    assert [url for url in failed if "/assets/" in url] == []


def test_an_update_that_ended_before_it_cleared_up_leaves_the_newest_edition(page, house):
    dist = house("The first edition.")
    with serving(dist) as server:
        page.goto(server.url + "first/")
        keep(page)
        former = page.evaluate("caches.keys().then(([name]) => name)")
        house("The second edition.")
        page.goto(server.url + "first/")
        expect(status_of(page)).to_have_text(re.compile("^The article is kept in this browser, with"))
        # As if the former had not gone yet: it is the older one again.
        page.evaluate(
            """async (name) => {
          const [last] = await caches.keys();
          const newest = await caches.open(last);
          const files = await Promise.all((await newest.keys()).map(async ({ url }) => [url, await newest.match(url)]));
          await caches.delete(last);
          const old = await caches.open(name);
          const headers = { "Content-Type": "text/html" };
          await old.put(new URL(".", location.href).href, new Response("An old edition.", { headers }));
          const again = await caches.open(last);
          for (const [url, answer] of files) await again.put(url, answer);
        }""",
            former,
        )
        assert page.evaluate(STORED)["caches"] == 2
    page.goto("about:blank")
    page.goto(server.url + "first/")
    expect(page.get_by_text("The second edition.")).to_be_visible()
    expect(status_of(page)).to_have_text("The article is kept in this browser.")
    assert page.evaluate(STORED)["caches"] == 1


@pytest.mark.parametrize("published", [True, False])
def test_a_picture_that_a_newer_edition_removed_offers_to_reload(page, house, tmp_path, published):
    picture = tmp_path / "content" / "first" / "dot.png"
    picture.write_bytes(base64.b64decode(PIXEL))
    text = "Much text.\n\n" * 200 + "![A dot](dot.png)"
    dist = house(text)
    with serving(dist) as server:
        page.goto(server.url + "first/")
        if published:
            house(text.replace("![A dot](dot.png)", "No picture any more."))
        else:
            next((dist / "assets").rglob("dot*.png")).unlink()
        with page.expect_request("**/first/"):
            page.get_by_role("img", name="A dot").scroll_into_view_if_needed()
        if not published:
            page.wait_for_timeout(500)
            expect(page.get_by_role("button", name="Reload")).to_be_hidden()
            return
        expect(page.get_by_text("this picture is gone")).to_be_visible(timeout=LIVE)
        press(page, "^Reload")
        expect(page.get_by_text("No picture any more.")).to_be_visible()
