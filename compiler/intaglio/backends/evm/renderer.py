"""The whole contract: `emit(module)` gives the Yul object whose runtime answers `render(bytes32,uint256)`.

The answer is laid out so that nothing is moved at its end: the head of `(bytes svg, bytes attributes)`, the
traits in a buffer of fixed size, then the SVG, which grew behind them.
"""

from __future__ import annotations

from collections.abc import Iterable

from intaglio.backends.evm import support
from intaglio.backends.evm.memory import FRAMES, TRAITS_END, WORD, Memory, hexadecimal
from intaglio.backends.evm.names import Names
from intaglio.backends.evm.raster import with_image
from intaglio.backends.evm.rules import FunctionWriter
from intaglio.backends.evm.support import DIGIT_WRITERS, PARTS_BYTES, WHOLES_BYTES
from intaglio.backends.evm.surroundings import Surroundings
from intaglio.backends.evm.tables import NumberTables
from intaglio.backends.evm.texts import Texts, shown
from intaglio.backends.evm.token import check_params
from intaglio.backends.evm.traits import longest_traits
from intaglio.ir.nodes import Module, Perform, walk

SELECTOR = "0x6e03a496"  # render(bytes32,uint256)
_FRAMES_KEPT = 256  # levels of recursion that have room for the largest frame

_START = """
// Answers render(bytes32 seed, uint256 params) view -> (bytes svg, bytes attributes); reverts on all else.
if or(callvalue(), or(lt(calldatasize(), 0x44), sub(shr(224, calldataload(0)), {selector}))) {{ revert(0, 0) }}
"""

_FINISH = """
// the head, and the traits: an array whose first comma is its bracket
mstore8(traits, 0x5b)
let traits_end := mload({traits_end})
traits_end := add(traits_end, eq(traits_end, traits))
mstore8(traits_end, 0x5d)
mstore(answer, sub(sub(svg, 0x20), answer))
mstore(add(answer, 0x20), 0x40)
mstore(add(answer, 0x40), sub(add(traits_end, 1), traits))
mstore(sub(svg, 0x20), sub(svg_end, svg))
mstore(svg_end, 0)
return(answer, sub(and(add(svg_end, 0x1f), not(0x1f)), answer))
"""


def emit(module: Module, *, flat: bool = False) -> str:
    """The Yul source of a final module: only primitive effects are left. `flat`: few variables lie on the stack."""
    module = with_image(module)
    memory = Memory()
    names = Names(support.NAMES)
    functions = {f.name: names.new(f.name) for f in module.functions}
    taken = frozenset(functions.values()) | support.NAMES
    around = Surroundings(module, memory, NumberTables(module, memory), Texts(module), functions, taken, flat)
    rules = [FunctionWriter(around, function).write() for function in module.functions]
    used = "\n".join(rules)
    addresses: dict[str, int] = {}
    start = _start(module, around, addresses, used)
    support_names = support.needed(start + used)
    functions_text = support.support_for(support_names, module.digits, addresses)
    code = "\n".join([start, *rules, *functions_text.values()])
    sections = dict(around.texts.sections)
    if around.tables.data():
        sections["tables"] = around.tables.data()
    return _object(module, code, sections)


def _start(module: Module, around: Surroundings, addresses: dict[str, int], rules: str) -> str:
    """What runs before and after `main`; reserves the memory that the rules turn out to need."""
    lines = [_START.format(selector=SELECTOR), *check_params(module)]
    memory = around.memory
    effects = {s.effect for f in module.functions for s in walk(f.body) if isinstance(s, Perform)}
    if effects & {"word", "field", "state"}:
        lines.append("start_random(calldataload(4))")
    if set(support.needed(rules)) & DIGIT_WRITERS:
        addresses["PARTS"] = memory.reserve(PARTS_BYTES)
        addresses["WHOLES"] = memory.reserve(WHOLES_BYTES)
        lines.append("make_digits()")
    if "next_serial" in support.needed(rules):
        addresses["SERIAL"] = memory.reserve(WORD)
    tables = around.tables.start()
    if tables is not None:
        lines.append(f'datacopy({hexadecimal(tables)}, dataoffset("tables"), datasize("tables"))')
    if around.largest_frame:
        frames = memory.reserve(around.largest_frame * _FRAMES_KEPT)
        addresses["LAST_FRAME"] = frames + around.largest_frame * (_FRAMES_KEPT - 1)
        lines.append(f"mstore({hexadecimal(FRAMES)}, {hexadecimal(frames)})")
    lines.append(f"let answer := memoryguard({hexadecimal(memory.end)})")
    lines.append("let traits := add(answer, 0x60)")
    room = (longest_traits(module) // WORD + 3) * WORD  # a whole word may be written at the end, then a length
    lines.append(f"let svg := add(traits, {hexadecimal(room)})")
    lines.append(f"mstore({hexadecimal(TRAITS_END)}, traits)")
    main = around.names["main"]
    writes = "main" in around.svg_writers
    lines.append(f"let svg_end := {main}(svg)" if writes else f"let svg_end := svg\n{main}()")
    lines.append(_FINISH.format(traits_end=hexadecimal(TRAITS_END)))
    return "\n".join(lines)


def runtime_name(module: Module) -> str:
    """The name of the object that is deployed; with that ending solc spends bytes on gas (`compile_yul`)."""
    return "runtime_deployed" if module.numbers == "double" else "runtime"


def _object(module: Module, code: str, sections: dict[str, bytes]) -> str:
    name = runtime_name(module)
    head = [
        f"// {shown(module.title.encode())}, a renderer made by Intaglio",
        'object "renderer" {',
        "    code {",
        f'        datacopy(0, dataoffset("{name}"), datasize("{name}"))',
        f'        return(0, datasize("{name}"))',
        "    }",
        f'    object "{name}" {{',
        "        code {",
    ]
    body = [("            " + line).rstrip() for line in code.strip().splitlines()]
    data = [line for name, content in sections.items() for line in _data(name, content)]
    return "\n".join([*head, *body, "        }", *data, "    }", "}", ""])


def _data(name: str, content: bytes) -> Iterable[str]:
    """One data section; long ones stay on one line, as Yul demands."""
    yield f'        data "{name}" hex"{content.hex()}"'
