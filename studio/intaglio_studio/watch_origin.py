"""Who may talk to the server of `intaglio watch`: its own page, in a browser that reached it by its own name.

Two attacks are kept out. A page from elsewhere may send requests here: browsers then say so in `Origin` and
`Sec-Fetch-Site`. And a name of the attacker's may come to point to this machine (DNS rebinding), which makes that page
look like ours: but it is then the attacker's name that stands in `Host`. An address in numbers cannot be rebound.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit


def own_names(host: str) -> frozenset[str]:
    """The names under which a server bound to `host` may be asked."""
    return frozenset({"localhost", host.lower(), socket.gethostname().lower()})


def refusal(headers: Mapping[str, str], names: frozenset[str]) -> str | None:
    """Why a request is not answered; None where it is."""
    host = headers.get("Host", "")
    name = (urlsplit(f"//{host}").hostname or "").lower()
    if name not in names and not _is_address(name):
        return f"this server is not called {name or 'nothing'}"
    origin = headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return "a request from another site"
    navigation = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and not navigation:
        return "a request from another site"
    return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
