"""`licenses`: the third-party notices that every site carries."""

import click

from aeexplain.cli.command import CHECKOUT, Command
from aeexplain.cli.terminal import console


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
