"""Pictures that scripts beside an article draw: light and dark, once, whole or not at all, faults at their lines."""

import re
import sys

import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.content.beside import plots
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.nodes import Image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">{}</svg>'
CALL = '::image plots/elbow.py {#fig:elbow alt="An elbow" width=60%} The *elbow*.\n\nSee @fig:elbow.\n'
DRAWS = f"""
import shape

def draw(dark):
    return '''{SVG}'''.format("<g id='dark'/>" if dark else shape.NAME)
"""


@pytest.fixture
def published(house, tmp_path):
    """Build a site whose article calls a script, and return the page; `notes` on it has what the build said."""
    folder, cache = house / "content" / "first", Cache(tmp_path / "cache")
    (folder / "plots").mkdir()
    (folder / "plots" / "shape.py").write_text("NAME = open('data.csv').read()")
    (folder / "data.csv").write_text("one")
    front = (folder / "article.md").read_text().partition("Hello")[0]

    def published(script, text=CALL):
        (folder / "article.md").write_text(front + text)
        (folder / "plots" / "elbow.py").write_text(script)
        published.notes = []
        build(house, house / "dist", published.notes.append, cache=cache)
        return (house / "dist" / "first" / "index.html").read_text()

    published.folder, published.dist = folder, house / "dist"
    return published


def drawings(published, page):
    sources = re.findall(r'<img src="\.\./([^"]+)" alt="An elbow"', page)
    return [(published.dist / each).read_bytes() for each in sources]


def told(published, script):
    with pytest.raises(ExplainError) as raised:
        published(script)
    return str(raised.value)


def test_a_script_draws_a_figure_for_light_and_for_dark_pages(published):
    page = published(DRAWS)
    assert [b"dark" in each for each in drawings(published, page)] == [False, True]
    assert re.search(
        r'<figure class="image" id="fig:elbow"><img src="[^"]+" alt="An elbow" width="30" height="20"'
        r' style="width: 60%; height: auto;" data-shade="light" loading="lazy"><img [^>]*data-shade="dark"[^>]*>'
        r"<figcaption><strong><a [^>]*>Figure&nbsp;1.</a></strong> The <em>elbow</em>.</figcaption></figure>",
        page,
    )
    assert not any("plots/" in note or "data.csv" in note for note in published.notes), published.notes


def test_it_is_drawn_anew_where_a_file_beside_it_changes_and_not_otherwise(published, tmp_path):
    runs = tmp_path / "runs"
    script = DRAWS + f"\nopen({str(runs)!r}, 'a').write('x')\n"
    published(script)
    assert b"two" not in drawings(published, published(script, CALL + "\nMore.\n"))[0]
    assert runs.read_text() == "x"
    (published.folder / "data.csv").write_text("two")
    assert b"two" in drawings(published, published(script))[0]
    assert runs.read_text() == "xx"


def test_one_picture_for_both_is_one_file(published):
    page = published(f"def draw(dark): return {SVG!r}")
    assert len(drawings(published, page)) == 1
    assert "data-shade" not in page


def test_a_figure_with_savefig_and_a_picture_with_save_are_drawn_without_the_time_of_day(published):
    figure = f"""
class Figure:
    def savefig(self, file, format, transparent, metadata):
        assert metadata == {{"Date": None}} and transparent and format == "svg"
        file.write({SVG.encode()!r})
def draw(dark): return Figure()
"""
    assert drawings(published, published(figure)) == [SVG.encode()]
    picture = "from PIL import Image\ndef draw(dark): return Image.new('RGB', (3, 2), 'black' if dark else 'white')\n"
    assert [each[:4] for each in drawings(published, published(picture))] == [b"\x89PNG"] * 2


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (
            "def draw(dark):\n    return 1 / 0\n",
            "plots/elbow.py:2: ZeroDivisionError: division by zero; in return 1 / 0",
        ),
        (
            "import shape\nx = shape.no\n",
            "plots/elbow.py:2: AttributeError: module 'shape' has no attribute 'no'",
        ),
        ("def draw(dark)\n", "plots/elbow.py:1: no Python: expected ':'"),
        (
            "import nosuchthing\n",
            "plots/elbow.py:1: ModuleNotFoundError: No module named 'nosuchthing'; install it for ",
        ),
        ("x = 1\n", "plots/elbow.py:1: has no function 'draw'; write def draw(dark)"),
        ("\ndef draw(dark): pass\n", "plots/elbow.py:2: draw gave NoneType; return SVG as text"),
        ("def draw(dark): return 'x'\n", "plots/elbow.py:1: draw gave neither SVG nor PNG; return"),
        ("import sys\nsys.exit(3)\n", "plots/elbow.py:2: SystemExit: 3"),
        (
            "import os\nos._exit(3)\n",
            "plots/elbow.py: its process ended with exit code 3 before it had drawn; run",
        ),
        ("import os\nos.kill(os.getpid(), 9)\n", "plots/elbow.py: its process ended by signal 9"),
        ("def draw(dark): return '<svg>'\n", "article.md:"),
        (f"def draw(dark): return '''{SVG.format('<script/>')}'''\n", "article.md:"),
        (
            "def draw(dark): return '<svg' + ' ' * 6_000_000 + '/>'\n",
            "plots/elbow.py: drew 6,000,006 bytes (dark.svg), more",
        ),
    ],
)
def test_what_a_script_does_wrong_is_one_line_at_its_own_and_the_site_stays(published, script, message):
    page = published(DRAWS)
    assert told(published, script).startswith(f"content/first/{message}")
    assert (published.dist / "first" / "index.html").read_text() == page


def test_a_script_that_takes_too_long_is_ended_with_what_it_began(published, monkeypatch):
    monkeypatch.setattr(plots, "SECONDS", 1)
    script = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "time.sleep(60)\n"
    )
    assert told(published, script).startswith(
        "content/first/plots/elbow.py: draws for more than 1 s; compute beforehand"
    )


def test_another_python_may_draw_and_one_that_is_not_there_is_told(published, monkeypatch):
    monkeypatch.setenv(plots.PYTHON, "/no/such/python")
    assert told(published, DRAWS).startswith(
        "content/first/plots/elbow.py: there is no Python '/no/such/python' to draw it"
    )
    monkeypatch.setenv(plots.PYTHON, sys.executable)
    assert len(drawings(published, published(DRAWS))) == 2


def test_a_script_that_is_not_there_is_told_with_its_place(published):
    with pytest.raises(
        ExplainError, match=r"content/first/article\.md:\d+:1: no file named 'plots/ebow\.py' beside"
    ):
        published(DRAWS, CALL.replace("elbow.py", "ebow.py"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("::image", "a.md:1:1: an image without a file; write ::image FILE"),
        ("::image a.py So.", "a.md:1:1: an image without a text alternative; write ::image FILE"),
        ('::image a.py {alt=" "}', "a.md:1:1: an image without a text alternative"),
        ("::image a.py {alt=", "a.md:1:14: the braces of an image cannot be read"),
        ('::image a.py {alt="b" deep=1}', "a.md:1:14: an image takes no 'deep'; it takes #id"),
        ('::image a.py {alt="b" width=wide}', "a.md:1:14: 'wide' is no size of an image"),
        ('::image a.py {alt="b"} c\n::more d', "a.md:2:1: ::more behind an image"),
        ('- ::image a.py {alt="b"}', "a.md:1:3: a figure stands within nothing else"),
        ('::image a.py {alt="b"} c [^d]', "a.md:1:26: '[^d]' cannot stand in a caption"),
    ],
)
def test_an_image_that_cannot_be_read_is_refused_with_its_place_and_a_remedy(text, message):
    errors = ErrorList()
    scan(text, "a.md", errors)
    assert [str(each).startswith(message) for each in errors.found] == [True], [
        str(each) for each in errors.found
    ]


def test_a_picture_may_be_called_so_too_with_spaces_in_its_name_and_no_caption():
    body = scan('::image "a b.png" {alt="c" .wide}', "a.md", ErrorList())
    assert body.of(Image) == (Image("a b.png", "c", "a.md:1:1", (("class", "wide"),), "", ""),)
