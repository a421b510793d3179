"""Films beside an article: shown as films, with still and captions, fetched when they are played; what is none is refused."""

import re
import struct
from html import unescape

import pytest
from PIL import Image as Pillow

from aeexplain.cache import Cache
from aeexplain.check.links import broken_links
from aeexplain.errors import ExplainError
from aeexplain.languages.tables import words_of
from aeexplain.site.build.builder import build
from aeexplain.site.content import images
from aeexplain.site.content.articles import read_article_source
from aeexplain.site.content.links import ArticleFiles
from aeexplain.site.markup.nodes import Image
from aeexplain.site.standalone import FILM, FILM_FILE


def box(kind, *parts):
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def track(width, height, turned=False):
    matrix = (
        (0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
        if turned
        else (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    )
    return box(b"trak", box(b"tkhd", bytes(40), struct.pack(">9i2I", *matrix, width << 16, height << 16)))


def film(*tracks, **others):
    more = (box(kind.encode(), content) for kind, content in others.items())
    return box(b"ftyp", b"isom") + box(b"moov", *tracks, *more) + box(b"mdat", b"x" * 9)


WEBM = b"\x1a\x45\xdf\xa3" + bytes(20)


@pytest.fixture
def shown(tmp_path):
    """The HTML of an image whose file has this content, others beside it by their names."""
    folder = tmp_path / "first"
    folder.mkdir()
    (folder / "article.md").touch()

    def shown(content, name="a film.mp4", beside=(), source="", **image):
        (folder / name).write_bytes(content)
        for each in beside:
            if each.endswith(".vtt"):
                (folder / each).write_text("WEBVTT\n")
            else:
                Pillow.new("RGB", (64, 36)).save(folder / each)
        files = ArticleFiles("first", folder, read_article_source(folder, tmp_path).beside)
        html = images.image_html(Image(source or name, 'A "film"', "a.md:1:1", **image), files)
        shown.taken = sorted(files.taken.values())
        return words_of("en", tmp_path).fill(html)

    return shown


def test_a_film_has_controls_its_size_and_is_not_fetched_before_it_is_played(shown):
    html = shown(film(track(0, 0), track(640, 360)))
    assert re.fullmatch(
        r'<video src="\.\./assets/first/a%20film\.\w+\.mp4" aria-label="A &quot;film&quot;" width="640" height="360"'
        r' controls playsinline preload="none"><a href="\.\./assets/first/a%20film\.\w+\.mp4">A &quot;film&quot;</a></video>',
        html,
    )


@pytest.mark.parametrize(
    ("content", "size"),
    [(film(track(640, 360, turned=True)), 'width="360" height="640"'), (film(), 'data-size="unknown"')],
)
def test_a_film_that_lies_on_its_side_is_turned_and_one_without_a_size_takes_the_columns(
    shown, content, size
):
    assert size in shown(content)


@pytest.mark.parametrize(("name", "content"), [("a film.mp4", film(track(640, 360))), ("b.WebM", WEBM)])
def test_a_still_and_captions_beside_a_film_are_published_with_it(shown, name, content):
    stem = name.partition(".")[0]
    html = shown(content, name, (f"{stem}.png", f"{stem}.vtt"))
    assert re.search(r' poster="\.\./assets/first/[^"]+\.png" controls', html)
    assert re.search(r'<track kind="captions" label="Captions" src="\.\./assets/first/[^"]+\.vtt">', html)
    assert "unknown" not in html, "the still tells the size where the film does not"
    assert shown.taken == sorted([name, f"{stem}.png", f"{stem}.vtt"])


def test_a_still_is_found_where_an_address_is_written_as_addresses_are(shown):
    shown(film(), "a film.mp4", ("a film.png",))
    assert ' poster="' in shown(film(), "a film.mp4", source="a%20film.mp4")


def test_a_translation_has_the_still_of_the_article_whose_film_it_shows(shown, tmp_path):
    shown(film(), "a film.mp4", ("a film.png",))
    folder = tmp_path / "first" / "de"
    folder.mkdir()
    (folder / "article.md").touch()
    source = read_article_source(folder, tmp_path, translates="first")
    files = ArticleFiles(source.slug, folder, dict(source.shared), shared=source.shared_folder)
    html = images.image_html(Image("a film.mp4", 'A "film"', "a.md:1:1"), files)
    assert re.search(r' poster="\.\./assets/first-de/[^"]+\.png"', html)


def test_a_film_with_a_caption_is_a_figure_as_large_as_its_author_says(shown):
    html = shown(film(track(640, 360)), attributes=(("width", "50%"),), caption="So.", label="fig:a")
    assert html.startswith('<figure class="image" id="fig:a"><video ')
    assert 'width="640" height="360" style="width: 50%; height: auto;"' in html
    assert html.endswith("</video><figcaption>So.</figcaption></figure>")


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"no film", "a.mp4", "'a.mp4' cannot be read as a film; save it as MP4 or WebM"),
        (WEBM, "a.mp4", "'a.mp4' cannot be read as a film; save it as MP4 or WebM, under such a name"),
        (
            film(track(6, 3)),
            "a.webm",
            "'a.webm' cannot be read as a film; save it as MP4 or WebM, under such a name",
        ),
        (b"", "a.mp4", "'a.mp4' cannot be read as a film"),
        (film(track(6, 3))[:-4], "a.mp4", "'a.mp4' cannot be read as a film: it is cut off; save it anew"),
        (film(box(b"trak", box(b"tkhd", b"x"))), "a.mp4", "'a.mp4' cannot be read as a film: it is cut off"),
        (
            film(udta=b"\xa9xyz+48.1+11.5/"),
            "a.mp4",
            "'a.mp4' tells where it was taken; remove it, as by: ffmpeg",
        ),
        (film(meta=b"com.apple.quicktime.location.ISO6709"), "a.mp4", "'a.mp4' tells where it was taken"),
    ],
)
def test_what_cannot_be_played_or_tells_too_much_is_refused_with_a_remedy(shown, content, name, message):
    with pytest.raises(ExplainError) as raised:
        shown(content, name)
    assert str(raised.value).startswith(f"a.md:1:1: {message}")


def test_boxes_deep_within_one_another_are_no_trouble(shown):
    nested = b""
    for _ in range(3000):
        nested = box(b"moov", nested)
    assert "<video" in shown(box(b"ftyp", b"isom") + nested)


def test_a_site_with_a_film_lets_its_pages_play_it_and_has_all_files(house, tmp_path):
    folder = house / "content" / "first"
    article = folder / "article.md"
    article.write_text(article.read_text() + '\n![A film](film.mp4 "It moves.")\n')
    (folder / "film.mp4").write_bytes(film(track(640, 360)))
    (folder / "film.vtt").write_text("WEBVTT\n")
    Pillow.new("RGB", (64, 36)).save(folder / "film.jpg")
    notes = []
    build(house, house / "dist", notes.append, cache=Cache(tmp_path / "cache"))
    assert not any("film" in note for note in notes), notes
    page = (house / "dist" / "first" / "index.html").read_text()
    assert "media-src 'self'" in unescape(page)
    assert "media-src 'self'" in (house / "dist" / "_headers").read_text()
    assert not list(broken_links(house / "dist"))
    (still,) = re.findall(r'poster="\.\./([^"]+)"', page)
    (house / "dist" / still).unlink()
    assert any(still in repr(each) for each in broken_links(house / "dist"))
    element = FILM.search(page)[0]
    assert len(FILM_FILE.findall(element)) == 2, "an article that is one file has film and still in it"


def test_a_film_of_another_site_is_an_error_unless_the_site_allows_it(house, tmp_path):
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + "\n![A film](https://f.example.org/film.mp4)\n")
    cache = Cache(tmp_path / "cache")
    with pytest.raises(
        ExplainError, match=r"<video> fetches 'https://f\.example\.org/film\.mp4'.* write media = "
    ):
        build(house, house / "dist", cache=cache)
    config = house / "content" / "site.toml"
    config.write_text(config.read_text() + '\n[security]\nmedia = ["https://f.example.org"]\n')
    build(house, house / "dist", cache=cache)
    page = unescape((house / "dist" / "first" / "index.html").read_text())
    assert "media-src 'self' https://f.example.org;" in page
