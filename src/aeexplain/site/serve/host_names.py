"""The names that a local server answers for.

A page of anybody's can have its own name lead to this machine (DNS rebinding), and would then read drafts as its own. Its
requests tell that name, so a server that answers for its own names alone gives it nothing.
"""

import ipaddress
import re
from collections.abc import Collection, Sequence
from http import HTTPStatus

HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9._-]*)(:(?P<port>[0-9]{0,5}))?")
LOOPBACK = ("127.0.0.1", "::1")


class HostError(Exception):
    """A request that is not answered: `status`, and a sentence that says why."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


def host_name(text: str) -> str:
    """Return the name or the address that a `Host` header tells, lower case and without port; malformed: ValueError."""
    match = HOST.fullmatch(text)
    if not match or int(match["port"] or 0) > 65535:
        raise ValueError(f"{text!r:.80} is no host")
    name = match["name"].lower()
    if name.startswith("["):
        return str(ipaddress.IPv6Address(name[1:-1]))
    name = name.removesuffix(".")
    if ".." in name:
        raise ValueError(f"{text!r:.80} is no host")
    return name


def check_host(hosts: Sequence[str], names: Collection[str], address: str) -> None:
    """Raise HostError unless `hosts`, a request's `Host` headers, is one that names this server.

    `names` are those that it was given beside its own, `address` the one at which the request came in: a number is nobody's
    name. The port is not compared, since it may be another one's that leads here.
    """
    if len(hosts) != 1:
        raise HostError(HTTPStatus.BAD_REQUEST, "A request tells its host once.")
    try:
        name = host_name(hosts[0].strip())
    except ValueError:
        raise HostError(HTTPStatus.BAD_REQUEST, "The request's host is malformed.") from None
    if name == "localhost" or name.endswith(".localhost") or name in (*LOOPBACK, address, *names):
        return
    remedy = f"to have it do so, stop it and run: python build.py serve --host {name}"
    raise HostError(HTTPStatus.MISDIRECTED_REQUEST, f"This server does not answer for {name}; {remedy}")
