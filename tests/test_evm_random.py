"""Random modules in the EVM, byte for byte what the interpreter computes."""

from dataclasses import replace

import pytest

from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import (
    Body,
    For,
    If,
    Module,
    Perform,
    While,
)
from intaglio.ir.ops import Fault
from intaglio_renderers.picture import RenderError
from tests.evm_modules import SEEDS, renderer_of
from tests.ir_generator import module_of

pytestmark = pytest.mark.node


def with_traits_outside_loops(module: Module) -> Module:
    """Traits that a loop or a rule writes go to the SVG; the stream starts with the comma it always has."""

    def moved(body: Body, repeated: bool) -> Body:
        return tuple(
            replace(s, stream="svg") if isinstance(s, Perform) and s.stream and repeated
            else replace(s, then=moved(s.then, repeated), orelse=moved(s.orelse, repeated)) if isinstance(s, If)
            else replace(s, body=moved(s.body, True)) if isinstance(s, For | While)
            else s
            for s in body
        )  # fmt: skip

    comma = Perform("emit.text", text=",", stream="traits")
    functions = tuple(
        replace(f, body=(comma, *moved(f.body, False)) if f.name == "main" else moved(f.body, True))
        for f in module.functions
    )
    return replace(module, functions=functions)


def random_module_agrees(number: int, *, flat: bool = False, doubles: bool = False) -> None:
    """Every seed draws the same, or the interpreter faults: then the contract need only end."""
    module = with_traits_outside_loops(module_of(number, primitive=True, doubles=doubles))
    renderer = renderer_of(module, flat=flat)
    for seed in SEEDS:
        try:
            expected = interpret(module, seed)
        except Fault:
            try:
                renderer.render(seed)
            except (RenderError, UnicodeDecodeError):
                pass
            continue
        picture = renderer.render(seed)
        assert (picture.svg.decode(), picture.traits.decode()) == expected


@pytest.mark.parametrize("number", range(24))
def test_random_module(number: int) -> None:
    random_module_agrees(number)


@pytest.mark.parametrize("number", range(24, 36))
def test_random_module_with_its_variables_in_memory(number: int) -> None:
    random_module_agrees(number, flat=True)


@pytest.mark.parametrize("number", range(12))
def test_random_module_in_doubles(number: int) -> None:
    random_module_agrees(number, doubles=True, flat=number % 4 == 3)


@pytest.mark.slow
def test_more_random_modules() -> None:
    for number in range(1000, 1050):
        random_module_agrees(number)
        random_module_agrees(number, doubles=True)
