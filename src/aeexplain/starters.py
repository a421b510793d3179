"""What an author begins with: a small whole article, a small whole demo."""

import datetime
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.project import ARTICLE as ARTICLE_FILE
from aeexplain.project import CONFIG, Project

TAKEN = "is the name of a demo that ships"
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
ARTICLE = """+++
title = "{title}"
summary = "One sentence for the archive and for search engines."
authors = ["Your Name"]
date = {date}
+++

Begin with what the reader can see. Formulas stand between dollar signs: two waves add up to $\\sin t+\\sin(t+s)$.

## A first section

A figure is one line, `::demo NAME` and its caption; `{command}` writes one to begin with.
"""
SITE = """# What the whole site shares. `url` says where it will stand; without one there is no feed.
title = "{title}"
summary = "One sentence for the list of articles and for search engines."
authors = ["Your Name"]
language = "en"
# url = "https://example.org/notes/"

[navigation]
"Articles" = ""
"About" = "about/"
"""
PAGE = """+++
title = "{title}"
+++

A page without a date, which stands in no list. Write here what this site is, and who you are.
"""
FIGURE = "\n::demo two-waves Slide **Shift**. At which shift do the waves cancel?\n"
IGNORED = "/dist/\n/dist-alone/\n/.cache/\n__pycache__/\n"
DEMO = '''"""The sum of two waves: replace this by the sentence that says what a reader learns."""

import numpy as np

from aeexplain.demo import Check, Demo, Slider, View, readout
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
        "sum": drawing(
            380, 210, frame, line(plane, t, both, "ink"), says=f"a wave of height {both.max():.2f}"
        ),
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
    # What holds in every state; readers find it under Check in the figure's menu.
    checks=(
        Check(
            "The sum is 2·|cos(s/2)| high",
            lambda shift, height: (height, "==", 2 * abs(np.cos(shift / 2))),
            within=2e-3,
        ),
        Check("No sum is higher than both waves together", lambda height: (height, "<=", 2)),
    ),
)
'''


def new_site(folder: Path, today: datetime.date) -> Project:
    """Write a small site with one article, a figure beside it and a page into a folder, and return it.

    A folder that holds something already, or cannot be written: ExplainError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExplainError(str(folder), "is there already, and not empty", "choose another name")
    project = Project(folder.absolute())
    title = project.root.name.replace("-", " ").replace("_", " ").strip().capitalize() or "Notes"
    _written(project.root / CONFIG, SITE.format(title=title.replace("\\", "").replace('"', "")), project)
    article = new_article(project, "first-steps", today)
    new_demo(project, "two-waves", "first-steps")
    article.write_text(article.read_text("utf-8") + FIGURE, encoding="utf-8")
    new_page(project, "about")
    _written(project.root / ".gitignore", IGNORED, project)
    return project


def new_article(project: Project, slug: str, today: datetime.date) -> Path:
    """Write the article.md of a folder of articles and return it; a bad slug, or something there already: ExplainError."""
    _check(slug)
    text = ARTICLE.format(
        title=_title(slug), date=today, command=project.command("new demo NAME").partition(" --root ")[0]
    )
    return _written(project.content / slug / ARTICLE_FILE, text, project)


def write_article(project: Project, slug: str, text: str, files: Mapping[str, Path]) -> Path:
    """Write an article and copy the files beside it; return its file. A bad slug, or something there already: ExplainError."""
    _check(slug)
    path = _written(project.content / slug / ARTICLE_FILE, text, project)
    for name, source in files.items():
        shutil.copyfile(source, path.with_name(name))
    return path


def new_page(project: Project, slug: str) -> Path:
    """Write the file of a page and return it; a bad slug, or something there already: ExplainError."""
    _check(slug)
    return _written(project.pages / f"{slug}.md", PAGE.format(title=_title(slug)), project)


def new_demo(project: Project, name: str, article: str = "") -> Path:
    """Write the file of a demo and return it; a bad name, no such article, or something there already: ExplainError.

    article: the address of the one that is to have it for itself.
    """
    _check(name)
    folder = project.demos
    if article:
        known = sorted(path.parent.name for path in project.content.glob(f"*/{ARTICLE_FILE}"))
        if article not in known:
            raise ExplainError(
                f"new {name!r}", f"no article named {article!r:.80}", did_you_mean(article, known)
            )
        folder = project.content / article / "demos"
    path = folder / f"{name.replace('-', '_')}.py"
    if not path.exists() and name in project.demo_files():
        what = (
            "is the name of a demo that all articles share" if (project.demos / path.name).exists() else TAKEN
        )
        raise ExplainError(f"new {name!r}", what, "choose another name")
    return _written(path, DEMO, project)


def _title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


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
