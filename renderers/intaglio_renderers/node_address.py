"""Addresses of nodes without what is secret in them: keys stand in the path, the query, the password or, with
some providers, in the host's first label.

`masked(address)` is fit for a message, `without_addresses(text)` masks all that a text quotes,
`without_keys(text, address)` also takes out the key of an address that a text quotes alone, as a node's own
words may ("invalid project id …"). `hide_in_logs` does that to what HTTP libraries log. No address is taken
apart by a library that may refuse it: people mistype them.
"""

import logging
import re
from base64 import b64encode
from urllib.parse import unquote

_ADDRESS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][\w+.-]*)://)?(?P<user>[^/?#]*@)?(?P<host>[^/?#]*)(?P<rest>.*)", re.DOTALL
)
_QUOTED = re.compile(r"\b[A-Za-z][\w+.-]*://[^\s'\"<>]*")
_SPLITS = re.compile(r"[/?#&=:;,]")
_KEY = re.compile(r"(?=.*\d).{8,}|.{20,}", re.DOTALL)  # a word as long as a key; `ethereum` and `v3` are none
_KEY_LABEL = re.compile(r"(?=.*\d)[0-9A-Za-z]{20,}")  # a host's label that nobody chose by hand
_LOGGERS = ("urllib3.connectionpool", "urllib3.util.retry", "requests")
SHORTEST_PASSWORD = 4  # characters


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
    host = ".".join("…" if _KEY_LABEL.fullmatch(label) else label for label in host.split("."))
    prefix = f"{scheme}://" if scheme else ""
    return f"{prefix}{host}{'/…' if rest.strip('/?#') else ''}"


def secrets(address: str) -> list[str]:
    """The parts of an address that may be keys, the longest first, in every spelling that libraries quote them in.

    >>> secrets("https://node.example/v3/0123456789abcdef?chain=1")
    ['/v3/0123456789abcdef?chain=1', '0123456789abcdef']
    """
    if is_socket_path(address):
        return []
    _, user, host, rest = _parts(address)
    user = user.removesuffix("@")
    words = [word for word in _SPLITS.split(rest) if _KEY.fullmatch(word)]
    words += [label for label in host.split(".") if _KEY_LABEL.fullmatch(label)]
    words += [word for word in user.split(":") if len(word) >= SHORTEST_PASSWORD]
    found = {part for part in (user, rest, *words) if len(part) > 1}
    found |= {unquote(part) for part in found}
    found |= {b64encode(unquote(user).encode()).decode()} if ":" in user else set()  # HTTP's Basic authorisation
    return sorted(found, key=lambda part: (-len(part), part))


def without_addresses(text: str) -> str:
    """`text` with every address in it masked."""
    return _QUOTED.sub(lambda match: masked(match[0]), text)


def without_keys(text: str, address: str) -> str:
    """`text` with every address in it masked, and what of `address` may be a key taken out wherever it stands.

    >>> without_keys("invalid id 0123456789abcdef", "https://node.example/v3/0123456789abcdef")
    'invalid id …'
    """
    for secret in secrets(address):
        if len(secret) >= SHORTEST_PASSWORD:
            text = text.replace(secret, "/…" if secret.startswith("/") else "…")
    return without_addresses(text)


def hide_in_logs(address: str) -> None:
    """From now on no HTTP library's log, at any level, shows the key of `address`."""
    _HIDING.addresses.add(address)
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_HIDING)  # a second time does nothing


class _Hiding(logging.Filter):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        for address in self.addresses:
            text = without_keys(text, address)
        record.msg, record.args = text, ()
        return True


_HIDING = _Hiding()


def _parts(address: str) -> tuple[str, str, str, str]:
    match = _ADDRESS.fullmatch(address)
    assert match is not None  # every part may be empty
    return match["scheme"] or "", match["user"] or "", match["host"], match["rest"]
