"""An article as one file, opened from disk: it reads, it asks for nothing, its sliders move, and it says what it cannot."""

import re

import pytest
from playwright.sync_api import expect

from aeexplain.errors import ExplainError
from aeexplain.site.standalone import articles

LIVE = 120_000  # milliseconds that a slow machine may take to start the engine
LONG = 30_000  # milliseconds, for a slow machine


@pytest.fixture(scope="module")
def opened(browser, built, tmp_path_factory):
    """The article opened from disk, what it asked for, and what the console heard before anything was touched."""
    folder = tmp_path_factory.mktemp("alone")
    for name, content in articles(built).items():
        (folder / name).write_bytes(content)
    asked, heard = [], []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto((folder / "autoencoders.html").as_uri(), wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    yield page, asked, list(heard)
    page.close()


def test_it_asks_for_nothing_and_complains_of_nothing(opened):
    _, asked, heard = opened
    assert [address[:80] for address in asked[1:] if not address.startswith("data:")] == []
    assert heard == []


def test_without_scripts_an_opened_fold_shows_its_pictures_and_its_code(opened, browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(opened[0].url)
        figure = page.locator("#bottleneck")
        figure.locator("[data-more] > summary").click()
        expect(figure.locator('.more-views [data-view="code"] svg')).to_be_visible()
        figure.locator(".demo-code > summary").click()
        expect(figure.locator(".demo-code .listing")).to_be_visible()


def test_its_style_and_fonts_are_inside(opened):
    page, *_ = opened
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") != "static"
    assert page.evaluate(
        "Array.from(document.fonts).some((font) => font.family.includes('Formula') && font.status === 'loaded')"
    )


def test_a_slider_moves_through_the_frames_drawn_ahead_and_the_figure_says_what_it_lacks(opened):
    page, *_ = opened
    figure = page.locator("#bottleneck")
    figure.scroll_into_view_if_needed()
    readout = figure.locator("output[data-kind=readout]").first
    before = readout.get_attribute("data-value")
    figure.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(readout).not_to_have_attribute("data-value", before, timeout=LONG)
    expect(figure.locator("[role=status]")).to_contain_text("this page is a single file", timeout=LONG)


def test_with_the_engine_inside_a_figure_lives_from_the_disk(browser, built, tmp_path):
    path = tmp_path / "principal-components.html"
    path.write_bytes(articles(built, engine=True)[path.name])
    asked = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri(), wait_until="load")
    figure = page.locator("figure[data-demo]:has(form input)").first
    figure.scroll_into_view_if_needed()
    figure.locator("input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    page.close()
    assert [address[:80] for address in asked[1:] if not address.startswith(("data:", "blob:"))] == []


def test_without_the_engine_its_policy_allows_no_script_but_those_inside(built):
    for text in (content.decode() for content in articles(built).values()):
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
        assert re.search(r"script-src( 'sha256-[^']+')+;", policy)


def test_links_lead_to_the_site_and_nothing_local_is_left(built):
    for text in (content.decode() for content in articles(built).values()):
        assert re.findall(r'(?:href|src)="(?:\.\.?/|assets/)[^"]*"', text) == []
        assert (
            re.findall(
                r"url\((?![\"']?data:|%23)[^)]*\)", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
            )
            == []
        )


def test_a_folder_without_articles_is_told(tmp_path):
    with pytest.raises(ExplainError, match=r"holds no article; run: python build\.py"):
        articles(tmp_path)
