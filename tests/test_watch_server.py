"""The server of `intaglio watch`: who may ask, what is answered, and where it is to be found."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from intaglio_studio.command import main
from intaglio_studio.watch import Place, watch
from intaglio_studio.watch_origin import own_names, refusal
from intaglio_studio.watch_server import application, page_files
from intaglio_studio.watch_session import Session
from tests.watching import ROSE

OWN = own_names("127.0.0.1")
_NAVIGATION = {"Sec-Fetch-Mode": "navigate"}


@pytest.fixture
def rose(tmp_path: Path) -> Path:
    path = tmp_path / "rose.py"
    path.write_text(ROSE, "utf-8")
    return path


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "127.0.0.1:8800"},
        {"Host": "localhost:9000"},
        {"Host": "[::1]:8800"},
        {"Host": "192.168.1.7:8800"},
        {"Host": "localhost:8800", "Origin": "http://localhost:8800"},
        {"Host": "localhost:8800", "Sec-Fetch-Site": "same-origin"},
        {"Host": "localhost:8800", "Sec-Fetch-Site": "cross-site", **_NAVIGATION, "Sec-Fetch-Dest": "document"},
    ],
)  # fmt: skip
def test_its_own_page_is_served(headers: dict[str, str]) -> None:
    assert refusal(headers, OWN) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "rebound.example:8800"},
        {"Host": "localhost.example:8800"},
        {"Host": "localhost:8800", "Origin": "http://elsewhere.example"},
        {"Host": "localhost:8800", "Origin": "http://localhost:3000"},
        {"Host": "localhost:8800", "Origin": "null"},
        {"Host": "localhost:8800", "Sec-Fetch-Site": "cross-site"},
        {"Host": "localhost:8800", "Sec-Fetch-Site": "same-site", **_NAVIGATION, "Sec-Fetch-Dest": "iframe"},
    ],
)  # fmt: skip
def test_others_are_not(headers: dict[str, str]) -> None:
    assert refusal(headers, OWN)


def test_what_the_server_answers(rose: Path) -> None:
    async def scenario() -> None:
        session = Session(rose)
        runner = web.AppRunner(application(session, "127.0.0.1"))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with ClientSession() as client:
            for path, status in {
                "/": 200, "/page/watch.js": 200, "/page/style.css": 200, "/page/none.js": 404,
                "/page/..%2fpiece.py": 404, f"/picture/1/{'0' * 64}.svg": 410, "/picture/1/7.svg": 404,
                "/picture/x/7.svg": 404,
            }.items():  # fmt: skip
                async with client.get(base + path) as answer:
                    assert answer.status == status, path
                    assert answer.headers["Cache-Control"] == "no-store"
            async with client.get(base + "/page/worker.js") as answer:
                assert answer.headers["Content-Security-Policy"] == "default-src 'none'; script-src 'unsafe-eval'"
            async with client.get(base, headers={"Host": "rebound.example"}) as answer:
                assert answer.status == 403
            async with client.post(base) as answer:
                assert answer.status == 405
            session.parts["piece"] = {"title": "Réd"}
            async with client.get(base + "/events") as answer:
                assert answer.headers["Content-Type"].startswith("text/event-stream")
                text = (await answer.content.readuntil(b'"title":') + await answer.content.readline()).decode()
                assert "event: page\n" in text and "event: piece\ndata: " in text
                assert json.loads('{"title":' + text.rpartition('"title":')[2]) == {"title": "Réd"}
        await runner.cleanup()

    asyncio.run(scenario())


def test_the_page_asks_nobody_else() -> None:
    files = {name: body.decode() for name, body in page_files().items()}
    assert {"index.html", "watch.css", "watch.js", "worker.js", "style.css"} <= set(files)
    namespaces = "http://www.w3.org/"
    assert not [name for name, text in files.items() if "://" in text.replace(namespaces, "")]


def test_a_port_that_is_taken(rose: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["watch", str(rose), "--no-open", "--port", str(port)]) == 2
        assert "another program uses it" in capsys.readouterr().err
        monkeypatch.setattr("intaglio_studio.watch.USUAL_PORT", port)
        found: list[str] = []

        async def brief() -> None:
            serving = asyncio.create_task(watch(rose, Place(), found.append))
            while not found:
                await asyncio.sleep(0.01)
            serving.cancel()

        asyncio.run(brief())
        assert found[0].startswith("http://127.0.0.1:") and f":{port}/" not in found[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rose.py", "--port", "70000"], "a port is from 0 to 65,535"),
        (["rose.py", "--port", "x"], "invalid int value"),
        (["rose.py", "--host", "no.such.host.invalid"], "cannot serve at no.such.host.invalid"),
        (["."], "is a folder"),
        (["tulip.py"], "there is no file tulip.py"),
    ],
)
def test_mistakes(
    rose: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(rose.parent)
    assert main(["watch", *arguments, "--no-open"]) == 2
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told
