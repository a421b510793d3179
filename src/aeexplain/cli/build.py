"""`build`: the whole site, and articles as single files."""

from pathlib import Path

import click

from aeexplain.cli.command import Command, out_option, site_option
from aeexplain.cli.terminal import console, error_console
from aeexplain.project import Project


@click.command(
    cls=Command,
    short_help="build the site into dist/",
    examples=(
        "python build.py",
        "python build.py build --base-url https://example.org/notes/",
        "python build.py build --self-contained --with-engine",
        "python build.py build --root ../my-site",
    ),
)
@out_option("where to (default: dist/ of the site)")
@site_option
@click.option("--base-url", metavar="URL", help="where the site will stand (default: content/site.toml)")
@click.option(
    "--self-contained",
    is_flag=True,
    help="write each article as one file too, into a folder beside (dist-alone/)",
)
@click.option(
    "--with-engine", is_flag=True, help="self-contained: with the live engine inside, some 15 MB more"
)
def build(
    project: Project, out: Path | None, base_url: str | None, self_contained: bool, with_engine: bool
) -> int:
    """Build the site into dist/."""
    out = out or project.output
    total = build_site(project, out, base_url)
    console.print(
        f"Built {out} ({total / 1e6:.1f} MB). To look at it: {project.command('serve')}", markup=False
    )
    if self_contained or with_engine:
        _write_standalone(out, with_engine)
    return 0


def build_site(project: Project, out: Path, base_url: str | None = None) -> int:
    """Build a site with its progress on the terminal; return the bytes of all its files."""
    from aeexplain.site.build import builder

    with error_console.status("Building") as status:

        def say(what: str) -> None:
            if what.startswith("note: "):
                error_console.print(what, markup=False)
            else:
                status.update(what)

        return sum(builder.build(project.root, out, say, base_url).values())


def _write_standalone(out: Path, with_engine: bool) -> None:
    from aeexplain.site import standalone
    from aeexplain.site.build import site_writer
    from aeexplain.site.core import security_headers

    beside = out.resolve().with_name(f"{out.resolve().name}-alone")
    files = standalone.articles(out, with_engine)
    site_writer.publish({**files, "_headers": security_headers.headers_alone().encode()}, beside)
    for name, content in files.items():
        console.print(f"Wrote {beside / name} ({len(content) / 1e6:.1f} MB)")
