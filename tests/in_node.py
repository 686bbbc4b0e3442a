"""Run emitted scripts in node and hold them to the interpreter, byte for byte."""

import json
import random

from intaglio.backends.javascript import emit
from intaglio.ir.check import check
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Module
from intaglio.ir.text import parse
from intaglio_renderers.javascript import JavaScriptRenderer

SEEDS = [bytes(32), bytes(range(32)), b"\xff" * 32, *(random.Random(k).randbytes(32) for k in range(3))]


def drawn(scripts: list[str], seeds: list[bytes], engine: str = "node") -> list[list[tuple[str, str]]]:
    """What each script draws for each seed, all in one process of an engine. An error stands in the picture's place."""
    every = f"""(() => {{
        const drawn = [];
        for (const script of {json.dumps(scripts)})
            try {{ new Function("S", script)(S), drawn.push([o, t]) }}
            catch (error) {{ drawn.push([String(error), ""]) }}
        o = JSON.stringify(drawn), t = ""
    }})()"""
    with JavaScriptRenderer(every, engine=engine, seconds=60) as renderer:
        by_seed = [json.loads(picture.svg) for picture in renderer.render_many(seeds)]
    return [[(svg, traits) for svg, traits in outputs] for outputs in zip(*by_seed, strict=True)]


def assert_same(module: Module, seeds: list[bytes] = SEEDS) -> None:
    """The script in each of its forms draws what the interpreter draws."""
    check(module, primitive=True)
    expected = [interpret(module, seed) for seed in seeds]
    readable, minified, canonical = drawn(forms(module), seeds)
    assert readable == expected
    assert minified == expected
    assert canonical == expected


def forms(module: Module) -> list[str]:
    """A module's script: readable, minified, and with canonical names."""
    return [emit(module, readable=True), emit(module), emit(module, canonical=True)]


def piece(body: str, rest: str = "", digits: int = 2) -> Module:
    """A module with these statements in main; `rest` holds tables and functions, each on lines of its own."""
    tables = "\n".join(line for line in rest.splitlines() if line.startswith(("table", "texts")))
    functions = "\n".join(line for line in rest.splitlines() if not line.startswith(("table", "texts")))
    return parse(f'module "T" 10 10 digits {digits}\n{tables}\nfunction main() {{\n{body}\n}}\n{functions}')
