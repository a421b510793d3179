"""`play`: one figure alone, from the Python file that a reader has downloaded."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from aeexplain.cli.command import Command
from aeexplain.cli.parameters import PORT
from aeexplain.cli.serve import serve_site
from aeexplain.project import Project


@click.command(
    cls=Command,
    short_help="serve one figure, from the Python file that a reader has downloaded",
    examples=("python build.py play figure.py", "python build.py play figure.py --port 0"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--port", type=PORT, default=8000, help="port (default: 8000; 0: any free one)")
def play(file: Path, port: int) -> int:
    """Serve one figure alone: its code from a file, its weights and data from the comments at the file's end.

    It runs that code on this machine: look at it first.
    """
    from aeexplain.played import read_figure, write_site

    figure = read_figure(file)
    with TemporaryDirectory(prefix="aeexplain-") as folder:
        write_site(figure, Path(folder))
        project = Project(Path(folder))
        project.activate()
        return serve_site(project, project.draft_output, port)
