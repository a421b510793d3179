"""The command line: the only place that prints."""

from aeexplain.cli.command_line import main

__all__ = ["main"]
