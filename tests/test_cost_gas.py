"""Where a contract's code and its gas come from: lines that no optimizer may shift, in traces by a second EVM."""


import pytest

from intaglio.backends.evm.line_map import line_map
from intaglio_renderers.ethereumjs import STILL, WORKER, EthereumjsRenderer
from intaglio_renderers.evm import PyrevmRenderer
from intaglio_studio.build import build, contract
from intaglio_studio.cost_gas import gas_by_line
from intaglio_studio.piece import Piece, open_piece
from intaglio_studio.seeds import sample
from tests.conftest import ROOT

pytestmark = pytest.mark.node

PUSH1, PUSH32 = 0x60, 0x7F

SPENDER = '''"""Spender."""
from intaglio import Canvas, Seed, art, noise, rule


@art("Spender", size=(100, 100))
def spender(seed: Seed, canvas: Canvas):
    canvas.background("#ffffff")
    x = 0.0
    for i in range(200):
        x += noise(i / 7, 0.5)
    for i in range(20):
        canvas.circle(i, x, 2)
    twice(canvas, x)


@rule
def twice(canvas: Canvas, x):
    canvas.rect(x, x, 3, 3)
'''


@pytest.fixture(scope="module")
def spender(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    path = tmp_path_factory.mktemp("spender") / "spender.py"
    path.write_text(SPENDER)
    return open_piece(path)


@pytest.mark.parametrize("name", ["quilt", "thicket"])
def test_a_constant_that_is_pushed_stands_in_the_line_that_pushes_it(name: str) -> None:
    """Long constants are in one line of the Yul text each, so they tell whether the map is right about it."""
    made = contract(open_piece(ROOT / "examples" / f"{name}.py"))
    lines = made.yul.splitlines()
    seen = 0
    for instruction in line_map(made.yul, made.runtime):
        opcode = made.runtime[instruction.start]
        pushed = made.runtime[instruction.start + 1 : instruction.start + instruction.length]
        if PUSH1 + 12 <= opcode <= PUSH32:
            text = pushed.rstrip(b"\0").decode("ascii", "replace").replace('"', '\\"')
            value = f"{int.from_bytes(pushed, 'big'):#x}"[2:]
            holding = [n for n, line in enumerate(lines) if text in line or value in line]
            if holding and instruction.line >= 0:
                assert instruction.line in holding, (pushed, lines[instruction.line])
                seen += 1
    assert seen >= 5


def test_a_text_that_solc_did_not_make_the_code_of_is_refused() -> None:
    made = contract(open_piece(ROOT / "examples" / "quilt.py"))
    with pytest.raises(ValueError, match="another contract"):
        line_map(made.yul, made.runtime + b"\0")


def test_gas_is_counted_at_the_line_that_spends_it(spender: Piece) -> None:
    bundle = build(spender)
    found = gas_by_line(bundle, spender, 2)
    by_line = {number: gas for (_, number), gas in found.lines.items()}
    assert sum(by_line.values()) + found.frame == found.total
    assert by_line[10] > 0.7 * found.total, "noise, called 200 times, and what it calls"
    assert by_line[12] > 5 * by_line[18], "twenty circles, and one square"
    with PyrevmRenderer(bundle.renderer_runtime) as renderer:
        gas = []
        for seed in sample(2):
            renderer.render(seed)
            gas.append(renderer.last_gas)
    assert found.total == sum(gas) // 2


def test_a_second_evm_draws_the_same_for_the_same_gas(spender: Piece) -> None:
    made = contract(spender)
    with PyrevmRenderer(made.runtime) as first, EthereumjsRenderer(made.runtime) as second:
        for seed in sample(3):
            assert second.render(seed) == first.render(seed)
            assert second.last_gas == first.last_gas


def test_owners_share_all_gas(spender: Piece) -> None:
    made = contract(spender)
    half = [0] * (len(made.runtime) // 2)
    with EthereumjsRenderer(made.runtime) as renderer:
        renderer.render(sample(1)[0])
        one = renderer.spent(sample(1)[0], 0, [0] * len(made.runtime))
        both = renderer.spent(sample(1)[0], 0, half + [WORKER] * (len(made.runtime) - len(half) - 1) + [STILL])
    assert one[0] == sum(one) == sum(both) == renderer.last_gas


def test_a_contract_that_reverts_says_so() -> None:
    from intaglio_renderers.picture import RenderError

    with EthereumjsRenderer(bytes.fromhex("5f5ffd")) as renderer, pytest.raises(RenderError, match="reverted"):
        renderer.render(bytes(32))
    with EthereumjsRenderer(bytes.fromhex("fe")) as renderer, pytest.raises(RenderError, match="invalid opcode"):
        renderer.render(bytes(32))
