"""The site's type: cut to what pages show, named by its content, made once."""

import io
import re

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from aeexplain.cache import cache_in
from aeexplain.project import Project
from aeexplain.site.build.builder import build
from aeexplain.site.content.articles import read_article_sources
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.pages import type_faces as module
from aeexplain.site.pages.type_faces import FACES, shown_texts, type_faces

CSS = ":root { --serif: " + ", ".join(f'"{face.family}"' for face in FACES) + "; }"


def letters(font):
    with TTFont(io.BytesIO(font)) as loaded:
        return set(loaded.getBestCmap())


def texts_of(root):
    return [*shown_texts(read_article_sources(root, ErrorList()))]


def rule_of(faces, place):
    (rule,) = (each for each in faces.css.splitlines() if place.partition("/")[2] in each)
    return rule


def test_every_rule_names_a_font_that_ships_and_swaps(root):
    faces = type_faces(CSS, Project(root), texts_of(root))
    named = re.findall(r"url\(([^)]*)\)", faces.css)
    assert sorted(f"assets/{name}" for name in named) == sorted(faces.files)
    assert faces.css.count("font-display:swap") == len(named)


def test_a_font_has_the_letters_of_articles_and_no_alphabet_that_none_uses(house):
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + "\nŁódź in Łódź.\n", encoding="utf-8")
    faces = type_faces(CSS, Project(house), texts_of(house))
    for family in ("source-serif-4", "source-sans-3"):
        found = {
            place: letters(font)
            for place, font in faces.files.items()
            if f"/{family}-" in place and "title" not in place
        }
        every = set().union(*found.values())
        assert {ord("A"), ord("ó"), ord("Ł"), ord("ź")} <= every
        assert not any(0x400 <= code < 0x500 for code in every), "no article is in Cyrillic"
        assert ord("þ") not in every
        (only,) = (place for place in found if place.rpartition("-")[2].startswith("normal"))
        assert "U+141" in rule_of(faces, only), "two letters of another part are no file more"


def test_an_alphabet_that_a_site_does_use_is_a_file_of_its_own(house):
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + "\nЭто русский абзац, и букв в нём много.\n", encoding="utf-8")
    faces = type_faces(CSS, Project(house), texts_of(house))
    (cyrillic,) = (place for place in faces.files if "source-sans-3-cyrillic-normal" in place)
    assert ord("б") in letters(faces.files[cyrillic])
    assert cyrillic not in faces.first


@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face.family} {face.style}")
def test_a_letter_that_was_joined_looks_as_in_its_own_part(face):
    part = module._Cut(face, "greek", frozenset({ord("β")}))
    main = module._Cut(face, "latin", frozenset({ord("A")}), (part,))
    joined, own = (TTFont(io.BytesIO(cut.font())) for cut in (main, part))
    for weight in (400, 700) if "fvar" in own else (None,):
        shown = [drawn(font, "β", weight) for font in (joined, own)]
        assert shown[0] == shown[1]
    assert ord("A") in joined.getBestCmap()


def drawn(font, letter, weight):
    """What a font draws a letter with, at a weight: its outline and its width."""
    glyphs = font.getGlyphSet(location={"wght": weight} if weight else None)
    glyph, pen = glyphs[font.getBestCmap()[ord(letter)]], RecordingPen()
    glyph.draw(pen)
    return pen.value, glyph.width


def test_letters_of_works_and_of_texts_beside_an_article_count(house):
    first = house / "content" / "first"
    (first / "references.bib").write_text("@misc{a, title = {ğ}}\n", encoding="utf-8")
    (first / "more.md").write_text("ş\n", encoding="utf-8")
    found = module.characters(Project(house), texts_of(house))
    assert {ord("ğ"), ord("ş")} <= found
    assert ord("þ") not in found


def test_what_the_first_window_needs_comes_to_less_than_a_photograph(root):
    faces = type_faces(CSS, Project(root), texts_of(root))
    assert len(faces.first) == 3
    assert sum(len(faces.files[place]) for place in faces.first) < 80_000
    assert sum(map(len, faces.files.values())) < 130_000


def test_a_style_sheet_of_other_fonts_brings_none(root):
    assert type_faces(":root { --serif: Georgia; }", Project(root)).files == {}


def test_fonts_are_cut_once(house, tmp_path, monkeypatch):
    cache = cache_in(tmp_path / "cache")
    first = type_faces(CSS, Project(house), cache=cache)
    monkeypatch.setattr(module, "cut_font", None)
    assert type_faces(CSS, Project(house), cache=cache) == first


@pytest.fixture
def page(house):
    build(house, house / "dist")
    return (house / "dist" / "first" / "index.html").read_text("utf-8")


def test_pages_ask_for_the_first_fonts_at_once_and_for_no_others(house, page):
    asked = re.findall(r'<link rel="preload" as="font"[^>]* href="../(assets/fonts/[^"]+)">', page)
    assert {place.rsplit(".", 2)[0] for place in asked} == {
        "assets/fonts/source-serif-4-latin-normal",
        "assets/fonts/source-serif-4-title-latin-normal",
        "assets/fonts/source-sans-3-latin-normal",
        "assets/fonts/formula",  # there is a formula in the first window
    }
    assert all((house / "dist" / place).is_file() for place in asked)


def test_a_site_without_author_and_address_names_neither(house):
    site = house / "content" / "site.toml"
    site.write_text('title = "S"\nsummary = "About."\nlanguage = "en"\n')
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text().replace('authors = ["A", "B"]\n', ""))
    sizes = build(house, house / "dist")
    assert not {"feed.xml", "sitemap.xml"} & sizes.keys()
    for name in ("index.html", "first/index.html", "robots.txt"):
        text = (house / "dist" / name).read_text("utf-8")
        assert not re.search(
            r'canonical|og:url|og:image|citation_author|"author"|author =|Sitemap|feed\.xml|"url"', text
        )
    assert '<p class="byline"><time datetime' in (house / "dist" / "first" / "index.html").read_text("utf-8")
