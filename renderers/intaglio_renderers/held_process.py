"""A process that does not outlive this one, however this one ends: `HeldProcess([...])`.

Between the two stands a shell that holds the other end of a pipe. When the pipe closes, which happens even where this
process is killed, the shell ends its whole group: the process and all that it has started. A group of its own also
means that a terminal's Ctrl-C does not reach it: whoever holds it decides what to close.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence

# While "$@" runs, a subshell waits for the end of the pipe; whichever ends first ends all.
_HOLD = 'exec 3<&0 </dev/null; (cat <&3 >/dev/null; kill -KILL 0) & "$@" 3<&-; kill -KILL 0'
_SAID = 500  # characters kept of what it said


class HeldProcess:
    """The command, running. `environment` is added to this process's; `pass_fds` are files that it inherits."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None, pass_fds: Sequence[int] = ()
    ) -> None:
        self._owner = os.getpid()
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            ["sh", "-c", _HOLD, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=self._log,
            env=os.environ | dict(environment or {}),
            pass_fds=pass_fds,
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        """Whether it runs, and is this process's to talk to: a forked child must start its own."""
        return self._owner == os.getpid() and self._process.poll() is None

    def said(self) -> str:
        """The end of what it wrote, as one line."""
        if self._log.closed:
            return ""
        self._log.seek(0)
        return " ".join(self._log.read().decode(errors="replace").split())[-_SAID:]

    def close(self) -> None:
        """End it and all that it started. Harmless when repeated."""
        if self._owner != os.getpid() or self._log.closed:
            return
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._log.close()
