"""Kinds of values on the command line, each with the reason why a text is none."""

import ipaddress
from pathlib import Path
from typing import Any

import click

from aeexplain.project import Project


class Folder(click.ParamType[Path]):
    """A folder that a system may have, there or not."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the folder's path."""
        if isinstance(value, Path):
            return value
        if not value or "\0" in value:
            self.fail(f"{value!r} is no folder's name", param, ctx)
        try:
            Path(value).exists()
        except OSError as error:
            self.fail(f"{error.strerror}: {value!r:.80}", param, ctx)
        return Path(value)


class Site(click.ParamType[Project]):
    """The folder of a site."""

    name = "site"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Project:
        """Return the site's Project; no such folder: ExplainError."""
        if isinstance(value, Project):
            return value
        project = Project(FOLDER.convert(value, param, ctx).absolute())
        project.check_root()
        return project


class Number(click.ParamType[int]):
    """A whole number in decimal digits, from `low` to `high`."""

    def __init__(self, name: str, low: int, high: int) -> None:
        self.name, self.low, self.high = name, low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        text = str(value)
        if (
            not (text.isascii() and text.isdecimal())
            or len(text) > 5
            or not self.low <= int(text) <= self.high
        ):
            self.fail(f"{text!r:.80} is no {self.name}, from {self.low} to {self.high:,}", param, ctx)
        return int(text)


class HostName(click.ParamType[str]):
    """A host's name as a browser tells it."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, without port."""
        from aeexplain.site.serve.host_names import host_name

        try:
            return host_name(f"[{value}]" if value.count(":") > 1 and not value.startswith("[") else value)
        except ValueError as error:
            self.fail(f"{error}, such as studio.local", param, ctx)


class Address(click.ParamType[str]):
    """An address of a machine, in numbers."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address."""
        try:
            return str(ipaddress.ip_address(value.strip("[]")))
        except ValueError:
            self.fail(f"{value!r:.80} is no address, such as 0.0.0.0", param, ctx)


FOLDER, SITE, HOST_NAME, ADDRESS = Folder(), Site(), HostName(), Address()
PORT, COUNT = Number("port", 0, 65535), Number("number", 1, 10_000)
