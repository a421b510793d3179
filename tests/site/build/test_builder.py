import json
import re

import pytest

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.site.build.builder import build
from aeexplain.starters import new_demo

SITE = 'title = "S"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'
FRONT = '+++\ntitle = "T & <U>"\nsummary = "Sum."\nauthors = ["A", "B"]\ndate = 2026-01-31\n+++\n\n'


def write(house, body):
    (house / "content" / "first" / "article.md").write_text(FRONT + body)


def page(house):
    return (house / "dist" / "first" / "index.html").read_text()


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_an_article_without_demos_carries_no_engine(house):
    build(house, house / "dist")
    assert "main.js" not in page(house)
    assert "aeexplain-page" not in page(house)
    assert not list((house / "dist" / "assets").glob("engine-*"))


def test_front_matter_reaches_the_page_escaped(house):
    build(house, house / "dist")
    assert "<title>T &amp; &lt;U&gt;</title>" in page(house)
    assert "A, B" in page(house)
    assert '<time datetime="2026-01-31">31 January 2026</time>' in page(house)


def test_the_archive_lists_the_article(house):
    build(house, house / "dist")
    archive = (house / "dist" / "index.html").read_text()
    assert re.search(r'<a class="card" href="first/">\s*<h2>T &amp; &lt;U&gt;</h2>\s*</a>', archive)
    assert archive.count("T &amp; &lt;U&gt;") == 1


def test_two_builds_of_the_same_tree_are_the_same_bytes(house):
    write(house, "::demo bottleneck Slide $k$.\n")
    build(house, house / "dist")
    build(house, house / "again")
    assert everything(house / "dist") == everything(house / "again")


def test_a_demo_brings_its_engine_and_weights_under_addresses_that_exist(house):
    write(house, "::demo bottleneck Slide $k$.\n")
    build(house, house / "dist")
    manifest = json.loads(re.search(r'id="aeexplain-page">(.*?)</script>', page(house), re.DOTALL)[1])
    here = house / "dist" / "first"
    engine = here / manifest["engine"]["pyodide"]
    for name, sizes in manifest["engine"]["files"].items():
        for form, size in sizes.items():
            file = {"plain": name, "gz": f"{name}.gz.bin", "br": f"{name}.br"}[form]
            assert (engine / file).stat().st_size == size
    weights = manifest["demos"]["bottleneck"]["weights"]["bottleneck"]
    assert (here / weights["url"]).stat().st_size == weights["bytes"]


def test_every_local_address_of_a_page_is_relative_and_exists(house):
    write(house, "::demo bottleneck Slide $k$.\n")
    build(house, house / "dist")
    without_canonical = re.sub(r'<link rel="canonical"[^>]*>', "", page(house))
    addresses = re.findall(r'(?:href|src)="([^"#][^"]*)"', without_canonical)
    for address in [each for each in addresses if not each.startswith("data:")]:
        assert not address.startswith(("/", "http"))
        assert (house / "dist" / "first" / address).exists()


BAD = [
    ("::demo bottlenek x\n", "first/article.md:8:1: no demo named 'bottlenek'; did you mean 'bottleneck'?"),
    ("so $\\fraq12$\n", "first/article.md:8:5: malformed TeX: Undefined control sequence: \\fraq"),
    ("::demo anatomy a\n\n::demo anatomy b\n", "first/article.md:10:1: the demo 'anatomy' stands twice"),
]


@pytest.mark.parametrize(("body", "message"), BAD)
def test_bad_content_is_told_and_the_published_site_stays(house, body, message):
    build(house, house / "dist")
    before = everything(house / "dist")
    write(house, body)
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist")
    assert f"content/{message}" in str(raised.value)
    assert everything(house / "dist") == before
    assert not list(house.glob(".dist-*"))


def test_everything_that_is_wrong_is_told_at_once(house):
    write(house, "\n".join(body for body, _ in BAD[:2]))
    (house / "content" / "site.toml").write_text(SITE.replace("summary", "sumary"))
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist")
    lines = str(raised.value).splitlines()
    assert len(lines) == 4
    assert sum("site.toml" in line for line in lines) == 2


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text[: len(text) // 2], "weights/bottleneck.json"),
        (lambda text: text.replace('"recipe"', '"reciep"', 1), "weights/bottleneck.json"),
    ],
)
def test_a_spoilt_weight_file_is_told_and_the_published_site_stays(house, spoil, message):
    build(house, house / "dist")
    before = everything(house / "dist")
    write(house, "::demo bottleneck x\n")
    path = house / "weights" / "bottleneck.json"
    path.write_text(spoil(path.read_text()))
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist")
    assert message in str(raised.value)
    assert "python build.py train bottleneck" in str(raised.value)
    assert everything(house / "dist") == before


def test_missing_weights_name_the_command_that_makes_them(house):
    write(house, "::demo two-waves x\n")
    demo = new_demo(Project(house), "two-waves")
    text = demo.read_text().replace("controls={", 'weights={"ae": "waves"}, controls={')
    demo.write_text(text.replace("compute(shift", "compute(ae, shift"))
    with pytest.raises(ExplainError, match=r"run: python build\.py train waves"):
        build(house, house / "dist")


def test_two_figures_of_one_demo_are_two_figures_that_share_weights_and_what_agrees_of_their_atlases(house):
    write(
        house,
        '::demo projection {#a stage="cloud"} A.\n\n::demo projection {#b} B.\n\n'
        "::demo projection {#c angle=40} C, unlike @fig:a and [this](#projection).\n",
    )
    build(house, house / "dist")
    told = json.loads(re.search(r'id="aeexplain-page">(.*?)</script>', page(house), re.DOTALL)[1])
    figures = re.findall(r'<figure class="demo" id="(\w+)" data-demo="projection"', page(house))
    assert figures == ["a", "b", "c"]
    assert list(told["demos"]) == ["projection"]
    assert told["atlases"]["a"] == told["atlases"]["b"] != told["atlases"]["c"]
    assert len(list((house / "dist" / "assets" / "atlas").glob("*.bin"))) == 2
    assert page(house).count('id="projection"') == 1
    assert 'id="c-angle"' in page(house)
    before = everything(house / "dist")
    build(house, house / "dist")
    assert everything(house / "dist") == before


def test_an_option_that_a_demo_cannot_take_is_told_where_it_stands(house):
    write(house, "::demo projection {#a angle=999\nstge=cloud} A.\n")
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist")
    first, second = str(raised.value).splitlines()
    assert first.startswith(
        "content/first/article.md:8:23: the control 'angle' cannot start at '999'; the nearest"
    )
    assert second.startswith(
        "content/first/article.md:9:1: the demo 'projection' has no option and no control 'stge'"
    )
