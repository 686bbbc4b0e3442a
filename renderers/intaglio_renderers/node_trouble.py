"""Why a node gave no answer, in a line that shows no key, and whether asking again may help.

HTTP libraries quote the whole address of a node, and Python keeps the exception that came before: so nothing
here repeats a library's text, and `NodeFailed` is raised with no exception behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import RemoteDisconnected
from socket import gaierror

from requests import Response
from requests.exceptions import ConnectTimeout, InvalidURL, SSLError
from urllib3.exceptions import IncompleteRead, LocationParseError, NewConnectionError, ProtocolError

_THROTTLED, _REQUEST_TIMEOUT = 429, 408


class NodeFailed(Exception):
    """A node gave no answer. The text says why, fit for a message.

    `uncertain` tells that it may have acted on the request all the same: look before you repeat it. `status`
    is that of HTTP, where there was one.
    """

    def __init__(self, text: str, *, uncertain: bool, status: int | None = None) -> None:
        super().__init__(text)
        self.uncertain = uncertain
        self.status = status


@dataclass(frozen=True)
class Trouble:
    """One try that gave no answer."""

    text: str
    arrived: bool
    """Whether the node may have got the request and acted on it."""
    passes: bool
    """Whether another try may fare better."""
    early: bool = True
    """Whether that is so even for an address that has never answered: a mistyped one is no busy one."""
    wait: float = 0.0
    """Seconds that the node asks to wait."""
    status: int | None = None

    @property
    def failure(self) -> NodeFailed:
        """The error that tells of it."""
        return NodeFailed(self.text, uncertain=self.arrived, status=self.status)


def trouble_of(error: Exception) -> Trouble:
    """What an exception of `requests` means."""
    causes = list(chain_of_causes(error))
    text = known_cause(error) or type(error).__name__
    unsent = isinstance(error, ConnectTimeout) or any(
        isinstance(cause, NewConnectionError | ConnectionRefusedError | gaierror) for cause in causes
    )
    if isinstance(error, InvalidURL | SSLError):
        return Trouble(text, arrived=False, passes=False)
    slow = any(isinstance(cause, TimeoutError) or "timed out" in str(cause) for cause in causes)
    return Trouble(text, arrived=not unsent, passes=True, early=not unsent and not slow)


def trouble_of_status(response: Response) -> Trouble:
    """What an HTTP status that is no success means."""
    status = response.status_code
    text = f"it answered HTTP {status}"
    if status != _THROTTLED:
        passes = status >= 500 or status == _REQUEST_TIMEOUT
        return Trouble(text, arrived=passes, passes=passes, wait=_asked_to_wait(response), status=status)
    wait = _asked_to_wait(response)
    text = f"it asks to wait {wait:,.0f} s (HTTP {status})" if wait >= 1 else text
    return Trouble(text, arrived=False, passes=True, wait=wait, status=status)


def known_cause(error: Exception) -> str | None:
    """A line for what went wrong on the way to a node, or None for an exception that tells of something else."""
    for cause in chain_of_causes(error):
        if isinstance(cause, ConnectionRefusedError):
            return "connection refused"
        if isinstance(cause, FileNotFoundError):
            return "no such socket"
        if isinstance(cause, gaierror):
            return "no such host"
        if isinstance(cause, TimeoutError) or "timed out" in str(cause):
            return "it took too long to answer"
        if isinstance(cause, IncompleteRead):
            return "its answer was cut off"
        if isinstance(cause, ConnectionError | RemoteDisconnected):
            return "it hung up"
    if isinstance(error, InvalidURL | LocationParseError):
        return "that is no address"
    if isinstance(error, SSLError):
        return "it speaks no TLS, or shows a certificate that nobody here trusts"
    if any(isinstance(cause, ProtocolError) for cause in chain_of_causes(error)):
        return "it does not speak HTTP"
    return None


def chain_of_causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that stand behind it, however a library hung them together."""
    seen: list[BaseException] = []
    todo: list[object] = [error]
    while todo:
        cause = todo.pop()
        if isinstance(cause, BaseException) and cause not in seen:
            seen.append(cause)
            todo += [cause.__cause__, cause.__context__, *cause.args, getattr(cause, "reason", None)]
            yield cause


def _asked_to_wait(response: Response) -> float:
    """`Retry-After`, which is seconds or a date (RFC 9110, section 10.2.3)."""
    said = response.headers.get("Retry-After", "").strip()
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(said)
    except ValueError:
        return 0.0
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
