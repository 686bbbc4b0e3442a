"""The server of `intaglio watch`: the page's own files, a stream of events, and pictures that numba draws.

    GET /                             the page; /page/… its style, modules and worker
    GET /events                       server-sent events, one for each part of the session that changed
    GET /picture/VERSION/TOKEN.svg    numba's SVG; TOKEN is the seed in 64 hex digits, params in 64 more
        …?beneath=WxH                 … with the raster of this resolution in it
        …?raster=WxH                  that raster alone: RGBA, row by row

Nothing is sent that could be kept, and nothing but the page may ask (`watch_origin`).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path

from aiohttp import web

from intaglio_studio.watch_origin import own_names, refusal
from intaglio_studio.watch_session import Session
from intaglio_studio.watch_work import Draw

TEMPLATES = Path(__file__).parent / "templates"
PAGE = TEMPLATES / "watch"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEARTBEAT = 10.0  # s without news before an empty comment shows that the connection lives
RETRY = 400  # ms after which a browser asks again when the server went away
TOKEN = re.compile(r"([0-9a-f]{64})([0-9a-f]{64})?")
RESOLUTION = re.compile(r"([1-9][0-9]{0,3})x([1-9][0-9]{0,3})")

# The page runs nothing but its own modules. The worker evaluates scripts, and can reach nothing at all.
_PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
_PAGE_POLICY += "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_WORKER_POLICY = "default-src 'none'; script-src 'unsafe-eval'"
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
WORKER = "worker.js"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SESSION = web.AppKey("session", Session)
CLOSING = web.AppKey("closing", asyncio.Event)


def application(session: Session, host: str) -> web.Application:
    """The server for one session, bound to `host`."""
    names = own_names(host)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        why = refusal(request.headers, names)
        if why is not None:
            raise web.HTTPForbidden(text=f"intaglio watch: {why}\n")
        return await handler(request)

    app = web.Application(middlewares=[guard])
    app[SESSION], app[CLOSING] = session, asyncio.Event()
    app.add_routes(
        [
            web.get("/", _index),
            web.get("/page/{name}", _file),
            web.get("/events", _events, allow_head=False),
            web.get("/picture/{version:[0-9]+}/{token}.svg", _picture),
        ]
    )
    app.on_response_prepare.append(_harden)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    app[CLOSING].set()


async def _harden(request: web.Request, response: web.StreamResponse) -> None:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
    headers["Cache-Control"] = "no-store"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"


@cache
def page_files() -> dict[str, bytes]:
    """The files of the page by name, and the style that all our pages share."""
    files = {path.name: path.read_bytes() for path in sorted(PAGE.iterdir()) if path.suffix in KINDS}
    return {**files, "style.css": (TEMPLATES / "style.css").read_bytes()}


def page_hash() -> str:
    """What changes with the page's files: a page of an older server then loads itself anew."""
    return hashlib.sha256(b"\0".join(page_files().values())).hexdigest()[:16]


async def _index(request: web.Request) -> web.Response:
    return web.Response(body=page_files()["index.html"], content_type="text/html", charset="utf-8")


async def _file(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    body = page_files().get(name)
    if body is None:
        raise web.HTTPNotFound
    headers = {"Content-Security-Policy": _WORKER_POLICY} if name == WORKER else {}
    return web.Response(body=body, content_type=KINDS[Path(name).suffix], charset="utf-8", headers=headers)


async def _events(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    await response.write(f"retry: {RETRY}\n\n".encode())
    await response.write(_event("page", page_hash()))
    closing = asyncio.ensure_future(request.app[CLOSING].wait())
    with request.app[SESSION].listen() as listener:
        try:
            while not closing.done():
                news = asyncio.ensure_future(listener.news(HEARTBEAT))
                await asyncio.wait([news, closing], return_when=asyncio.FIRST_COMPLETED)
                if not news.done():
                    news.cancel()
                    break
                parts = news.result()
                await response.write(b"".join(_event(part, value) for part, value in parts.items()) or b":\n\n")
        except ConnectionError:
            pass  # the page was closed
        finally:
            closing.cancel()
    return response


def _event(part: str, value: object) -> bytes:
    return f"event: {part}\ndata: {json.dumps(value, separators=(',', ':'))}\n\n".encode()


async def _picture(request: web.Request) -> web.Response:
    token = TOKEN.fullmatch(request.match_info["token"])
    asked = request.query.get("beneath") or request.query.get("raster") or "1x1"
    pixels = RESOLUTION.fullmatch(asked)
    if token is None or pixels is None:
        raise web.HTTPNotFound
    version, params = int(request.match_info["version"]), int(token[2] or "0", 16)
    session = request.app[SESSION]
    drawn = await session.draw(Draw(version, bytes.fromhex(token[1]), params, (int(pixels[1]), int(pixels[2]))))
    if drawn is None:
        raise web.HTTPGone(text="not drawn: numba is not ready with this version\n")
    if isinstance(drawn, str):
        return web.Response(status=422, text=drawn)
    if "raster" in request.query:
        body = drawn.pixels.rgba if drawn.pixels else b""
        return web.Response(body=body, content_type="application/octet-stream")
    svg = drawn.document(session.parts["piece"]["size"]) if "beneath" in request.query else drawn.drawing
    headers = {"Content-Security-Policy": _PICTURE_POLICY}
    return web.Response(body=svg, content_type=KINDS[".svg"], charset="utf-8", headers=headers)
