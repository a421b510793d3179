import pytest
from english import ENGLISH
from PIL import Image as Pillow

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.site.content import images
from aeexplain.site.content.articles import read_article_source
from aeexplain.site.content.links import ArticleFiles, address, check_outgoing_link, outgoing_link
from aeexplain.site.markup.nodes import Image, Link
from aeexplain.site.serve.server import Handler

PAGES = {"first": {"intro", "sec:a"}, "other": {"there"}}


@pytest.fixture
def article_files(tmp_path):
    folder = tmp_path / "first"
    folder.mkdir()
    (folder / "points.csv").write_text("a,b\n")
    (folder / "odd.xyz").write_text("?")
    (folder / "broken.png").write_text("no image")
    Pillow.new("RGB", (30, 20)).save(folder / "a photo.png")
    (tmp_path / "secret.txt").write_text("not beside the article")
    (folder / "article.md").touch()
    return ArticleFiles("first", folder, read_article_source(folder, tmp_path).beside)


def led(target, article_files):
    """Return the address on the page, its way out checked."""
    link = Link(target, "a.md:1:1")
    found = address(link, article_files, PAGES["first"])
    if out := outgoing_link(link):
        check_outgoing_link(out, PAGES)
    return found


@pytest.mark.parametrize(
    "target",
    ["#intro", "#sec:a", "../", "../other/", "../other/#there", "https://a.org/?a=1", "mailto:a@b.org"],
)
def test_an_address_that_leads_somewhere_stays_as_it_is(article_files, target):
    assert led(target, article_files) == target


def test_a_file_beside_the_article_is_published_under_its_hash(article_files):
    found = led("points.csv", article_files)
    assert found.startswith("../assets/first/points.")
    assert article_files.taken == {found.removeprefix("../"): "points.csv"}


def test_a_file_that_changes_under_the_build_is_refused(article_files):
    (article_files.folder / "points.csv").write_text("c\n")
    with pytest.raises(ExplainError, match=r"'points\.csv' changed while the site was built; build again"):
        led("points.csv", article_files)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("#intor", "nothing on the page has the id 'intor'; did you mean 'intro'?"),
        ("../othr/", "no article named 'othr'; did you mean 'other'?"),
        ("../other/#their", "nothing in other has the id 'their'; did you mean 'there'?"),
        ("../#top", "nothing in the archive has the id 'top'"),
        ("point.csv", "no file named 'point.csv' beside the article; did you mean 'points.csv'?"),
        ("../secret.txt", "no file named '../secret.txt' beside the article"),
        ("odd.xyz", "'odd.xyz' is of no kind that is published"),
        ("/other/", "'/other/' is bound to the root of a host"),
        ("javascript:alert(1)", "a link to 'javascript:'"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_with_its_place(article_files, target, message):
    with pytest.raises(ExplainError) as raised:
        led(target, article_files)
    assert str(raised.value).startswith(f"a.md:1:1: {message}")


@pytest.mark.parametrize("source", ["a photo.png", "a%20photo.png"])
def test_an_image_brings_its_size_and_waits_until_it_is_near(article_files, source):
    found = images.image_html(Image(source, "A  <photo>", "a.md:1:1"), article_files)
    assert 'src="../assets/first/a%20photo.' in found
    assert 'alt="A &lt;photo&gt;" width="30" height="20" loading="lazy"' in found


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"width": "15"}, 'width="15" height="10"'),
        ({"height": "40"}, 'width="60" height="40"'),
        ({"width": "50%"}, 'width="30" height="20" style="width: 50%; height: auto;"'),
        ({"title": 'So "so"', "class": "a"}, 'width="30" height="20" title="So &quot;so&quot;" class="a"'),
    ],
)
def test_an_image_is_as_large_as_its_author_says_in_its_own_proportions(article_files, given, told):
    found = images.image_html(Image("a photo.png", "A", "a.md:1:1", tuple(given.items())), article_files)
    assert f' alt="A" {told} loading="lazy">' in found


def drawing(article_files, svg):
    """Write a drawing beside the article, as it was when the build began, and return its name."""
    path = article_files.folder / "drawing.svg"
    path.write_text(svg)
    article_files.known["drawing.svg"] = digest(path.read_bytes())
    return path.name


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40.4"/>', (60, 40)),
        ('<svg width="30px" height="10"/>', (30, 10)),
        ('<svg width="100%" height="10"/>', (300, 150)),
    ],
)
def test_a_drawing_has_the_size_that_it_tells(article_files, svg, size):
    found = images.image_html(Image(drawing(article_files, svg), "A", "a.md:1:1"), article_files)
    assert f'width="{size[0]}" height="{size[1]}"' in found


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("<svg", "'drawing.svg' cannot be read as an image"),
        ("<p/>", "'drawing.svg' holds no <svg>"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "'drawing.svg' cannot be read as an image"),
        ("<svg><script/></svg>", "'drawing.svg' holds a script"),
    ],
)
def test_a_drawing_that_is_none_is_told_with_its_place(article_files, svg, message):
    with pytest.raises(ExplainError) as raised:
        images.image_html(Image(drawing(article_files, svg), "A", "a.md:1:1"), article_files)
    assert str(raised.value).startswith(f"a.md:1:1: {message}")


def test_an_image_with_a_label_is_a_figure_that_is_counted(article_files):
    image = Image("a photo.png", "A", "a.md:1:1", (), "fig:one", "Said.")
    found = images.image_html(image, article_files, number=2)
    assert found.startswith('<figure class="image" id="fig:one"><img src="')
    caption = '<strong><a href="#fig:one">Figure&nbsp;2.</a></strong> Said.</figcaption></figure>'
    assert caption in ENGLISH.fill(found)


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("../other/article.md#a", "../other/#a"),
        ("../other/article.md", "../other/"),
        ("../other", "../other/"),
        ("../other/index.html#a", "../other/index.html#a"),
    ],
)
def test_another_article_is_linked_to_by_its_page_or_by_its_file(article_files, target, page):
    link = Link(target, "a.md:1:1")
    assert address(link, article_files, ()) == page
    found = outgoing_link(link)
    assert (found.slug, found.fragment) == ("other", "a" if "#" in target else "")


@pytest.mark.parametrize(
    ("source", "alt", "message"),
    [
        ("film.mov", "A", "'film.mov' is a film or a sound that pages do not play; save a film as .mp4"),
        ("song.MP3", "A", "'song.MP3' is a film or a sound that pages do not play; save a film as .mp4"),
        ("film.mp4", "A", "no file named 'film.mp4' beside the article"),
        ("a photo.png", " ", "the image 'a photo.png' has no text alternative"),
        ("b.png", "B", "no file named 'b.png' beside the article"),
        ("broken.png", "B", "'broken.png' cannot be read as an image"),
        ("points.csv", "B", "'points.csv' is no image beside the article"),
    ],
)
def test_an_image_that_cannot_be_shown_is_told_with_its_place(article_files, source, alt, message):
    with pytest.raises(ExplainError) as raised:
        images.image_html(Image(source, alt, "a.md:1:1"), article_files)
    assert str(raised.value).startswith(f"a.md:1:1: {message}")


@pytest.mark.parametrize(
    "name", ["DATA.CSV", "Paper.PDF", "Sheet.Svg", "photo.PNG", "photo.Jpeg", "photo.JPG"]
)
def test_extensions_count_in_any_case_and_are_published_in_lower_case(article_files, tmp_path, name):
    path = article_files.folder / name
    if name.startswith("photo"):
        Pillow.new("RGB", (30, 20)).save(path)
    else:
        path.write_text("<svg/>")
    article_files = ArticleFiles(
        "first", article_files.folder, read_article_source(article_files.folder, tmp_path).beside
    )
    found = led(name, article_files)
    stem, _, suffix = name.rpartition(".")
    assert found.startswith(f"../assets/first/{stem}.")
    assert found.endswith(f".{suffix.lower()}")
    if name.startswith("photo"):
        assert 'width="30" height="20"' in images.image_html(Image(name, "A", "a.md:1:1"), article_files)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.JPG", "image/jpeg"), ("A.Pdf", "application/pdf"), ("a.AVIF", "image/avif")]
)
def test_a_file_is_served_as_what_it_is_whatever_the_case_of_its_extension(name, kind):
    assert Handler.guess_type(Handler, name) == kind
