"""An article in Arabic with all that an article may have: what runs from right to left, and what does not."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from aeexplain.cache import Cache
from aeexplain.site.build.builder import build

HOST = "http://arabic.test/"
ARTICLE = """+++
title = "المركبات باليد"
summary = "أدر خطا."
date = 2026-03-05
tags = ["رياضيات"]
+++

انظر إلى @eq:kept وإلى حاشية[^n] والشيفرة `points - mean` أولى [@a2001].

## خط واحد

$$u^\\top C\\,u$$ {#eq:kept}

- البند الأول

> [!NOTE]
> هذه ملاحظة.

> اقتباس قديم.

Table: جدول. {#tab:t}

| الاسم | العدد |
|-------|-------|
| ألف   | 12.5  |

```python
x = 1
```

## خط آخر

[^n]: نص الحاشية.
"""
BIB = "@article{a2001,\n author = {A, B},\n title = {T},\n year = {2001},\n journal = {J},\n}\n"


@pytest.fixture(scope="module")
def arabic(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("arabic")
    shutil.copytree(root / "templates", house / "templates")
    content = house / "content" / "one"
    content.mkdir(parents=True)
    (house / "content" / "site.toml").write_text('title = "S"\nsummary = "S."\nlanguage = "ar"\n')
    (content / "article.md").write_text(ARTICLE, "utf-8")
    (content / "references.bib").write_text(BIB)
    build(house, house / "dist", cache=Cache(house / "cache"))
    return house / "dist"


def side(page: Page, inner: str, outer: str) -> float:
    """Return how much nearer an element's middle lies to the right end of another than to the left one, in pixels."""
    one, other = (page.locator(each).first.bounding_box() for each in (inner, outer))
    assert one
    assert other
    return (one["x"] + one["width"] / 2) - (other["x"] + other["width"] / 2)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_a_page_in_arabic_runs_from_right_to_left_and_its_code_does_not(
    arabic: Path, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.route(f"{HOST}**", lambda route: route.fulfill(path=arabic / route.request.url.removeprefix(HOST)))
    page.goto(f"{HOST}one/index.html")
    style = "(element, name) => getComputedStyle(element)[name]"
    overflow = page.locator("html").evaluate("element => element.scrollWidth - innerWidth")
    assert overflow <= 0
    assert side(page, ".site-header .mark", ".site-header") > 0
    assert side(page, ".equation-number", ".equation") < 0
    assert page.locator("article h2").first.evaluate(style, "direction") == "rtl"
    for code in (".katex", "article p code", ".listing pre"):
        assert page.locator(code).first.evaluate(style, "direction") == "ltr", code
    callout = page.locator(".callout").first
    assert callout.evaluate(style, "borderRightWidth") > callout.evaluate(style, "borderLeftWidth")
    assert page.locator("article table th").first.inner_text() == "الاسم"
    assert side(page, "article table th", "article table") > 0
    assert "مارس" in page.locator("time").first.inner_text()
    if width == 1280:
        assert side(page, ".contents", "article h2") > 0
        assert side(page, ".note", "article p") < 0
