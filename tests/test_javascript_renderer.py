"""The resident process of each JavaScript engine: many seeds, endless scripts, failures, no engine at all."""

import random
import shutil
import time

import pytest

from intaglio.backends.javascript import emit
from intaglio.ir.interpret import interpret
from intaglio_renderers.javascript import EngineMissing, JavaScriptRenderer
from intaglio_renderers.picture import RenderError
from tests.in_node import piece

pytestmark = pytest.mark.node
ENGINES = ("node", "spidermonkey", "quickjs")
every_engine = pytest.mark.parametrize("engine", ENGINES)


@every_engine
def test_draws_over_many_seeds(engine: str) -> None:
    module = piece('for i in 0, 40, 1 { w = word() emit.int svg(w) emit.text svg " " () }')
    seeds = [random.Random(k).randbytes(32) for k in range(600)]  # more than one batch
    with JavaScriptRenderer(emit(module), engine=engine) as renderer:
        pictures = renderer.render_many(seeds)
    assert [(p.svg.decode(), p.traits.decode()) for p in pictures] == [interpret(module, seed) for seed in seeds]


@every_engine
def test_endless_script_is_ended_and_the_renderer_goes_on(engine: str) -> None:
    with JavaScriptRenderer("if(S<'8')for(;;);o=t=`x`", engine=engine, seconds=3) as renderer:
        good, endless = b"\xff" * 32, bytes(32)
        assert renderer.render(good).svg == b"x"
        started = time.monotonic()
        with pytest.raises(RenderError, match=f"seed {endless.hex()}: it was still running after 3 s"):
            renderer.render_many([good, endless, good])
        assert time.monotonic() - started < 20
        assert renderer.render(good).svg == b"x"


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("o=", "SyntaxError"),
        ("o=t=nothing.y", "ReferenceError: nothing is not defined"),
        ("f=x=>f(x)+1,o=t=f(1)", "RangeError: Maximum call stack"),
        ("o=t=1", "TypeError: o and t are not both text"),
        ("o=t=`a`;for(;;)o+=o", "RangeError: Invalid string length"),
    ],
)
def test_a_script_that_fails(script: str, cause: str) -> None:
    with JavaScriptRenderer(script) as renderer:
        for _ in range(2):  # the second time by a worker that went on or started anew
            with pytest.raises(RenderError, match=f"node: seed 00.*{cause}"):
                renderer.render(bytes(32))


@pytest.mark.parametrize("engine", ENGINES[1:])
@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("o=", "SyntaxError"),
        ("o=t=nothing.y", "ReferenceError"),
        ("f=x=>f(x)+1,o=t=f(1)", "InternalError"),
        ("o=t=1", "TypeError: o and t are not both text"),
        ("o=t=`a`;for(;;)o+=o", "InternalError"),
    ],
)
def test_a_script_that_fails_elsewhere(engine: str, script: str, cause: str) -> None:
    with JavaScriptRenderer(script, engine=engine) as renderer:
        for _ in range(2):
            with pytest.raises(RenderError, match=f"{engine}: seed 00.*{cause}"):
                renderer.render(bytes(32))


@every_engine
def test_no_process_is_left_behind(engine: str) -> None:
    with JavaScriptRenderer("o=t=`x`", engine=engine) as renderer:
        renderer.render(bytes(32))
        assert renderer._worker is not None
        process = renderer._worker._process
    assert process.poll() is not None


def test_a_worker_that_dies() -> None:
    with JavaScriptRenderer("if(S<'8')process.exit(3);o=t=`x`") as renderer:
        with pytest.raises(RenderError, match="node ended with status 3"):
            renderer.render(bytes(32))
        assert renderer.render(b"\xff" * 32).svg == b"x"


def test_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert shutil.which("node") is None
    with JavaScriptRenderer("o=t=`x`") as renderer, pytest.raises(EngineMissing, match="install|not on PATH"):
        renderer.render(bytes(32))


@pytest.mark.parametrize(("engine", "package"), [("spidermonkey", "pythonmonkey"), ("quickjs", "quickjs")])
def test_no_package(engine: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    missing = pytest.raises(EngineMissing, match=f"{engine}: no Python package `{package}`; `pip install")
    with JavaScriptRenderer("o=t=`x`", engine=engine) as renderer, missing:
        renderer.render(bytes(32))


def test_a_seed_of_the_wrong_size() -> None:
    with JavaScriptRenderer("o=t=`x`") as renderer, pytest.raises(RenderError, match="32 bytes, not 3"):
        renderer.render(b"abc")


def test_closing_twice_is_harmless() -> None:
    renderer = JavaScriptRenderer("o=t=`x`")
    renderer.render(bytes(32))
    renderer.close()
    renderer.close()
    assert renderer.render(bytes(32)).svg == b"x"
    renderer.close()


@pytest.mark.parametrize("engine", ["node", "spidermonkey", "quickjs"])
def test_a_kept_process_forgets_the_script_before(engine: str) -> None:
    leaky = "left=S;o='<svg>'+typeof left+'</svg>';t='[]'"
    with JavaScriptRenderer(leaky, engine=engine, keep=True) as first:
        assert first.render(bytes(32)).svg == b"<svg>string</svg>"
        process = first._worker
    with JavaScriptRenderer("o='<svg>'+typeof left+'</svg>';t='[]'", engine=engine, keep=True) as second:
        assert second.render(bytes(32)).svg == b"<svg>undefined</svg>"
        assert second._worker is process
    with JavaScriptRenderer("throw 1", engine=engine, keep=True) as third, pytest.raises(RenderError):
        third.render(bytes(32))
    with JavaScriptRenderer(leaky, engine=engine, keep=True) as fourth:
        assert fourth.render(bytes(32)).svg == b"<svg>string</svg>"
        assert fourth._worker is not process
        fourth._end()
