"""What an article's text does for its readers: what is wide is in reach, and what is copied reads as it looks."""

import io
import re
import shutil
import unicodedata

import numpy as np
import pytest
from PIL import Image as Pillow
from playwright.sync_api import expect

from aeexplain.check.clipping import out_of_reach
from aeexplain.site.build.builder import build
from aeexplain.site.serve.server import Server

pytestmark = pytest.mark.one_profile

WIDE = r"$\left(x_1+x_2+x_3+x_4+x_5+x_6+x_7+x_8+x_9\right)^2$"
LONG = "a" * 90
FRONT = '+++\ntitle = "T"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'
TEXT = rf"""The square {WIDE}, small $x^2$, and plain words.

Nothing but words and `code` here.

## A heading with {WIDE}

1. First $\frac{{a}}{{b}}$.
2. Second `{LONG}` https://example.org/{LONG}

| name | value |
|---|---|
| alpha | $\alpha_1$ |
| wide | {WIDE} |

Called.[^n]

[^n]: A note with {WIDE} and `{LONG}`.

$$
\sum_{{i=1}}^n x_i = \int_0^1 f(t)\,dt
$$ {{#eq:sum}}

> Said {WIDE} and $\rule{{600px}}{{1em}}$ and $a\hspace{{600px}}b$.

<details open><summary>Summary {WIDE}</summary>Inner.</details>

Cited [@k] {" ".join(["[@k]"] * 30)}. The end $e^{{i\pi}}$ is near.
"""
WORK = f"@article{{k, author = {{Doe, J}}, title = {{On {LONG}}}, year = {{2000}}, journal = {{J}}, url = {{https://example.org/{LONG}}}}}\n"
FIGURE = f"::demo projection A caption {WIDE} `{LONG}`.\n"


FOLDS = """See [there](#far), [it](#whole), @eq:in and [@k].

::: deeper One
The apricot. $$x$$ {#eq:in}

<span id="far">Far.</span>
:::

::: deeper Two {#whole}
The plum, with a wide formula WIDE. [^n]

[^n]: A note with FORMULA.
:::
""".replace("WIDE", WIDE).replace("FORMULA", WIDE)

BRACED = r"""$$
\underbrace{a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q}_{\text{all}}
$$

So [@k].
"""
HELD = "So [@k].\n\n::: deeper Three\n::demo projection Look.\n:::\n"


@pytest.fixture(scope="module")
def articles(root, tmp_path_factory):
    """The address of a site of an article without figures, `plain`, and the same with one, `figured`."""
    house = tmp_path_factory.mktemp("house")
    for name in ("templates", "weights"):
        shutil.copytree(root / name, house / name)
    (house / "content").mkdir()
    (house / "content" / "site.toml").write_text(
        f'title = "S{LONG}"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'
    )
    for slug, text in (
        ("plain", TEXT),
        ("figured", f"{TEXT}\n{FIGURE}\nAfter {WIDE}.\n"),
        ("folded", FOLDS),
        ("held", HELD),
        ("braced", BRACED),
    ):
        (house / "content" / slug).mkdir()
        (house / "content" / slug / "article.md").write_text(FRONT + text)
        (house / "content" / slug / "references.bib").write_text(WORK)
    build(house, house / "dist")
    with Server(house / "dist") as server:
        yield server.url


@pytest.fixture
def plain(page, articles):
    page.goto(f"{articles}plain/")
    page.wait_for_function("() => document.fonts.ready.then(() => true)")
    return page


@pytest.mark.parametrize("name", ["plain/", "figured/", ""])
@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_nothing_is_cut_off_at_any_width(browser, articles, name, script):
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(articles + name)
        for width in (320, 360, 390, 768, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert [str(each) for each in out_of_reach(page, f"{width}")] == []


def test_a_wide_formula_is_scrolled_by_keyboard_and_one_that_fits_is_no_stop(plain):
    plain.set_viewport_size({"width": 360, "height": 800})
    wide = plain.locator("article > p .scroller").first
    expect(wide).to_have_attribute("tabindex", "0")
    wide.focus()
    plain.keyboard.press("ArrowRight")
    plain.wait_for_function("() => document.activeElement.scrollLeft > 0")
    plain.set_viewport_size({"width": 1280, "height": 800})
    expect(wide).not_to_have_attribute("tabindex", "0")


def test_a_formula_stands_on_its_lines_baseline(plain):
    tops = """() => Array.from(document.querySelectorAll("article > p:first-of-type .scroller"), (base) => {
        const was = base.querySelector("mi").getBoundingClientRect().top;
        base.style.cssText = "display: inline; overflow: visible; margin: 0; padding: 0";
        return Math.abs(base.querySelector("mi").getBoundingClientRect().top - was); })"""
    assert max(plain.evaluate(tops)) < 0.1


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_a_brace_that_has_grown_is_whole_on_every_screen(browser, articles, scale):
    """A browser's tiles are 256 pixels wide, so a brace over several of them has ends beyond that of its middle."""
    wide = "document.querySelector('.math-box').outerHTML"
    with browser.new_context(device_scale_factor=scale) as context:
        page = context.new_page()
        page.goto(f"{articles}braced/")
        page.evaluate("document.fonts.ready.then(() => true)")
        assert "⏟" in page.evaluate(wide)
        brace = page.locator("munder munder > mo").first
        box = page.locator("munder munder > mrow").first.bounding_box()
        strip = page.screenshot(clip={**box, "y": brace.bounding_box()["y"] - 4, "height": 24})
    light = np.asarray(Pillow.open(io.BytesIO(strip)).convert("L"))
    dark = np.flatnonzero(light.min(0) < 140)
    assert dark[0] < 12 * scale
    assert dark[-1] > light.shape[1] - 12 * scale


def test_nothing_scrolls_on_paper(plain):
    plain.emulate_media(media="print")
    hidden = """() => Array.from(document.querySelectorAll(".scroller, .math-box, pre, .scroll"))
        .filter((each) => getComputedStyle(each).overflowX !== "visible").length"""
    assert plain.evaluate(hidden) == 0


COPY = """([first, last]) => {
  const place = ([selector, offset]) => {
    const element = document.querySelector(selector);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    if (offset < 0) for (let next = node; next; next = walker.nextNode()) node = next;
    return [node, offset < 0 ? node.length + 1 + offset : offset];
  };
  getSelection().setBaseAndExtent(...place(first), ...place(last));
}"""


def copied(page, first, last):
    """Select from one place to another and copy; a place is a selector and an offset in its first or, below 0, last text."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    page.evaluate(COPY, [first, last])
    page.keyboard.press("Control+c")
    html = """async () => {
        const [item] = await navigator.clipboard.read();
        return item.types.includes("text/html") ? (await item.getType("text/html")).text() : ""; }"""
    return page.evaluate("navigator.clipboard.readText()"), page.evaluate(html)


P = "article > p:first-of-type"
WIDE_TEX = WIDE


def test_a_selection_across_formulas_is_copied_as_it_reads(plain):
    text, html = copied(plain, (P, 0), (P, -1))
    assert text == f"The square {WIDE_TEX}, small $x^2$, and plain words."
    assert "$x^2$" in html
    assert "<math" not in html
    assert "class=" not in html


def test_a_formula_in_which_a_selection_begins_or_ends_is_copied_whole(plain):
    inner = f"{P} .katex:last-of-type mi"
    text, _ = copied(plain, (inner, 0), (inner, 1))
    assert text == "$x^2$"
    text, _ = copied(plain, (f"{P} .katex mi", 0), (inner, 1))
    assert text == f"{WIDE_TEX}, small $x^2$"


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (".math-box mi", "$$\\sum_{i=1}^n x_i = \\int_0^1 f(t)\\,dt$$", None),
        ("article > ol li", "First $\\frac{a}{b}$.", None),
        ("aside.note p", f"1 A note with {WIDE_TEX} and {LONG}.", "aside.note p"),
        ("article h2", f"A heading with {WIDE_TEX}", "article h2"),
        ("table", f"name\tvalue\nalpha\t$\\alpha_1$\nwide\t{WIDE_TEX}", "table"),
    ],
    ids=["display", "list", "note", "heading", "table"],
)
def test_formulas_are_copied_wherever_they_stand(plain, first, last, wanted):
    text, html = copied(plain, (first, 0), (wanted or first, -1))
    assert re.sub(r"[ \t]*\n\s*", "\n", text) == last
    assert ("<table>" in html) == (first == "table")


def test_citations_and_references_are_copied_as_they_look(plain):
    last = "article > p:last-of-type"
    text, html = copied(plain, (last, 0), (last, -1))
    assert text.startswith("Cited (Doe 2000) (Doe 2000)")
    assert text.endswith("The end $e^{i\\pi}$ is near.")
    assert "On a" not in text, "a preview that is not shown is not copied"
    assert re.search(r'<a href="http://[^"]*/plain/#ref-k">Doe 2000</a>', html)


@pytest.mark.parametrize("come", ["hover", "focus"])
def test_a_citation_shows_its_reference_to_a_pointer_and_to_the_keyboard(plain, come):
    plain.reload()
    link = plain.locator(".citation a").first
    getattr(link, come)()
    link.press("Shift")  # for the browser, a focus is a keyboard's after a key
    preview = plain.get_by_role("tooltip").first
    expect(preview).to_be_visible()
    expect(preview).to_have_text(f"Doe, J. (2000). On {LONG}. J. example.org/{LONG}")
    assert link.get_attribute("aria-describedby") == preview.get_attribute("id")


def test_a_selection_without_formulas_is_left_to_the_browser(plain):
    plain.evaluate("addEventListener('copy', (event) => { window.prevented = event.defaultPrevented; })")
    text, _ = copied(plain, ("article > p:nth-of-type(2)", 0), ("article > p:nth-of-type(2)", -1))
    assert text == "Nothing but words and code here."
    assert plain.evaluate("prevented") is False


def test_the_page_is_as_it_was_after_copying(plain):
    before = plain.evaluate("document.querySelector('article').innerHTML")
    text, _ = copied(plain, (P, 0), ("article > p:last-of-type", -1))
    assert "\u200b" not in text
    assert text.count("$x^2$") == 1
    assert plain.evaluate("document.querySelector('article').innerHTML") == before


def test_without_scripts_a_formula_is_selected_once(browser, articles):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{articles}plain/")
        page.evaluate("getSelection().selectAllChildren(document.querySelector('article > p'))")
        text = page.evaluate("String(getSelection())")
    assert r"\left" not in text
    assert "\u200b" not in text
    shown = unicodedata.normalize(
        "NFKC", text
    )  # a letter of a formula is the slanted one, which is another character
    assert re.sub(r"\s", "", shown).count("smallx2,andplainwords.") == 1


@pytest.mark.parametrize(
    ("fragment", "section"),
    [
        ("vq", "Vector-quantised autoencoders"),
        ("vq?k=3", "Vector-quantised autoencoders"),
        ("disentanglement", "β-VAE and disentanglement"),
        ("cite", "References"),
    ],
)
def test_the_contents_name_the_section_that_a_link_leads_into(page, site, fragment, section):
    page.goto(f"{site}autoencoders/#{fragment}")
    here = page.locator("[data-here]")
    expect(here).to_have_text(f"· {section}")
    expect(page.locator(".contents [aria-current]")).to_have_text(section)


def test_the_contents_follow_jumps_history_and_scrolling(page, site):
    page.goto(f"{site}autoencoders/")
    here = page.locator("[data-here]")
    expect(here).to_have_text("")
    jump = "(id) => { location.hash = id; }"
    page.evaluate(jump, "vq")
    expect(here).to_have_text("· Vector-quantised autoencoders")
    page.evaluate(jump, "bottleneck")
    expect(here).to_have_text("· What is worth keeping?")
    page.go_back()
    expect(here).to_have_text("· Vector-quantised autoencoders")
    page.go_forward()
    expect(here).to_have_text("· What is worth keeping?")
    page.mouse.move(640, 450)
    page.mouse.wheel(0, -100_000)
    expect(here).to_have_text("")


@pytest.mark.parametrize("width", [390, 1100])
def test_the_strip_of_contents_goes_on_the_way_down_and_comes_on_the_way_back(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}autoencoders/")
    strip = page.locator(".contents")
    expect(strip).not_to_be_visible()
    page.mouse.move(width / 2, 400)
    page.mouse.wheel(0, 3000)
    page.wait_for_function("() => scrollY > 2000")
    expect(strip).not_to_be_visible()
    page.mouse.wheel(0, -300)
    expect(strip).to_be_in_viewport()
    page.mouse.wheel(0, 400)
    expect(strip).not_to_be_visible()


def test_the_headers_button_opens_the_contents_and_a_choice_closes_them(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}autoencoders/")
    button = page.locator("[data-contents-switch]")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.locator(".contents a", has_text="Masked").click()
    expect(page.locator(".contents details")).not_to_have_attribute("open", "")
    expect(page.locator("[data-here]")).to_have_text("· Masked autoencoders")
    expect(page.locator(".contents")).to_be_in_viewport()


def test_a_jump_to_a_figure_names_its_section_in_a_strip_that_shows(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}autoencoders/#vq")
    expect(page.locator(".contents")).to_be_in_viewport()
    expect(page.locator("[data-here]")).to_have_text("· Vector-quantised autoencoders")


def test_in_a_wide_window_the_contents_stand_beside_the_text_and_stay(page, site):
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{site}autoencoders/#vq")
    box, text = page.locator(".contents").bounding_box(), page.locator("article").bounding_box()
    assert box["x"] + box["width"] <= text["x"] - 40
    expect(page.locator(".contents [aria-current]")).to_be_in_viewport()
    expect(page.locator("[data-contents-switch]")).not_to_be_visible()


def test_nothing_moves_when_the_fonts_come(page, site):
    """The heights of paragraphs in the fonts that stand for ours are theirs, where a machine has such fonts."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{site}autoencoders/")
    page.evaluate("document.fonts.ready")
    shift = """() => new Promise((done) => {
        new PerformanceObserver((list) => done(list.getEntries().reduce((sum, each) => sum + each.value, 0)))
          .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(0), 1000); })"""
    assert page.evaluate(shift) < 0.05


def test_a_fold_opens_for_the_address_and_for_links_into_it(articles, page):
    page.goto(f"{articles}folded/#far")
    one, two = page.locator("details.deeper").all()
    expect(page.locator("#far")).to_be_in_viewport()
    assert one.evaluate("fold => fold.open")
    assert not two.evaluate("fold => fold.open")
    page.get_by_role("link", name="it", exact=True).click()
    expect(page.get_by_text("The plum")).to_be_visible()
    one.evaluate("fold => void (fold.open = false)")
    page.evaluate("history.replaceState(null, '', '#far')")
    page.get_by_role("link", name="there").click()
    expect(page.locator("#far")).to_be_visible()


def test_a_fold_says_all_that_it_holds_on_paper_and_is_closed_again(articles, page):
    page.goto(f"{articles}folded/")
    one = page.locator("details.deeper").first
    assert not one.evaluate("fold => fold.open")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert one.evaluate("fold => fold.open")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not one.evaluate("fold => fold.open")
    page.emulate_media(media="print")
    expect(page.get_by_text("The apricot")).to_be_visible()


def test_what_a_fold_holds_is_found_by_the_browser(articles, page):
    page.goto(f"{articles}folded/#:~:text=The%20plum")
    expect(page.get_by_text("The plum")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_in_an_open_fold_is_cut_off(articles, page, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{articles}folded/")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => void (fold.open = true))")
    assert [str(each) for each in out_of_reach(page, "folded")] == []


def test_a_figure_in_a_fold_is_shown_when_its_address_is_opened(articles, page):
    page.goto(f"{articles}held/")
    view = page.locator("#projection [data-view]").first
    expect(view).to_be_hidden()
    page.goto("about:blank")
    page.goto(f"{articles}held/#projection")
    expect(view).to_be_visible()
    expect(page.locator("#projection")).to_be_in_viewport()
