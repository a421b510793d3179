"""What an author begins with: a small whole article, a small whole demo."""

import datetime
import re
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.project import Project

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
ARTICLE = """+++
title = "{title}"
summary = "One sentence for the archive and for search engines."
authors = ["Your Name"]
date = {date}
+++

Begin with what the reader can see. Formulas stand between dollar signs: two waves add up to $\\sin t+\\sin(t+s)$.

## A first section

A figure is one line, `::demo NAME` and its caption; `python build.py new demo NAME` writes one to begin with.
"""
DEMO = '''"""The sum of two waves: replace this by the sentence that says what a reader learns."""

import numpy as np

from aeexplain.demo import Demo, Slider, View, readout
from aeexplain.draw import Plane, axes, drawing, line


def compute(shift):
    """Draw one state: each parameter is a control, each key that comes back is a view."""
    t = np.linspace(0, 4 * np.pi, 200)  # (200,)
    one, other = np.sin(t), np.sin(t + shift)
    both = one + other
    plane = Plane.over(380, 210, (0, 13), (-2, 2), margins=(28, 12, 38, 42))
    frame = axes(plane, "time", "height")
    waves = [line(plane, t, one, "a"), line(plane, t, other, "b")]  # colours that follow light and dark
    return {
        "waves": drawing(380, 210, frame, *waves, says=f"two waves, the second shifted by {shift}"),
        "sum": drawing(380, 210, frame, line(plane, t, both, "ink"), says=f"a wave of height {both.max():.2f}"),
        "height": readout(both.max(), ".2f"),
    }


def describe(shift, height):
    """Tell the state in a sentence, for those who cannot see it."""
    return f"Shifted by {shift}, the two waves add up to one of height {height}."


DEMO = Demo(
    compute,
    describe,
    controls={"shift": Slider("Shift, $s$", 0, 3.2, start=1.0, step=0.1, plays=True)},
    views={
        "waves": View("Two waves", "half"),
        "sum": View("Their sum", "half"),
        "height": View("Height of the sum"),
    },
)
'''


def new_article(project: Project, slug: str, today: datetime.date) -> Path:
    """Write content/<slug>/article.md and return it; a bad slug, or something there already: ExplainError."""
    _check(slug)
    title = slug.replace("-", " ").capitalize()
    return _written(project.content / slug / "article.md", ARTICLE.format(title=title, date=today), project)


def new_demo(project: Project, name: str) -> Path:
    """Write the file of a demo and return it; a bad name, or something there already: ExplainError."""
    _check(name)
    path = project.demos / f"{name.replace('-', '_')}.py"
    if not path.exists() and name in project.demo_files():
        raise ExplainError(f"new {name!r}", "is the name of a demo that ships", "choose another name")
    return _written(path, DEMO, project)


def _check(slug: str) -> None:
    if not SLUG.fullmatch(slug):
        raise ExplainError(
            f"new {slug!r:.80}", "is no name", "use lower-case letters, digits and hyphens, such as two-waves"
        )


def _written(path: Path, text: str, project: Project) -> Path:
    where = path.relative_to(project.root).as_posix()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ExplainError(where, "is there already", "choose another name") from None
    except OSError as error:
        raise ExplainError(where, f"cannot be written: {error.strerror}") from error
    return path
