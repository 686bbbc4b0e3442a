"""Addresses of nodes without what is secret in them: keys stand in the path, the query or the password.

`masked(address)` is fit for a message, `without_addresses(text)` masks all that a text quotes, `secrets` are
the parts that must appear nowhere. No address is taken apart by a library that may refuse it: people mistype
them.
"""

import re

_ADDRESS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][\w+.-]*)://)?(?P<user>[^/?#]*@)?(?P<host>[^/?#]*)(?P<rest>.*)", re.DOTALL
)
_QUOTED = re.compile(r"\b[A-Za-z][\w+.-]*://[^\s'\"<>]*")


def is_socket_path(address: str) -> bool:
    """Whether this is the path of an IPC socket rather than an address of the net.

    >>> is_socket_path("/tmp/node.ipc"), is_socket_path("localhost:8545")
    (True, False)
    """
    return "://" not in address and (address.startswith(("/", ".", "~")) or address.endswith(".ipc"))


def masked(address: str) -> str:
    """`address` with its scheme and host alone; a path to a socket holds no secret and stays.

    >>> masked("https://user:pw@host.example:8545/v3/KEY?token=x"), masked("host.example/v3/KEY")
    ('https://host.example:8545/…', 'host.example/…')
    """
    if is_socket_path(address):
        return address
    scheme, _, host, rest = _parts(address)
    if "@" in rest:
        host = ""  # a password with a slash in it: what looks like a host is its first part
    prefix = f"{scheme}://" if scheme else ""
    return f"{prefix}{host}{'/…' if rest.strip('/?#') else ''}"


def secrets(address: str) -> list[str]:
    """The parts of an address that may be keys, as libraries quote them: user and password, path with query."""
    if is_socket_path(address):
        return []
    _, user, _, rest = _parts(address)
    return [part for part in (user.removesuffix("@"), rest) if len(part) > 1]


def without_addresses(text: str) -> str:
    """`text` with every address in it masked."""
    return _QUOTED.sub(lambda match: masked(match[0]), text)


def _parts(address: str) -> tuple[str, str, str, str]:
    match = _ADDRESS.fullmatch(address)
    assert match is not None  # every part may be empty
    return match["scheme"] or "", match["user"] or "", match["host"], match["rest"]
