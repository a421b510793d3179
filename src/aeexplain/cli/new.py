"""`new`: a small article or demo to begin with."""

import datetime

import click

from aeexplain.cli.command import Command, site_option
from aeexplain.cli.terminal import console
from aeexplain.errors import ExplainError
from aeexplain.project import Project


@click.command(
    cls=Command,
    short_help="write a small article or demo to begin with",
    examples=(
        "python build.py new article two-waves",
        "python build.py new demo two-waves",
        "python build.py new demo two-waves --root ../my-site",
    ),
)
@site_option
@click.argument("kind", type=click.Choice(("article", "demo")))
@click.argument("name")
def new(project: Project, kind: str, name: str) -> int:
    """Write a small article or demo to begin with.

    Its name, such as two-waves, has lower-case letters, digits and hyphens.
    """
    from aeexplain import starters
    from aeexplain.site.content.reserved_addresses import why_reserved

    if kind == "article":
        if reason := why_reserved(name):
            raise ExplainError(f"new {name!r:.80}", reason, "choose another name")
        path = starters.new_article(project, name, datetime.date.today())
        console.print(f"Wrote {path}. To look at it: {project.command('serve')}", markup=False)
    else:
        path = starters.new_demo(project, name)
        console.print(f"Wrote {path}. In an article: ::demo {name} and a caption", markup=False)
    return 0
