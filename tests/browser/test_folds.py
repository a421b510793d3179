"""The fold of a figure costs nothing until it is opened: then its pictures and its code come, or it says why they do not."""

import json
import re

import pytest
from browser.folds import unfold
from playwright.sync_api import expect

from aeexplain.check.pages import SCREENS, _fresh_page, _seen
from aeexplain.files.digests import integrity_of

pytestmark = pytest.mark.one_profile

LIVE = 120_000  # milliseconds that a slow machine may take
FOLDS = "**/assets/folds/**"
# What draws a figure but its file: with neither of them a figure has only what the page brings.
DRAWERS = ("**/assets/atlas/**", "**/assets/engine*/**")
HELD = """figures => figures.flatMap((figure) => Array.from(
  figure.querySelectorAll(".demo-more :is(.more-views, .demo-code) :is(svg, img, canvas, td, code > *)"),
  ({ tagName }) => tagName))"""
ASKED = "/python"


@pytest.fixture
def article(page, site):
    """The article, of whose figures nothing is drawn in the page; which fold's pages it asked for."""
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url) if "/folds/" in request.url else None)
    for address in DRAWERS:
        page.route(address, lambda route: route.abort())
    page.goto(f"{site}autoencoders/")
    return page


@pytest.fixture
def bottleneck(article):
    figure = article.locator("#bottleneck")
    figure.scroll_into_view_if_needed()
    return figure


@pytest.fixture
def folded(page, stand):
    """A figure with a picture of each kind in its fold, alive; its fold's page is what the test routes it to."""
    page.drawings = []
    page.on(
        "request",
        lambda request: page.drawings.append(json.loads(request.post_data)) if ASKED in request.url else None,
    )
    page.route("**/folds/folded.*", lambda route: route.fulfill(status=404))
    page.goto(f"{stand}#folded")
    figure = page.locator("#folded")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    return figure


def in_fold(figure, view):
    return figure.locator(f'.more-views [data-view="{view}"]')


def move(figure, n):
    figure.get_by_role("slider", name="Units").first.fill(str(n))
    expect(figure.locator("[data-describe]")).to_contain_text(f"{n} units")


def test_closed_folds_hold_neither_pictures_nor_code_and_nobody_asks_for_them(article):
    figures = article.locator("figure.demo")
    assert figures.count() > 20
    assert figures.evaluate_all(HELD) == []
    article.locator(".keep").scroll_into_view_if_needed()
    article.wait_for_timeout(500)
    assert figures.evaluate_all(HELD) == []
    assert article.asked == []


def test_the_views_of_a_closed_fold_are_neither_sent_nor_painted(page, folded):
    for n in (5, 3):
        move(folded, n)
    asked = {(demo, views) for kind, demo, _, views in page.drawings if kind == "frame"}
    assert {views for demo, views in asked if demo == "folded"} == {"shown"}
    assert page.locator("#folded").evaluate_all(HELD) == []
    unfold(folded)
    expect(in_fold(folded, "line").locator("svg")).to_be_visible()
    assert page.drawings[-1][:2] == ["frame", "folded"]
    assert page.drawings[-1][3] == "shown line image sizes"


def test_a_fold_that_is_opened_fetches_its_pictures_and_its_code_once(article, bottleneck, root):
    unfold(bottleneck)
    expect(in_fold(bottleneck, "code").locator("svg")).to_be_visible(timeout=LIVE)
    expect(in_fold(bottleneck, "input").locator("img")).to_be_visible()
    source = (root / "src/aeexplain/demos/bottleneck.py").read_text(encoding="utf-8")
    assert bottleneck.locator(".demo-code .listing code").text_content().strip() == source.strip()
    assert bottleneck.locator("[data-empty]").count() == 0
    expect(bottleneck.get_by_role("link", name="as a page")).to_have_count(0)
    fold = bottleneck.locator("[data-more]")
    for state in ("false", "true"):
        fold.evaluate(f"fold => void (fold.open = {state})")
    article.wait_for_timeout(300)
    assert len(article.asked) == 1


def test_nothing_moves_when_the_pictures_come(article, bottleneck):
    held = []
    article.route(FOLDS, lambda route: held.append(route))
    unfold(bottleneck)
    article.wait_for_timeout(300)
    boxes = [in_fold(bottleneck, view).bounding_box() for view in ("input", "code", "error")]
    assert [bottleneck.locator("[data-empty]").count(), len(held)] == [5, 1]
    held[0].continue_()
    expect(in_fold(bottleneck, "code").locator("svg")).to_be_visible(timeout=LIVE)
    for view, before in zip(("input", "code", "error"), boxes, strict=True):
        after = in_fold(bottleneck, view).bounding_box()
        assert after["width"] == pytest.approx(before["width"], abs=1)
        assert after["height"] == pytest.approx(before["height"], rel=0.06)


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": "<h1>Home</h1>"}, None], ids=str)
def test_a_fold_whose_file_does_not_come_says_so_and_tries_again(article, bottleneck, answer):
    article.route(FOLDS, lambda route: route.fulfill(**answer) if answer else route.abort())
    unfold(bottleneck)
    told = bottleneck.locator(".fold-address")
    expect(told).to_contain_text("The pictures and the code did not load: ", timeout=LIVE)
    expect(told.get_by_role("link")).to_be_visible()
    told.get_by_role("button", name="Try again").click()
    expect(told.get_by_role("button")).to_be_visible()
    article.unroute(FOLDS)
    told.get_by_role("button", name="Try again").click()
    expect(in_fold(bottleneck, "code").locator("svg")).to_be_visible(timeout=LIVE)
    expect(told.get_by_role("button")).to_have_count(0)
    expect(told.get_by_role("link")).to_be_hidden()


def test_a_file_that_is_not_what_the_build_wrote_is_not_shown(article, bottleneck, built):
    def changed(route):
        file = built / "assets" / "folds" / route.request.url.rpartition("/")[2]
        body = file.read_text(encoding="utf-8").replace(">compute<", ">somepute<")
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    article.route(FOLDS, changed)
    unfold(bottleneck)
    expect(bottleneck.locator(".fold-address")).to_contain_text("did not load", timeout=LIVE)
    assert bottleneck.evaluate_all(HELD) == []


def test_where_the_file_does_not_come_the_engine_draws_into_the_empty_places(folded):
    unfold(folded)
    expect(in_fold(folded, "line").locator("svg")).to_be_visible()
    expect(in_fold(folded, "image").locator("canvas")).to_be_visible()
    table = folded.get_by_role("table", name="What 2 units measure")
    expect(table.get_by_role("columnheader")).to_have_text(["unit", "size"])
    expect(table.get_by_role("rowheader")).to_have_text(["unit 0", "unit 1"])
    expect(in_fold(folded, "image").locator(".handle")).to_be_visible()
    assert folded.locator(".more-views [data-empty]").count() == 0
    expect(folded.locator(".fold-address")).to_contain_text(re.compile("^The code did not load"))


def test_a_file_that_comes_late_does_not_undo_what_is_drawn(page, folded):
    held = []
    page.unroute("**/folds/folded.*")
    page.route("**/folds/folded.*", lambda route: held.append(route))
    move(folded, 5)
    unfold(folded)
    table = folded.get_by_role("table", name="What 5 units measure")
    expect(table.get_by_role("rowheader")).to_have_count(5)
    held[0].continue_()
    expect(folded.locator(".demo-code .listing code")).to_contain_text("def compute")
    expect(table.get_by_role("rowheader")).to_have_count(5)
    assert in_fold(folded, "line").locator("svg").count() == 1
    assert in_fold(folded, "image").locator("img, canvas").count() == 1


def test_a_handle_appears_on_a_picture_that_the_file_brings(page, stand):
    for address in ("**/python", "**/folded.bin"):
        page.route(address, lambda route: route.abort())
    page.goto(f"{stand}#folded")
    figure = unfold(page.locator("#folded"))
    expect(in_fold(figure, "image").locator("img")).to_be_visible()
    expect(in_fold(figure, "image").locator(".handle")).to_be_visible()
    expect(in_fold(figure, "line").get_by_role("img", name="the same line to 2")).to_be_visible()


@pytest.mark.parametrize("way", ["beforeprint", "print"])
def test_before_the_article_is_printed_every_fold_is_filled(article, way):
    assert article.locator("[data-empty]").count() > 50
    if way == "print":
        article.emulate_media(media="print")
    else:
        article.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert article.locator("[data-empty]").count() == 0, (
            "a browser prints what is there once this was heard"
        )
        assert article.locator("details.demo-more:not([open])").count() == 0
    expect(article.locator("[data-empty]")).to_have_count(0, timeout=LIVE)
    folds = article.locator("a[data-fold]").evaluate_all("links => links.map(({ href }) => href)")
    assert sorted(article.asked) == sorted(set(folds))


def test_what_cannot_be_had_before_printing_says_so(article, bottleneck):
    article.route(FOLDS, lambda route: route.fulfill(body="<h1>Home</h1>"))
    article.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(bottleneck.locator(".fold-address")).to_contain_text("did not load: ", timeout=LIVE)
    article.unroute(FOLDS)
    article.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert bottleneck.locator("[data-empty]").count() == 0
    expect(bottleneck.locator(".fold-address").get_by_role("button")).to_have_count(0)


def test_code_opens_the_fold_and_is_there(article, bottleneck):
    bottleneck.locator("[data-code]").dispatch_event("click")
    expect(bottleneck.locator(".demo-code .listing code")).to_contain_text("def compute", timeout=LIVE)
    expect(bottleneck.locator(".demo-code pre")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_without_scripts_an_opened_fold_leads_to_a_page_that_can_be_read(browser, site, colours):
    with browser.new_context(java_script_enabled=False, color_scheme=colours) as context:
        page = context.new_page()
        page.goto(f"{site}autoencoders/")
        figure = page.locator("#bottleneck")
        figure.locator("[data-more] > summary").click()
        expect(figure.locator(".more-text").first).to_be_visible()
        expect(figure.locator(".more-views")).to_be_hidden()
        figure.get_by_role("link", name="The pictures and the code of this fold, as a page").click()
        expect(page).to_have_title("The figure “bottleneck”: pictures and code")
        expect(page.get_by_role("heading", level=1)).to_have_text("The figure “bottleneck”")
        for view in ("input", "error"):
            expect(page.locator(f'[data-view="{view}"] img')).to_be_visible()
        drawing = page.locator('[data-view="code"] svg')
        expect(drawing).to_be_visible()
        assert drawing.bounding_box()["width"] > 200
        expect(page.locator("pre code")).to_contain_text("def compute")
        plain = page.locator("main > p, section > p").first.evaluate("p => getComputedStyle(p).fontFamily")
        assert "serif" in plain
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pages_of_folds_are_accessible_and_no_word_of_them_is_out_of_reach(
    browser, site, built, screen, pytestconfig
):
    places = sorted((built / "assets" / "folds").glob("*.html"))
    assert len(places) > 20
    page = _fresh_page(browser, screen, "dark")
    few = not pytestconfig.getoption("--thorough")
    for place in places[:: (3 if few else 1) if screen == "390 px" else 6]:
        page.goto(f"{site}assets/folds/{place.name}")
        assert list(_seen(page, place.name)) == []
    page.context.close()


def test_a_fold_is_filled_on_a_host_without_https_too(page, built):
    def answer(route):
        path = built / route.request.url.removeprefix("http://insecure.test/")
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page.route("http://insecure.test/**", answer)
    for address in DRAWERS:
        page.route(address, lambda route: route.abort())
    page.goto("http://insecure.test/principal-components/")
    assert not page.evaluate("isSecureContext")
    figure = unfold(page.locator("figure.demo").first)
    expect(figure.locator(".demo-code .listing code")).to_contain_text("def compute", timeout=LIVE)


def test_links_name_the_digest_of_each_page(article, built):
    links = article.locator("a[data-fold]").evaluate_all(
        "links => links.map(({ href, dataset }) => [href, dataset.bytes, dataset.integrity])"
    )
    assert len(links) == article.locator("figure.demo").count()
    for address, size, integrity in links:
        content = (built / "assets" / "folds" / address.rpartition("/")[2]).read_bytes()
        assert (int(size), integrity) == (len(content), integrity_of(content))
