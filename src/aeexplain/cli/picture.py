"""`picture`: a figure of the built site as a picture, moving or still."""

from pathlib import Path

import click

from aeexplain.cli.command import Command, out_option, site_option
from aeexplain.cli.terminal import console, error_console
from aeexplain.errors import ExplainError
from aeexplain.project import Project


@click.command(
    cls=Command,
    short_help="make a picture of a figure, moving or still",
    examples=(
        "python build.py picture autoencoders#bottleneck bottleneck.webp",
        "python build.py picture autoencoders#bottleneck bottleneck.png",
    ),
)
@click.argument("figure", metavar="ARTICLE#FIGURE")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@out_option("the built site (default: dist/ of the site)")
@site_option
def picture(project: Project, out: Path | None, figure: str, file: Path) -> int:
    """Make a picture of a figure of the built site, as readers see it.

    A file that ends in .webp or .gif moves: the figure's first slider goes from one end to the other and back. One that ends in
    .png shows the first state.
    """
    from aeexplain.check.moving_picture import moving_picture
    from aeexplain.files.atomic import write_atomically

    article, _, id = figure.partition("#")
    if not article or not id:
        raise ExplainError(
            f"picture {figure!r:.80}", "names no figure", "name one like autoencoders#bottleneck"
        )
    if not file.parent.is_dir():
        raise ExplainError(str(file), "its folder is not there", f"make it: mkdir -p {file.parent}")
    with error_console.status("Drawing"):
        content = moving_picture(out or project.output, article, id, file.suffix.lower())
    write_atomically(file, content)
    console.print(f"Wrote {file} ({len(content):,} bytes).", markup=False)
    return 0
