"""`new`: a small site, article, page or demo to begin with."""

import datetime
from pathlib import Path

import click

from aeexplain.cli.command import Command, site_here
from aeexplain.cli.parameters import FOLDER, SITE
from aeexplain.cli.terminal import INSTALLED, console, error_console
from aeexplain.errors import ExplainError
from aeexplain.project import Project

KINDS = ("site", "article", "page", "demo")


@click.command(
    cls=Command,
    short_help="write a small site, article, page or demo to begin with",
    examples=(
        "python build.py new site ../my-site",
        "python build.py new article two-waves",
        "python build.py new demo two-waves",
        "python build.py new demo sum --article two-waves",
        "python build.py new page about --root ../my-site",
        "python build.py new article --from ../blog/_posts/2024-05-01-waves.md",
    ),
)
@click.option(
    "--root", "given", type=SITE, metavar="DIR", help="the folder of the site, if it is not this one"
)
@click.option("--article", metavar="NAME", help="demo: write it beside this article, which has it for itself")
@click.option(
    "--from",
    "post",
    type=FOLDER,
    metavar="POST",
    help="article: a post of Jekyll, Hugo, Quarto or MyST, made ours",
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name", required=False)
def new(given: Project | None, article: str | None, post: Path | None, kind: str, name: str | None) -> int:
    """Write a small site, article, page or demo to begin with.

    The name of an article, page or demo, such as two-waves, has lower-case letters, digits and hyphens. That of a site is
    its folder's.
    """
    from aeexplain import starters
    from aeexplain.site.content.reserved_addresses import why_reserved

    if article and kind != "demo":
        raise click.UsageError("--article is for a demo")
    if post:
        if kind != "article":
            raise click.UsageError("--from is for an article")
        return _import(given or site_here(), post, name or "")
    if not name:
        raise click.UsageError(f"name the {kind}")
    if kind == "site":
        if given:
            raise click.UsageError("a new site has no --root; name its folder")
        return _new_site(FOLDER.convert(name, None, None))
    project = given or site_here()
    if kind == "demo":
        path = starters.new_demo(project, name, article or "")
        console.print(f"Wrote {path}. In an article: ::demo {name} and a caption", markup=False)
        return 0
    if reason := why_reserved(name):
        raise ExplainError(f"new {name!r:.80}", reason, "choose another name")
    today = datetime.date.today()
    path = starters.new_page(project, name) if kind == "page" else starters.new_article(project, name, today)
    console.print(f"Wrote {path}. To look at it: {project.command('serve')}", markup=False)
    return 0


def _import(project: Project, post: Path, name: str) -> int:
    """Write a post of somebody else's as an article; say what it could not become."""
    from aeexplain import starters
    from aeexplain.site.content.front_matter.foreign_post import import_post

    imported = import_post(post, datetime.date.today())
    path = starters.write_article(project, name or imported.slug, imported.text, imported.files)
    for note in imported.notes:
        error_console.print(f"note: {note}", markup=False)
    files = f", with {', '.join(imported.files)}" if imported.files else ""
    console.print(f"Wrote {path}{files}. To look at it: {project.command('serve')}", markup=False)
    return 0


def _new_site(folder: Path) -> int:
    from aeexplain import starters

    project = starters.new_site(folder, datetime.date.today())
    command = f"cd {folder} && aeexplain serve" if INSTALLED else project.command("serve")
    console.print(f"Wrote {project.root}. To look at it: {command}", markup=False)
    return 0
