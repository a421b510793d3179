"""Every command with its help, as the command line prints it."""

import click
from aeexplain_texts._markdown import code, fence, prose, table

from aeexplain.cli.command import EXIT_CODES
from aeexplain.cli.command_line import COMMANDS


def text():
    """Return a section for each command: what it does, its options, its examples; and what exit codes mean."""
    return "\n\n".join((f"{prose(EXIT_CODES)}", *map(_section, COMMANDS)))


def _section(command):
    context = click.Context(command, info_name=command.name)
    options = [each.get_help_record(context) for each in command.params]
    rows = [(code(name), prose(said)) for name, said in filter(None, options)]
    return "\n\n".join(
        (
            f"## {command.name}",
            fence(" ".join((command.name, *command.collect_usage_pieces(context))), "text"),
            "\n\n".join(
                prose(" ".join(part.replace("\b", "").split())) for part in (command.help or "").split("\n\n")
            ),
            *([table(("option", "says"), rows)] if rows else []),
            fence("\n".join(command.examples), "console"),
        )
    )
