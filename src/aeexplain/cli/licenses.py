"""`licenses`: the third-party notices that every site carries. `ready-made`: what a wheel carries, for hatch_build.py alone."""

from pathlib import Path

import click

from aeexplain.cli.command import CHECKOUT, Command
from aeexplain.cli.terminal import console, error_console


@click.command(
    cls=Command,
    short_help="write the third-party notices that the site carries",
    examples=("python build.py licenses",),
)
def licenses() -> int:
    """Write the third-party notices that the site carries, into templates/assets/licenses.txt."""
    from aeexplain.setup.fetch import numpy_wheel
    from aeexplain.setup.notices import notices

    path = CHECKOUT.shipped / "templates" / "assets" / "licenses.txt"
    text = notices(numpy_wheel())
    path.write_text(text, encoding="utf-8")
    console.print(f"Wrote {path} ({len(text):,} characters)")
    return 0


@click.command(
    cls=Command, name="ready-made", hidden=True, examples=("python build.py ready-made .cache/ready-made",)
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def ready_made(folder: Path) -> int:
    """Write what a wheel carries ready-made into FOLDER, in the place of what is there."""
    from aeexplain.ready_made import write

    write(folder, lambda what: error_console.print(what, markup=False))
    return 0
