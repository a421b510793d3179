"""Images of figures are files beside the article, but for those of a figure in the first window."""

import base64

from aeexplain.site.pages.stage_images import images_apart

PICTURE = b"a picture" * 40  # more than it takes to ask for a file
PIXEL = base64.b64encode(PICTURE).decode()
FIGURE = f'<figure class="demo" id="a"><img alt="A" src="data:image/png;base64,{PIXEL}" width="2" height="2"></figure>'


def test_the_first_figure_keeps_its_images_where_it_stands_in_the_first_window():
    html, files = images_apart(FIGURE + FIGURE, "../", 100)
    (place,) = files
    assert files[place] == PICTURE
    assert html == FIGURE + FIGURE.replace('src="data', 'loading="lazy" src="data').replace(
        f"data:image/png;base64,{PIXEL}", f"../{place}"
    )


def test_the_next_figure_keeps_what_is_smaller_than_to_ask_for_it():
    small = FIGURE.replace(PIXEL, base64.b64encode(b"a dot").decode())
    html, files = images_apart(FIGURE + small + small, "../", 100)
    assert html.startswith(FIGURE + small)
    assert list(files.values()) == [b"a dot"]


def test_a_first_figure_further_down_has_files_like_all_others():
    html, files = images_apart("." * 200 + FIGURE + FIGURE, "../", 100)
    assert html.count("data:") == 0
    assert len(files) == 1


def test_an_article_without_figures_is_left_alone():
    assert images_apart("<p>No figure.</p>", "../", 100) == ("<p>No figure.</p>", {})


def test_a_strip_of_thumbnails_is_one_file_even_in_the_first_window():
    part = f'<img src="data:image/png;base64,{PIXEL}" alt="1" width="28" height="28" style="object-position:50%">'
    html, files = images_apart(FIGURE.replace("<img", f"{part}{part}<img"), "../", 100)
    (place,) = files
    assert (html.count(f'src="../{place}"'), html.count("data:")) == (2, 1)
