"""`serve`: the site here, built again whenever something is saved."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from aeexplain.cli.command import Command, out_option, site_option
from aeexplain.cli.parameters import ADDRESS, HOST_NAME, PORT
from aeexplain.cli.terminal import console, error_console, print_error
from aeexplain.project import Project


@click.command(
    cls=Command,
    short_help="serve the site here, and rebuild it whenever something is saved",
    examples=(
        "python build.py serve",
        "python build.py serve --port 0",
        "python build.py serve --bind 0.0.0.0 --host studio.local",
        "python build.py serve --root ../my-site",
    ),
)
@out_option("where to build (default: .cache/serve/ of the site)")
@site_option
@click.option("--port", type=PORT, default=8000, help="port (default: 8000; 0: any free one)")
@click.option(
    "--host",
    "hosts",
    type=HOST_NAME,
    multiple=True,
    metavar="NAME",
    help="answer for this name too, beside localhost (may be given several times)",
)
@click.option(
    "--bind",
    type=ADDRESS,
    default="127.0.0.1",
    metavar="ADDRESS",
    help="listen at this address of the machine, for its network to see (default: 127.0.0.1, for nobody else; "
    "0.0.0.0: all)",
)
def serve(project: Project, out: Path | None, port: int, hosts: tuple[str, ...], bind: str) -> int:
    """Serve the site here, and rebuild it whenever something is saved."""
    return serve_site(project, out or project.draft_output, port, hosts, bind)


def serve_site(
    project: Project, out: Path, port: int, hosts: tuple[str, ...] = (), bind: str = "127.0.0.1"
) -> int:
    """Build a site into a folder, serve it, and build it again whenever something is saved; return when it was stopped."""
    from aeexplain.site.build.site_writer import refuse_strange
    from aeexplain.site.serve.live_reload import Channel, ReloadingHandler
    from aeexplain.site.serve.server import Server
    from aeexplain.site.serve.watch import watch_and_rebuild

    refuse_strange(out)  # or it would be served until it is built over
    channel = Channel()
    handler = partial(ReloadingHandler, channel=channel)
    with (
        Server(out, port, handler, names=hosts, address=bind) as server,
        error_console.status("Building") as status,
    ):

        def report(rebuilt: Any) -> None:
            status.stop()
            for error in rebuilt.errors:
                print_error(str(error))
            if rebuilt.errors:
                error_console.print(
                    "The last site that could be built is served; save again when it is mended."
                )
            else:
                console.print(f"{'Built' if channel.version == 1 else 'Rebuilt'} in {rebuilt.seconds:.2f} s")

        addresses = " ".join((server.url, *map(server.url_of, hosts)))
        console.print(f"Serving at {addresses} and rebuilding what you save (Ctrl-C stops)")
        watch_and_rebuild(project.root, out, channel, lambda what: status.update(what), report)
    return 0
