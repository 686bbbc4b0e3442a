"""What a token brings along, as Yul: the words its seed starts from, its constant word, its params, its numbers."""

from __future__ import annotations

from intaglio.backends.evm.memory import FIELD, RANDOM_A, WORD, hexadecimal
from intaglio.ir.nodes import Const, Module, Perform
from intaglio.ir.params import Param, total_bits

TOKEN_EFFECTS = frozenset({"serial", "field", "token", "state", "param.int", "param.fixed", "param.double"})
_SEED, _WORD = "calldataload(4)", "calldataload(0x24)"  # of render(bytes32 seed, uint256 params)
_REFUSE = "mstore(0, shl(224, 0x15bb9e58)) revert(0, 4)"  # ParamsOutOfRange()


def token_word(module: Module, statement: Perform) -> str:
    """The value of one of `TOKEN_EFFECTS`."""
    if statement.effect == "serial":
        return "next_serial()"
    if statement.effect == "token":
        return _SEED
    if statement.effect == "field":
        return f"mload({hexadecimal(FIELD)})"
    (number,) = statement.args
    assert isinstance(number, Const)
    if statement.effect == "state":
        return f"signextend(3, mload({hexadecimal(RANDOM_A + WORD * number.value)}))"
    value = _value(module.params[number.value])
    return f"double_of_exact({value}, 54, 1058)" if statement.effect == "param.double" else value


def check_params(module: Module) -> list[str]:
    """The lines that refuse a word which holds no params of the piece."""
    if not module.params:
        return []
    odd = [f"gt({_raw(param)}, {param.span - 1})" for param in module.params if param.span != 1 << param.bits]
    refused = f"shr({total_bits(module.params)}, {_WORD})" if total_bits(module.params) < 256 else "0"
    for condition in odd:
        refused = f"or({refused}, {condition})"
    return [f"if {refused} {{ {_REFUSE} }}"]


def _raw(param: Param) -> str:
    """The bits of a param."""
    word = f"shr({param.shift}, {_WORD})" if param.shift else _WORD
    return f"and({word}, {(1 << param.bits) - 1:#x})"


def _value(param: Param) -> str:
    """low + (default - low + bits) % span"""
    value, above = _raw(param), param.default - param.low
    if above:
        value = f"mod(add({value}, {above}), {param.span})"
    if param.low > 0:
        return f"add({value}, {param.low})"
    return f"sub({value}, {-param.low})" if param.low else value
