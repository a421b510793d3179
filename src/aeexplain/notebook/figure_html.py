"""A figure's HTML and style for a notebook: drawn by what ships, with labels as plain text and images inside."""

from functools import cache

from aeexplain.demo.form import Fold, Renderers, form_html
from aeexplain.demo.html import element
from aeexplain.draw.svg import words
from aeexplain.languages.tables import SHIPPED as TABLES
from aeexplain.languages.tables import words_of
from aeexplain.languages.words import USUAL
from aeexplain.notebook.kernel import NAME, SHIPPED, Kernel
from aeexplain.site.figures import png
from aeexplain.site.math.formulas import label_text


def figure_html(kernel: Kernel, id: str, caption: str = "") -> str:
    """Return the figure at its start; `caption` is plain text."""
    demo = kernel.demo(NAME)
    frame = kernel.draw(NAME, {})
    by = Renderers(lambda label: words(label_text(label)), png.data_url)
    form = form_html(id, demo, frame, Fold("", ""), by, kernel.thumbnails(NAME, demo))
    form = words_of(USUAL, TABLES).fill(form)
    shown = element("figcaption", words(caption)) if caption else ""
    return element(
        "figure",
        form,
        shown,
        class_="demo",
        id=id,
        data_demo=NAME,
        data_state="static",
        data_main=demo.main_control,
    )


@cache
def style() -> str:
    """Return the style sheet of articles, for a figure that stands in a shadow tree of its own."""
    css = (SHIPPED / "templates" / "assets" / "site.css").read_text(encoding="utf-8")
    return css.replace(":root", ":host")
