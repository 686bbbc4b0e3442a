"""`watch(path, place)`: serve the page for a piece until someone ends it.

Finds a port, tells where the page is, opens a browser where that is wanted, and says in the terminal too what became of
each save.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import sys
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from intaglio_studio.mistake import Mistake
from intaglio_studio.plain import printable
from intaglio_studio.watch_server import application
from intaglio_studio.watch_session import Session

USUAL_PORT = 8800
TRIED = 20  # ports from the usual one on, where nobody asked for a certain one
GOODBYE = 1.0  # s that a connection is given to end


@dataclass(frozen=True)
class Place:
    """Where to serve: `port` None is the usual one or one near it, 0 any that is free. `browser`: open one."""

    host: str = "127.0.0.1"
    port: int | None = None
    browser: bool = False


def graphical() -> bool:
    """Whether opening a browser shows one, and not a text browser in the terminal that runs this."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def watch(path: Path, place: Place, ready: Callable[[str], None]) -> None:
    """Serve until cancelled or ended by a signal; `ready` is told the page's address. Raises `Mistake`."""
    session = Session(path)
    runner = web.AppRunner(application(session, place.host), access_log=None, shutdown_timeout=GOODBYE)
    await runner.setup()
    try:
        port = await _bind(runner, place)
        host = f"[{place.host}]" if ":" in place.host else place.host
        address = f"http://{host}:{port}/"
        ready(address)
        if place.browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
        await _until_ended(session)
    finally:
        session.close()
        await runner.cleanup()


async def _until_ended(session: Session) -> None:
    here = asyncio.current_task()
    assert here is not None
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # no such signals on this system
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, here.cancel)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(session.run())
        tasks.create_task(_report(session))


async def _bind(runner: web.AppRunner, place: Place) -> int:
    """Take a port; its number."""
    ports = [*range(USUAL_PORT, USUAL_PORT + TRIED), 0] if place.port is None else [place.port]
    for port in ports:
        site = web.TCPSite(runner, place.host, port)
        try:
            await site.start()
        except OSError as error:
            if error.errno == errno.EADDRINUSE and port != ports[-1]:
                continue
            why = "another program uses it" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
            raise Mistake(
                f"cannot serve at {place.host}, port {port}: {why}", help="`--port 0` takes any free one", code="port"
            ) from None
        return int(runner.addresses[0][1])
    raise AssertionError("there is always a last port")


async def _report(session: Session) -> None:
    """A line on standard error for each save; the problems in full."""
    with session.listen() as listener:
        while True:
            news = await listener.news(3600)
            now = time.strftime("%H:%M:%S")
            if problems := news.get("problems"):
                told = "\n\n".join([f"{now}  {problems['summary']}", *problems["texts"]])
                print(printable(told), file=sys.stderr, flush=True)
            if piece := news.get("piece"):
                print(f"{now}  {piece['title']}: compiled in {piece['seconds']:.2f} s", file=sys.stderr, flush=True)
