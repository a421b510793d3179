"""One fault gives one message: what only follows from it is not told."""

import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build

FRONT = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'
WORK = "@misc{key, author = {A}, title = {T}, year = 2001}"


@pytest.mark.parametrize(
    ("body", "bib", "message"),
    [
        (
            "So [@key].",
            "@misc{key, author = {A}, title = {T}}",
            "references.bib:1: the entry 'key' has no year",
        ),
        (
            "So [@key].",
            "@misc{key, author = {A}, title = {T {U},\nyear = 1}",
            "references.bib:1: a brace is not",
        ),
        (
            "So [@key].",
            "@misc{key, author = {A} title = {T}, year = 1}",
            "references.bib:1: not valid BibTeX",
        ),
        ("So [@key].", "\xff", "references.bib:1: not valid UTF-8"),
        ("So [@key; so].", WORK, "article.md:8:11: 'so' cites nothing"),
        ("## So [@key]", WORK, "article.md:8:7: '[@key]' cannot stand in a heading"),
        ("::dmeo bottleneck So.\n\nIn @fig:bottleneck.", None, "article.md:8:1: no directive named 'dmeo'"),
        ("::demo bottlenec So.\n\nIn @fig:bottlenec.", None, "article.md:8:1: no demo named 'bottlenec'"),
        (
            "Table: So.\n\n| a |\n|---|\n| b |\n\nIn @tab:so.",
            None,
            "article.md:8:1: a table's caption without a",
        ),
        ("$$x$$ {#so}\n\nIn @eq:so.", None, "article.md:8:1: 'so' is no label of an equation"),
        ("$$x {#eq:so}\n\nIn @eq:so.", None, "article.md:8:1: a formula is not closed"),
        ("$$\\foo$$ {#eq:so}\n\nIn @eq:so.", None, "article.md:8:3: malformed TeX"),
        ("A.[^a]\n\n[^a]: N[^b].\n\n    M.", None, "article.md:10:8: '[^b]' cannot stand in a note"),
        ("## A[^a]\n\n[^a]: N.", None, "article.md:8:5: '[^a]' cannot stand in a heading"),
        ("[^a]: N.\n[^b]: M[^a].\n\nA[^b]", None, "article.md:9:8: '[^a]' cannot stand in a note"),
        ("```\nA.[^a]\n\nIn @fig:so\n\n[^a]: N.", None, "article.md:8:1: a code fence is not closed"),
        ("A.[^a]\n\n```\n\n[^a]: N.", None, "article.md:10:1: a code fence is not closed"),
        ("![So](so.bmp)", None, "article.md:8:1: 'so.bmp' is no image beside the article"),
    ],
)
def test_what_only_follows_from_a_fault_is_not_told(house, body, bib, message):
    folder = house / "content" / "first"
    (folder / "article.md").write_text(FRONT + body, encoding="utf-8")
    if bib:
        (folder / "references.bib").write_text(bib, encoding="latin-1")
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist", cache=Cache(house / "cache"))
    (line,) = str(raised.value).splitlines()
    assert line.startswith(f"content/first/{message}")
