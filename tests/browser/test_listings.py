"""Code and quotes on a page: reached, copied, printed, and nothing of them is against the gate's rules."""

import shutil

import pytest

from aeexplain.check.markup import invalid_markup
from aeexplain.check.pages import faulty_pages
from aeexplain.check.visit import Visit
from aeexplain.site.build.builder import build
from aeexplain.site.serve.server import Server

pytestmark = pytest.mark.one_profile

CODE = 'def f(x):\n    """So: <b> & \'c\'."""\n    return {"a": x}  # ' + "a long line goes on " * 12
FRONT = '+++\ntitle = "T"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'
TEXT = f"""{FRONT}
## Code

```python
{CODE}
```

- In a list:

        {"indented and long " * 12}

```
short
```

```js
const long = `{"so " * 40}`;  // and on
```

> To be, or not to be.
>
> > Within.
> > — B
>
> — *Hamlet*, Act 3
"""
COPY = "() => navigator.clipboard.readText()"


@pytest.fixture(scope="module")
def built(root, tmp_path_factory):
    """The folder and the address of a small site whose one article has code and quotes."""
    house = tmp_path_factory.mktemp("listings")
    for name in ("templates", "weights"):
        shutil.copytree(root / name, house / name)
    (house / "content" / "first").mkdir(parents=True)
    shutil.copy(root / "content" / "site.toml", house / "content")
    (house / "content" / "first" / "article.md").write_text(TEXT)
    build(house, house / "dist")
    with Server(house / "dist") as server:
        yield house / "dist", server.url


@pytest.fixture
def article(built, context, page):
    """The article, open, in a browser that lets pages use the clipboard."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{built[1]}first/")
    page.wait_for_selector(".copier", state="attached")
    return page


def test_a_page_with_code_and_quotes_passes_the_gate(built, browser):
    dist, url = built
    assert list(invalid_markup(dist)) == []
    found = list(faulty_pages(Visit(dist, url, browser), lambda _: None))
    assert [str(each) for each in found if each.check not in ("layout shift",)] == []


def test_the_button_copies_the_code_to_the_character_and_says_so(article):
    listing = article.locator(".listing").first
    listing.get_by_role("button", name="Copy the code").click()
    listing.locator("[aria-live]").filter(has_text="Copied").wait_for()
    assert article.evaluate(COPY) == CODE


def test_the_keyboard_reaches_long_code_scrolls_it_and_then_its_button(article):
    code = article.locator(".listing pre").first
    code.focus()
    article.keyboard.press("ArrowRight")
    article.wait_for_function("() => document.querySelector('.listing pre').scrollLeft > 0")
    button = article.locator(".copier").first
    assert button.evaluate("(box) => getComputedStyle(box).opacity") == "1"
    article.keyboard.press("Tab")
    assert article.evaluate("() => document.activeElement?.textContent") == "Copy"
    article.keyboard.press("Enter")
    article.locator(".copier [aria-live]").filter(has_text="Copied").wait_for()


def test_code_that_never_scrolls_takes_no_focus(article):
    focusable = [each.get_attribute("tabindex") for each in article.locator(".listing pre").all()]
    assert focusable[:4] == ["0", "0", None, "0"]


def test_where_copying_is_not_allowed_the_code_is_selected_instead(article):
    article.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    article.locator(".copier button").first.dispatch_event("click")
    article.locator(".copier [aria-live]").filter(has_text="selected").wait_for()
    assert article.evaluate("() => String(getSelection())").startswith("def f(x):")


def test_without_scripts_there_is_no_button(built, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built[1]}first/")
    assert page.locator(".listing").count() >= 4
    assert page.locator(".copier, .listing button").count() == 0
    context.close()


def test_under_a_finger_the_button_is_always_there_and_covers_no_code(built, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{built[1]}first/")
    page.wait_for_selector(".copier", state="attached")
    listings = page.locator(".prose > .listing, article > .listing").all()
    assert len(listings) == 3
    for listing in listings:
        button, code = listing.locator("button"), listing.locator("code")
        assert button.evaluate("(it) => getComputedStyle(it.parentElement).opacity") == "1"
        below, first = button.bounding_box(), code.bounding_box()
        assert below["y"] + below["height"] <= first["y"] + 2
    context.close()


def test_in_print_no_code_is_cut_off_and_no_button_shows(article):
    article.emulate_media(media="print")
    for each in article.locator(".listing").all():
        wide, room = each.locator("pre").evaluate("(pre) => [pre.scrollWidth, pre.clientWidth]")
        assert wide <= room
        assert not each.locator(".copier").is_visible()


@pytest.mark.parametrize(("direction", "opening"), [("ltr", "“"), ("rtl", "”")])
def test_a_quote_has_its_mark_where_its_lines_begin(article, direction, opening):
    article.evaluate(f"() => document.documentElement.setAttribute('dir', '{direction}')")
    left, right, mark = article.locator("blockquote").first.evaluate(
        """(quote) => { const { paddingLeft, paddingRight } = getComputedStyle(quote);
            return [paddingLeft, paddingRight, getComputedStyle(quote, "::before").content]; }"""
    )
    assert [float(each.removesuffix("px")) > 0 for each in (left, right)] == [
        direction == "ltr",
        direction == "rtl",
    ]
    assert opening in mark


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_keywords_of_code_are_bold_and_its_comments_stand_back(article, colours):
    article.emulate_media(color_scheme=colours)
    look = "(part) => { const { color, fontWeight } = getComputedStyle(part); return [color, fontWeight]; }"
    code, remark, keyword, value = (
        article.locator(f".listing code {name}".strip()).first.evaluate(look)
        for name in ("", ".remark", ".keyword", ".value")
    )
    assert remark[0] != code[0] == keyword[0] == value[0]
    assert int(keyword[1]) > int(code[1])
