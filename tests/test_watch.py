"""`intaglio watch` without server and browser: what a save leads to, and what runs behind."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.native import NativeRenderer
from intaglio_studio.piece import open_piece
from intaglio_studio.seeds import number_seed
from intaglio_studio.watch_files import Saves, states
from intaglio_studio.watch_helper import Failed, Helper, Interrupted
from intaglio_studio.watch_look import finish, look, told
from intaglio_studio.watch_session import Listener, Session
from intaglio_studio.watch_work import Draw, Drawing, Figuring, Load
from tests.watching import ROSE

SPRITED = """from intaglio import Canvas, Seed, art, sprite, sprites

DOT = sprite("dot.png")
HATS = sprites("hats")


@art("Hats", size=(4, 4))
def hats(seed: Seed, canvas: Canvas):
    canvas.sprite(DOT, 0, 0)
    canvas.sprite(seed.pick("Hat", HATS), 0, 0)
"""
WRONG = ROSE.replace("for i in", "for j in").replace('fill=ink', 'fill=ink + 1')


@pytest.fixture
def rose(tmp_path: Path) -> Path:
    path = tmp_path / "rose.py"
    path.write_text(ROSE, "utf-8")
    return path


def replace(path: Path, text: str) -> None:
    """Save as many editors do: another file takes the name."""
    fresh = path.with_suffix(".tmp")
    fresh.write_text(text, "utf-8")
    os.replace(fresh, path)


# ---- looking ----------------------------------------------------------------------------------------


def test_a_save_is_drawn_with_before_it_is_compiled_to_the_end(rose: Path) -> None:
    attempt = look(rose)
    assert attempt.seen and attempt.problems is None
    data = told(3, attempt.seen)
    assert (data["version"], data["title"], data["file"], data["size"]) == (3, "Rose", "rose.py", [200, 100])
    assert data["description"] == "Petals around a middle."
    assert data["params"][0] == {"name": "Petals", "type": "int", "low": 3, "high": 9, "default": 5, "shift": 0}
    piece, script = finish(rose, attempt.seen)
    assert piece.module == open_piece(rose).module
    assert script["bytes"] == len(script["script"]) < len(data["script"])
    assert script["packed"] < script["bytes"]


@pytest.mark.node
def test_what_is_drawn_first_is_what_is_stored(rose: Path) -> None:
    attempt = look(rose)
    assert attempt.seen
    _, script = finish(rose, attempt.seen)
    with JavaScriptRenderer(attempt.seen.script) as first, JavaScriptRenderer(script["script"]) as stored:
        assert all(first.render(number_seed(n)) == stored.render(number_seed(n)) for n in range(3))


def test_all_errors_of_a_save_come_with_their_carets(rose: Path) -> None:
    rose.write_text(WRONG, "utf-8")
    attempt = look(rose)
    assert attempt.seen is None and attempt.problems
    assert attempt.problems["kind"] == "refused"
    assert attempt.problems["summary"] == f"{len(attempt.problems['texts'])} errors"
    assert len(attempt.problems["texts"]) > 1
    assert all(text.startswith("error[I") and "^" in text for text in attempt.problems["texts"])


def test_warnings_come_too(rose: Path) -> None:
    unused = "\n\n@rule\ndef idle(x):\n    return x\n"
    rose.write_text(ROSE.replace("art, cos", "art, cos, rule") + unused, "utf-8")
    attempt = look(rose)
    assert attempt.seen
    _, script = finish(rose, attempt.seen)
    assert script["warnings"][0].startswith("warning[W101]") and "^^^^" in script["warnings"][0]


def test_a_file_that_is_gone_is_waited_for(rose: Path) -> None:
    rose.unlink()
    problems = look(rose).problems
    assert problems and problems["kind"] == "missing"


def test_a_fault_of_ours_says_so(rose: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.chdir(rose.parent)
    monkeypatch.setattr("intaglio.pipeline.lower", broken)
    problems = look(rose).problems
    assert problems and problems["kind"] == "fault"
    assert "ZeroDivisionError" in problems["texts"][0]
    assert list(rose.parent.glob("intaglio-fault-*.txt"))


def test_what_is_imported_is_watched_and_what_may_come_to_be(rose: Path) -> None:
    inks = rose.with_name("inks.py")
    rose.write_text(ROSE.replace('INKS = ("#a8502a", "#2f6b4f")', "from inks import INKS"), "utf-8")
    assert look(rose).problems
    inks.write_text('INKS = ("#a8502a", "#2f6b4f")\n', "utf-8")
    attempt = look(rose)
    assert attempt.seen and set(attempt.files) == {rose, inks}
    inks.write_text("INKS = (\n", "utf-8")
    assert set(look(rose, attempt.files).files) == {rose, inks}


def test_pictures_that_a_piece_reads_are_watched_and_those_that_it_misses(rose: Path) -> None:
    rose.write_text(SPRITED, "utf-8")
    missing = look(rose)
    hats = rose.parent / "hats"
    assert missing.problems and {hats, rose.parent / "dot.png"} <= set(missing.files)
    hats.mkdir()
    for path, ink in ((rose.parent / "dot.png", 0), (hats / "Cap.png", 90)):
        Image.new("RGB", (2, 2), (ink, 0, 0)).save(path)
    first = look(rose)
    assert first.seen and set(first.files) == {rose, hats, hats / "Cap.png", rose.parent / "dot.png"}
    Image.new("RGB", (2, 2), (0, 200, 0)).save(hats / "Cap.png")
    second = look(rose, first.files)
    assert second.seen and second.files != first.files and second.seen.content != first.seen.content


# ---- saves ------------------------------------------------------------------------------------------


async def _happens(saves: Saves, action: Callable[[], object], seconds: float = 5.0) -> bool:
    saves.happened.clear()
    action()
    try:
        await asyncio.wait_for(saves.happened.wait(), seconds)
    except TimeoutError:
        return False
    return True


def test_every_way_of_saving_is_seen(rose: Path) -> None:
    async def scenario() -> None:
        saves = Saves()
        saves.expect(states([rose]))
        watching = asyncio.create_task(saves.watch())
        await asyncio.sleep(0.3)
        ways: list[Callable[[], object]] = [
            lambda: rose.write_text("1"),
            lambda: replace(rose, "22"),
            lambda: rose.unlink(),
            lambda: rose.write_text("333"),
        ]
        for way in ways:
            assert await _happens(saves, way)
            saves.expect(states([rose]))
        assert not await _happens(saves, lambda: rose.with_name("rose-7.svg").write_text("<svg/>"), 0.3)
        watching.cancel()

    asyncio.run(scenario())


def test_a_change_while_compiling_counts(rose: Path) -> None:
    async def scenario() -> None:
        saves = Saves()
        before = states([rose])
        replace(rose, "meanwhile")
        saves.expect(before)
        assert saves.happened.is_set()

    asyncio.run(scenario())


# ---- the session ------------------------------------------------------------------------------------


async def _until(listener: Listener, wanted: Callable[[dict[str, Any]], bool], seen: dict[str, Any]) -> dict[str, Any]:
    """Listen until what has been told so far is what is wanted."""
    async with asyncio.timeout(60):
        while not wanted(seen):
            seen |= await listener.news(60)
    return seen


def _with_session(path: Path, scenario: Callable[[Session, Listener], Awaitable[None]]) -> None:
    async def run() -> None:
        session = Session(path)
        with session.listen() as listener:
            running = asyncio.create_task(session.run())
            try:
                await scenario(session, listener)
            finally:
                running.cancel()
                session.close()

    asyncio.run(run())


@pytest.mark.node
def test_a_session_from_save_to_figures(rose: Path) -> None:
    async def scenario(session: Session, listener: Listener) -> None:
        settled = {"figures": "done", "kernel": "ready"}
        seen = await _until(listener, lambda s: all(s.get(p, {}).get("state") == settled[p] for p in settled), {})
        assert seen["piece"]["version"] == seen["script"]["version"] == seen["kernel"]["version"] == 1
        assert seen["kernel"]["state"] == "ready" and seen["problems"] is None
        cost = seen["figures"]["cost"]
        assert cost["renderer_bytes"] > 0 and cost["render_gas"]["median"] > 0 and cost["deploy_gas"] > 0
        with NativeRenderer(open_piece(rose).module) as native:
            assert await session.draw(Draw(1, number_seed(7), 0)) == native.render(number_seed(7))
        assert await session.draw(Draw(2, number_seed(7), 0)) is None
        assert "out of range" in str(await session.draw(Draw(1, number_seed(7), 1 << 200)))

        replace(rose, WRONG)
        seen = await _until(listener, lambda s: bool(s["problems"]), seen)
        assert seen["piece"]["version"] == 1
        replace(rose, ROSE)
        seen = await _until(listener, lambda s: not s["problems"], seen)
        assert session.version == 1, "mended to what it was"

        replace(rose, ROSE.replace("0.8", "0.7"))
        seen = await _until(listener, lambda s: s["figures"]["version"] == 2, seen)
        assert seen["figures"] == {"version": 2, "state": "measuring", "before": cost}
        assert await session.draw(Draw(1, number_seed(7), 0)) is None

    _with_session(rose, scenario)


def test_half_a_save_and_a_file_put_back_show_no_error(rose: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intaglio_studio.watch_session.GRACE", 2.0)  # a busy machine is late with its notices
    monkeypatch.setattr("intaglio_studio.watch_session.AWAY", 2.0)

    async def scenario(session: Session, listener: Listener) -> None:
        seen = await _until(listener, lambda s: "piece" in s, {})
        rose.write_text(ROSE[:200], "utf-8")
        await asyncio.sleep(0.05)
        rose.write_text(ROSE.replace("0.8", "0.6"), "utf-8")
        seen = await _until(listener, lambda s: s["piece"]["version"] == 2 or s["problems"], seen)
        assert not seen["problems"]
        rose.unlink()
        await asyncio.sleep(0.1)
        rose.write_text(ROSE, "utf-8")
        seen = await _until(listener, lambda s: s["piece"]["version"] == 3 or s["problems"], seen)
        assert not seen["problems"]

    _with_session(rose, scenario)


def test_a_late_listener_is_told_the_same() -> None:
    async def scenario() -> None:
        listener = Listener({"a": 1, "b": 2})
        listener.put("a", 3)
        assert await listener.news(1) == {"b": 2, "a": 3}
        assert await listener.news(0.01) == {}

    asyncio.run(scenario())


# ---- helpers ----------------------------------------------------------------------------------------


def test_a_helper_answers_fails_and_can_be_stopped(rose: Path) -> None:
    module = open_piece(rose).module

    async def scenario() -> None:
        helper = Helper(Drawing)
        try:
            assert [a async for a in helper.ask(Draw(1, bytes(32), 0))] == [None]
            (seconds,) = [a async for a in helper.ask(Load(1, module))]
            assert isinstance(seconds, float)
            (picture,) = [a async for a in helper.ask(Draw(1, bytes(32), 0))]
            assert picture.svg.startswith(b"<svg")
            helper.interrupt()
            assert [a async for a in helper.ask(Draw(1, bytes(32), 0))] == [picture], "an idle one is kept"
            asking = asyncio.create_task(_all(helper, Load(2, module)))
            await asyncio.sleep(0)
            helper.interrupt()
            with pytest.raises(Interrupted):
                await asking
        finally:
            helper.close()

    asyncio.run(scenario())


async def _all(helper: Helper, request: object) -> list[Any]:
    return [answer async for answer in helper.ask(request)]


def test_what_goes_wrong_behind_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def scenario() -> None:
        helper = Helper(Figuring)
        try:
            (answer,) = [a async for a in helper.ask("no piece")]
            assert isinstance(answer, Failed) and "fault of Intaglio's" in answer.text
        finally:
            helper.close()

    asyncio.run(scenario())


def test_who_waits_for_news_can_be_cancelled_as_they_come() -> None:
    async def brief() -> None:
        listener = Listener({})
        await listener.news(1)
        waiting = asyncio.create_task(listener.news(60))
        await asyncio.sleep(0.01)
        listener.put("kernel", "ready")
        waiting.cancel()
        await asyncio.wait([waiting])
        assert waiting.cancelled()

    asyncio.run(brief())
